/** Functions beyond their vectors: seams, symmetries, monotonicity, inverses, and the encoder's gamma family. */
import fc from 'fast-check';
import {
  digamma,
  erf,
  erfc,
  exp,
  expm1,
  integrate,
  log,
  log1p,
  logGamma,
  logisticCdf,
  normalCdf,
  normalHazard,
  normalLogCdf,
  normalLogSurvival,
  normalQuantile,
  normalSurvival,
  regularizedBeta,
  regularizedGammaP,
  regularizedGammaQ,
  tanh,
} from 'samplewire/core';
import { describe, expect, test } from 'vitest';

const options = { seed: 1, numRuns: 5000 };
const relative = (a: number, b: number): number => (a === b ? 0 : Math.abs(a - b) / Math.abs(b));

describe('elementary functions', () => {
  test('agree with the platform to a few ulps everywhere', () => {
    const pairs: [(x: number) => number, (x: number) => number, number, number][] = [
      [exp, Math.exp, -700, 700],
      [expm1, Math.expm1, -30, 300],
      [log, Math.log, 1e-300, 1e300],
      [log1p, Math.log1p, -0.999, 1e10],
      [tanh, Math.tanh, -30, 30],
    ];
    for (const [ours, theirs, min, max] of pairs) {
      fc.assert(
        fc.property(fc.double({ min, max, noNaN: true }), (x) => {
          expect(relative(ours(x), theirs(x))).toBeLessThan(2e-15);
        }),
        options,
      );
    }
  });

  test('have their limits', () => {
    expect([exp(710), exp(-746), exp(0)]).toEqual([Number.POSITIVE_INFINITY, 0, 1]);
    expect([log(0), log(Number.POSITIVE_INFINITY), log(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      0,
    ]);
    expect(log(-1)).toBeNaN();
    expect([log1p(-1), expm1(-40), tanh(30), tanh(-30)]).toEqual([Number.NEGATIVE_INFINITY, -1, 1, -1]);
    expect(Object.is(expm1(-0), -0)).toBe(true);
    expect(exp(-745)).toBeGreaterThan(0);
  });

  test('are continuous across the seams of their branches', () => {
    const seams: [(x: number) => number, number[]][] = [
      [expm1, [-0.36, 0.36]],
      [log1p, [-0.29, 0.41, 1]],
      [tanh, [1, 22]],
      [erf, [0.5, 6]],
      [erfc, [-6, -0.5, 0.5]],
      [normalSurvival, [-0.7, 0.7]],
      [normalLogCdf, [-1]],
      [normalHazard, [0.7]],
    ];
    for (const [f, points] of seams)
      for (const x of points) expect(relative(f(x * (1 + 1e-15)), f(x * (1 - 1e-15)))).toBeLessThan(1e-13);
  });
});

describe('the normal law', () => {
  test('is symmetric, and its tails sum to one', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 37, noNaN: true }), (x) => {
        expect(normalCdf(x)).toBe(normalSurvival(-x));
        expect(Math.abs(normalCdf(x) + normalSurvival(x) - 1)).toBeLessThan(3e-16);
        expect(Math.abs(exp(normalLogSurvival(x)) - normalSurvival(x))).toBeLessThan(4e-13 * normalSurvival(x));
        expect(erf(-x) + erf(x)).toBe(0);
      }),
      options,
    );
  });

  test('cdf inverts quantile down to 1e-300', () => {
    fc.assert(
      fc.property(fc.double({ min: -300, max: -0.302, noNaN: true }), (exponent) => {
        const p = exp(exponent * Math.LN10);
        expect(relative(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
      }),
      options,
    );
  });

  test('the logistic cdf keeps both tails', () => {
    expect(relative(logisticCdf(-700), Math.exp(-700))).toBeLessThan(1e-13);
    expect(logisticCdf(0)).toBe(0.5);
  });
});

describe('the encoder-side functions', () => {
  test('satisfy their recurrences', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 60, noNaN: true }),
        fc.double({ min: 0.001, max: 80, noNaN: true }),
        (a, x) => {
          expect(Math.abs(logGamma(a + 1) - logGamma(a) - log(a))).toBeLessThan(
            1e-12 * (1 + Math.abs(logGamma(a + 1))),
          );
          expect(Math.abs(digamma(a + 1) - digamma(a) - 1 / a)).toBeLessThan(1e-12 * (1 + 1 / a));
          expect(Math.abs(regularizedGammaP(a, x) + regularizedGammaQ(a, x) - 1)).toBeLessThan(1e-12);
          const y = x / (1 + x);
          expect(Math.abs(regularizedBeta(a, 2, y) + regularizedBeta(2, a, 1 - y, y) - 1)).toBeLessThan(1e-11);
        },
      ),
      { seed: 1, numRuns: 2000 },
    );
    expect(relative(regularizedGammaQ(1, 30), Math.exp(-30))).toBeLessThan(1e-13);
    expect(relative(regularizedGammaP(0.5, 1), erf(1))).toBeLessThan(1e-14);
  });

  test('integrate known integrals, with kinks and infinite ends', () => {
    expect(integrate((x) => Math.exp(-x * x), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBeCloseTo(
      Math.sqrt(Math.PI),
      12,
    );
    expect(integrate((x) => Math.abs(x - 0.3), 0, 1, { splits: [0.3] })).toBeCloseTo(0.29, 14);
    expect(integrate((x) => 1 / (1 + x * x), 0, Number.POSITIVE_INFINITY)).toBeCloseTo(Math.PI / 2, 12);
    expect(integrate(() => 1, 2, 2)).toBe(0);
  });

  test('integrate to 1e-14 what is smooth, and singular ends as well', () => {
    const integrals: [(x: number) => number, number, number, number][] = [
      [(x) => exp(-x * x), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1.772453850905516],
      [(x) => x * x * exp(-x), 0, Number.POSITIVE_INFINITY, 2],
      [(x) => 1 / (1 + x * x), Number.NEGATIVE_INFINITY, -1, Math.PI / 4],
      [log, 0, 1, -1],
      [(x) => 1 / Math.sqrt(x), 0, 1, 2],
    ];
    for (const [f, a, b, value] of integrals) {
      expect(relative(integrate(f, a, b, { relative: 1e-14 }), value)).toBeLessThan(2e-14);
      expect(integrate(f, b, a, { relative: 1e-14 })).toBe(-integrate(f, a, b, { relative: 1e-14 }));
    }
  });

  test('integrate gives up on what has no integral', () => {
    expect(integrate((x) => 1 / x, 0, 1)).not.toBeLessThan(30);
    expect(integrate(() => Number.NaN, 0, 1)).toBeNaN();
  });
});
