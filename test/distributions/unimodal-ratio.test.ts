/** The peak of a density ratio: what is certified is true, and what has a peak is mostly certified. */
import fc from 'fast-check';
import {
  affine,
  type Distribution,
  densityRatio,
  laplace,
  logistic,
  mixture,
  normal,
  studentT,
  triangular,
  truncated,
  truncatedNormal,
  uniform,
  unimodalRatio,
} from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { distributionFamilies as families } from '../../src/testing/arbitraries/distributions.ts';

/** Points of the target's support, the ends and far tails with it. */
function pointsOf(q: Distribution, p: Distribution): number[] {
  const points: number[] = [];
  for (let i = 0; i < 300; i++) points.push(q.quantile((i + 0.5) / 300));
  for (let e = -3; e > -280; e *= 1.3) points.push(q.quantile(Math.exp(e)), q.quantileSurvival(Math.exp(e)));
  for (const x of [...q.kinks, ...p.kinks, q.support.lower, q.support.upper]) points.push(x);
  return points.filter((x) => Number.isFinite(x) && x >= q.support.lower && x <= q.support.upper).sort((a, b) => a - b);
}

/** The largest rise of log q/p after the mode or fall before it, and the largest value. */
function violation(q: Distribution, p: Distribution, mode: number): { readonly excess: number; readonly most: number } {
  let [excess, most] = [0, -Infinity];
  let previous: { x: number; value: number } | undefined;
  for (const x of pointsOf(q, p)) {
    const [logQ, logP] = [q.logDensity(x), p.logDensity(x)];
    const value = logQ - logP;
    if (!Number.isFinite(value)) continue;
    const rounding = 1e-13 * (Math.abs(logQ) + Math.abs(logP)) + 2e-9;
    if (previous !== undefined) {
      if (previous.x >= mode) excess = Math.max(excess, value - previous.value - rounding);
      if (x <= mode) excess = Math.max(excess, previous.value - value - rounding);
    }
    most = Math.max(most, value - rounding);
    previous = { x, value };
  }
  return { excess, most };
}

describe('the certified peak of q/p', () => {
  for (const [nameQ, lawsQ] of Object.entries(families)) {
    test(`${nameQ}: q/p does not fall before the mode, nor rise after it, nor exceed its supremum`, () => {
      for (const [nameP, lawsP] of Object.entries(families)) {
        fc.assert(
          fc.property(lawsQ, lawsP, (q, p) => {
            if (q.support.lower < p.support.lower || q.support.upper > p.support.upper) return;
            const ratio = unimodalRatio(q, p);
            if (ratio === undefined) return;
            const { excess, most } = violation(q, p, ratio.mode);
            expect(excess, `${nameQ} ${nameP}`).toBe(0);
            expect(most).toBeLessThanOrEqual(ratio.logSupremum);
          }),
          { seed: 1, numRuns: 20 },
        );
      }
    });
  }

  test.each<[string, Distribution, Distribution, number]>([
    ['normal laws', normal(1, 0.5), normal(0, 1), 4 / 3],
    ['one law', normal(1, 2), normal(1, 2), 1],
    ['the target itself under a uniform proposal', triangular(0, 1, 4), uniform(-1, 5), 1],
    ['a vertex outside the support', truncatedNormal(1, 0.5, 2, 3), normal(0, 1), 2],
    ['a valley outside the support', truncatedNormal(0, 2, 1, 3), normal(0, 1), 3],
    ['a restriction on both sides', truncated(normal(1, 0.5), 0, 9), truncated(normal(0, 1), -1, 9), 4 / 3],
    ['Laplace laws', laplace(1, 0.5), laplace(0, 1), 1],
    ['translates', logistic(1, 0.5), logistic(0, 0.5), Infinity],
    ['logistic laws of one place', logistic(1, 0.5), logistic(1, 1), 1],
    ['normal and Laplace', normal(0.5, 0.5), laplace(0, 1), 0.75],
    ['normal and Student', normal(0, 0.5), studentT(4, 0, 1), 0],
    ['an image', affine(normal(0, 1), 0.5, 1), normal(0, 1), 4 / 3],
    ['a mixture with one peak', mixture([1, 1], [normal(-0.1, 0.5), normal(0.1, 0.5)]), normal(0, 2), 0],
    ['a uniform target where the proposal falls', uniform(1, 2), normal(0, 1), 2],
  ])('is found for %s', (_, q, p, mode) => {
    const ratio = unimodalRatio(q, p)!;
    if (Number.isFinite(mode)) expect(ratio.mode).toBeCloseTo(mode, 5);
    else expect(ratio.mode).toBe(mode);
    expect(ratio.logSupremum).toBeCloseTo(densityRatio(q, p).logSupremum, 9);
  });

  test.each<[string, Distribution, Distribution]>([
    ['two peaks', mixture([1, 1], [normal(-1, 0.2), normal(1, 0.2)]), normal(0, 2)],
    ['a valley', normal(0, 2), normal(0, 1)],
    ['a kink upwards', normal(0.5, 1), laplace(0, 1)],
    ['a uniform target across the peak of the proposal', uniform(-1, 2), normal(0, 1)],
    ['a jump upwards after a fall', normal(-5, 0.2), mixture([1, 1], [logistic(-5, 0.2), uniform(-4.7, -4.3)])],
  ])('is not certified for %s', (_, q, p) => {
    expect(unimodalRatio(q, p)).toBeUndefined();
  });
});
