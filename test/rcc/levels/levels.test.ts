/** Level functions of importance weights: every way of finding them agrees with the definition, and with each other. */
import { exp, integrate, log } from 'samplewire/core';
import {
  type Distribution,
  generalizedNormal,
  laplace,
  logistic,
  normal,
  piecewiseConstant,
  studentT,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { levelledPrior, levelTable } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { levelFunctions } from '../../../src/rcc/levels/levels.ts';
import { noncentralChiSquareCdf } from '../../../src/rcc/levels/noncentral-chi-square.ts';
import { certifiedPeak, peakedWeightLaw } from '../../../src/rcc/levels/peaked.ts';
import { productLevels } from '../../../src/rcc/levels/product.ts';
import type { LevelFunctions } from '../../../src/rcc/types.ts';

const edges = [0, 1, 2.5, 3, 4];
const pairs: [string, Distribution, Distribution][] = [
  ['normal, normal', normal(1, 0.5), normal(0, 1)],
  ['normal in the tail of a normal', normal(5, 0.25), normal(0, 1)],
  ['truncated normal, normal', truncatedNormal(1, 0.5, -0.5, 1.2), normal(0, 1)],
  ['truncated normal beside its vertex, normal', truncatedNormal(1, 0.5, -2, 0), normal(0, 1)],
  ['uniform, normal', uniform(0, 1), normal(0, 1)],
  ['logistic, logistic', logistic(1, 0.2), logistic(0, 1)],
  ['Laplace, Laplace', laplace(1, 0.2), laplace(0, 1)],
  ['translates of Laplace laws', laplace(1, 1), laplace(0, 1)],
  ['normal, Student t', normal(1, 0.5), studentT(3, 0, 1)],
  ['uniform, uniform', uniform(0, 1), uniform(0, 3)],
  ['piecewise constant', piecewiseConstant(edges, [1, 3, 2, 4]), piecewiseConstant(edges, [4, 3, 2, 1])],
  ['piecewise constant on other edges', piecewiseConstant([0, 0.5, 4], [1, 3]), piecewiseConstant(edges, [4, 3, 2, 1])],
];

const fractions = [1e-6, 0.01, 0.3, 0.7, 0.95];
const ends = (law: Distribution): number[] => [law.quantile(1e-17), law.quantileSurvival(1e-17)];

describe.each(pairs)('%s', (_, q, p) => {
  const levels = levelFunctions([q], [p]);
  const at = (share: number): number => levels.logWeightBound + log(share);
  const ratio = (x: number): number => q.logDensity(x) - p.logDensity(x);
  const [from, to] = [Math.max(ends(q)[0]!, q.support.lower), Math.min(ends(q)[1]!, q.support.upper)];

  test('G is E_p max(0, w - h)', () => {
    for (const share of fractions) {
      const splits = Array.from({ length: 400 }, (_, i) => from + ((to - from) * (i + 0.5)) / 400);
      const integrand = (x: number): number => exp(p.logDensity(x)) * Math.max(0, exp(ratio(x)) - exp(at(share)));
      const wanted = integrate(integrand, from, to, { relative: 1e-11, splits: [...splits, ...q.kinks, ...p.kinks] });
      expect(Math.abs(levels.massAbove(at(share)) / wanted - 1), `share ${share}`).toBeLessThan(1e-9);
    }
  });

  test('w_P is minus the slope of G', () => {
    for (const share of fractions) {
      const [h, step] = [exp(at(share)), exp(at(share)) * 1e-4];
      const fall = levels.massAbove(log(h - step)) - levels.massAbove(log(h + step));
      expect(Math.abs(levels.proposalAbove(at(share)) - fall / (2 * step))).toBeLessThan(1e-5 + 1e-13 / step);
    }
  });

  test('time is the inverse of the level, and rises with slope 1 / G', () => {
    const table = levelTable(levels);
    for (const share of [0.001, 0.1, 0.31, 0.72, 0.9]) {
      const time = table.timeAt(at(share));
      expect(Math.abs(table.logLevelAt(time) - at(share))).toBeLessThan(1e-9);
      const [h, step] = [exp(at(share)), exp(at(share)) * 1e-3];
      const rise = table.timeAt(log(h + step)) - table.timeAt(log(h - step));
      expect(Math.abs((rise / (2 * step)) * levels.massAbove(at(share)) - 1)).toBeLessThan(1e-4);
    }
    expect(table.logLevelAt(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(table.timeAt(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(levelTable(levels)).toBe(table);
  });
});

describe('a level table', () => {
  /** E_p[G(w) |t(w) - t'(w)|] / 2 against a table by Simpson's rule on 64 times as many heights. */
  test.each([
    ['A', normal(1, 0.5)],
    ['B', normal(2, 0.25)],
    ['C', normal(3, 0.1)],
  ])('is within 1e-9 in total variation of a finer one, case %s', (_, q) => {
    const levels = levelFunctions([q], [normal(0, 1)]);
    const table = levelTable(levels);
    const bound = exp(levels.logWeightBound);
    const cells = 32_768;
    const height = (y: number): number => bound * y * y * y * (10 - 15 * y + 6 * y * y);
    let [time, variation] = [0, 0];
    for (let i = 0; i < cells - 1; i++) {
      const [a, b] = [height(i / cells), height((i + 1) / cells)];
      const slope = (h: number): number => 1 / levels.massAbove(log(h));
      const next = time + ((b - a) / 6) * (slope(a) + 4 * slope((a + b) / 2) + slope(b));
      const inside = levels.proposalAbove(log(a)) - levels.proposalAbove(log(b));
      if (levels.massAbove(log(b)) < 1e-11) break;
      variation += (inside * levels.massAbove(log(b)) * Math.abs(table.timeAt(log(b)) - next)) / 2;
      time = next;
    }
    expect(variation).toBeLessThan(1e-9);
    expect(variation).toBeGreaterThan(0);
  });

  test('is kept for a shape, and made anew for another', () => {
    const levels = (shape: object): LevelFunctions => ({ ...levelFunctions([normal(0, 0.5)], [normal(0, 1)]), shape });
    const shape = {};
    expect(levelTable(levels(shape))).toBe(levelTable(levels(shape)));
    expect(levelTable(levels({}))).not.toBe(levelTable(levels({})));
  });
});

describe('several coordinates', () => {
  const targets = [normal(1, 0.5), normal(-1, 1), normal(0.5, 0.25)];
  const proposals = [normal(0, 1), normal(0, 2), normal(0, 0.5)];
  const laws = targets.map((q, i) => peakedWeightLaw(certifiedPeak(q, proposals[i]!)));

  test('noncentral chi-square probabilities are those of a shifted normal law in one dimension', () => {
    const z = normal(0, 1);
    for (const b of [0, 0.3, 2, 8, 30]) {
      for (const x of [1e-6, 0.1, 3, 100, 1500]) {
        const wanted = z.cdf(Math.sqrt(x) - b) - z.cdf(-Math.sqrt(x) - b);
        const found = noncentralChiSquareCdf(1, b * b, x);
        expect(Math.abs(found - wanted)).toBeLessThan(1e-13 + 1e-11 * wanted);
      }
    }
  });

  test('one after the other they make the balls of normal laws with one ratio', () => {
    const closed = levelFunctions(targets, proposals);
    const general = laws.slice(1).reduce<LevelFunctions>(productLevels, laws[0]!);
    for (let share = 0.001; share < 1; share += 0.0371) {
      const level = closed.logWeightBound + log(share);
      expect(Math.abs(general.massAbove(level) - closed.massAbove(level))).toBeLessThan(1e-12);
      expect(Math.abs(general.proposalAbove(level) - closed.proposalAbove(level))).toBeLessThan(1e-9);
      expect(Math.abs(levelTable(general).timeAt(level) / levelTable(closed).timeAt(level) - 1)).toBeLessThan(1e-9);
    }
  });

  test('products of piecewise constant laws are sums over pairs of cells', () => {
    const q = [piecewiseConstant([0, 1, 2], [1, 3]), piecewiseConstant([0, 1, 2, 3], [1, 4, 1])];
    const p = [uniform(0, 2), uniform(0, 3)];
    const levels = levelFunctions(q, p);
    for (const h of [0, 0.3, 1, 2.5]) {
      let sum = 0;
      for (const a of [0.25, 0.75]) for (const b of [1 / 6, 4 / 6, 1 / 6]) sum += Math.max(0, a * 2 * b * 3 - h) / 6;
      expect(levels.massAbove(log(h))).toBeCloseTo(sum, 13);
    }
  });

  test('a step and a bell', () => {
    const q = [piecewiseConstant([0, 1, 2], [1, 3]), normal(1, 0.5)];
    const p = [uniform(0, 2), normal(0, 1)];
    const levels = levelFunctions(q, p);
    const bell = levelFunctions([normal(1, 0.5)], [normal(0, 1)]);
    for (const h of [0.1, 1, 3]) {
      const wanted = 0.25 * bell.massAbove(log(h / 0.5)) + 0.75 * bell.massAbove(log(h / 1.5));
      expect(Math.abs(levels.massAbove(log(h)) - wanted)).toBeLessThan(1e-12);
    }
  });
});

describe('what has no level functions is refused, and methods that take it are named', () => {
  test.each([
    ['an unbounded ratio', normal(0, 2), normal(0, 1), /bounded ratio.*hybrid coding.*ordered random coding/],
    ['a ratio with two peaks', generalizedNormal(0, 1, 4), normal(0, 1), /one peak.*Poisson functional representation/],
    ['a target outside', normal(0, 1), uniform(0, 1), /support inside/],
    ['another number of coordinates', [normal(0, 1), normal(0, 1)], normal(0, 2), /"target" expected 1 coordinates/],
  ] as const)('%s', (_, q, p, message) => {
    const shared = { word: () => 0, fill() {}, candidates() {} };
    expect(() => levelledPrior(p).candidates(q, shared)).toThrow(message);
  });
});
