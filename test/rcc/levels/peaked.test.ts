/** Level sets, level functions, and the times at which a level is reached. */
import { exp, integrate } from 'samplewire/core';
import { type Distribution, laplace, logistic, normal, truncatedNormal, uniform } from 'samplewire/distributions';
import { levelTable } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { treeTargets } from '../../../src/rcc/branching/tree-target.ts';
import { peakedWeightLaw } from '../../../src/rcc/levels/peaked.ts';

const pairs: [string, Distribution, Distribution][] = [
  ['case A', normal(1, 0.5), normal(0, 1)],
  ['case B', normal(2, 0.25), normal(0, 1)],
  ['case C', normal(3, 0.1), normal(0, 1)],
  ['narrow', normal(1, 1e-7), normal(0, 1)],
  ['far out', normal(-9, 0.1), normal(0, 1)],
  ['truncated beside its mode', truncatedNormal(1, 0.5, 1.5, 3), normal(0, 1)],
  ['Laplace', laplace(1, 0.3), laplace(0, 1)],
  ['logistic translates', logistic(2, 1), logistic(0, 1)],
  ['a target without a slope', uniform(1, 2), uniform(0, 4)],
];

describe.each(pairs)('levels of %s', (_, q, p) => {
  const levels = peakedWeightLaw(treeTargets(p)(q));
  const { logWeightBound, massAbove, proposalAbove } = levels;
  const shares = [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999];

  test('the mass above a level is the integral of what is above it, and falls at the rate of its level set', () => {
    const splits = [1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.3, 0.5].flatMap((u) => [
      q.quantile(u),
      q.quantileSurvival(u),
    ]);
    for (const share of shares.slice(1, -2)) {
      const level = exp(logWeightBound) * share;
      const above = (x: number): number =>
        exp(p.logDensity(x)) * Math.max(0, exp(q.logDensity(x) - p.logDensity(x)) - level);
      const logLevel = Math.log(level);
      const direct = integrate(above, q.support.lower, q.support.upper, { absolute: 1e-9, splits });
      expect(massAbove(logLevel)).toBeCloseTo(direct, 6);
      const step = 1e-4;
      const slope = (massAbove(logLevel + step) - massAbove(logLevel - step)) / (level * (exp(step) - exp(-step)));
      expect(-slope / proposalAbove(logLevel)).toBeCloseTo(1, 4);
    }
    expect(massAbove(-Infinity)).toBeCloseTo(1, 12);
    expect(proposalAbove(-Infinity)).toBeCloseTo(p.cdf(q.support.upper) - p.cdf(q.support.lower), 12);
  });

  test('the time of a level is the integral of 1/G, so closely that the law is off by less than 1e-9', () => {
    const times = levelTable(levels);
    expect(levelTable(levels)).toBe(times);
    expect(times.timeAt(-Infinity)).toBe(0);
    let previous = 0;
    for (const share of shares) {
      const logLevel = logWeightBound + Math.log(share);
      const rate = (level: number): number => 1 / massAbove(Math.log(level));
      const exact = integrate(rate, 0, exp(logLevel), { relative: 1e-12 });
      const time = times.timeAt(logLevel);
      // The law is off by E_q[G |error| / w] / 2.
      expect((massAbove(logLevel) * Math.abs(time - exact)) / exp(logLevel) / 2).toBeLessThan(1e-9);
      expect(time).toBeGreaterThan(previous);
      previous = time;
    }
    expect(times.timeAt(logWeightBound)).toBeGreaterThan(previous);
  });
});
