import fc from 'fast-check';
import {
  highestDensityInterval,
  logDensitySupremum,
  mixture,
  normal,
  piecewiseConstant,
  triangular,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { distributionFamilies as families, mixtures, real } from '../../src/testing/arbitraries/distributions.ts';

describe('the highest density interval', () => {
  for (const [name, laws] of Object.entries(families)) {
    test(`${name}: holds its mass, and where the law is unimodal no shifted interval of that mass is narrower`, () => {
      fc.assert(
        fc.property(laws, real(0.05, 0.999), real(0, 1), (law, mass, share) => {
          const [lower, upper] = highestDensityInterval(law, mass);
          expect(law.cdf(upper) - law.cdf(lower)).toBeCloseTo(mass, 8);
          if (law.mode === undefined) return;
          const left = share * (1 - mass);
          const from = left < 1e-12 ? law.support.lower : law.quantile(left);
          const to = 1 - mass - left < 1e-12 ? law.support.upper : law.quantileSurvival(1 - mass - left);
          expect(upper - lower).toBeLessThanOrEqual((to - from) * (1 + 1e-9) + 1e-9);
        }),
        { seed: 1, numRuns: 60 },
      );
    });
  }

  test('of one-sided laws starts at the end', () => {
    const half = truncatedNormal(0, 1, 0, Infinity);
    expect(highestDensityInterval(half, 0.5)[0]).toBe(0);
    expect(highestDensityInterval(triangular(0, 1, 1), 0.75)).toEqual([0.5, 1]);
  });

  test('of nearly all mass reaches far into both tails', () => {
    const [lower, upper] = highestDensityInterval(normal(0, 1), 1 - 2 ** -40);
    expect(lower).toBe(-upper);
    expect(upper).toBeGreaterThan(7);
  });
});

test('a histogram: the interval stays in the highest cell while it fits', () => {
  const law = piecewiseConstant([0, 1, 2, 3], [0.2, 0.7, 0.1]);
  expect(highestDensityInterval(law, 0.05).map((x) => Math.floor(x))).toEqual([1, 1]);
  const [lower, upper] = highestDensityInterval(law, 0.8);
  expect(lower).toBeCloseTo(0.5, 8);
  expect(upper).toBeCloseTo(2, 8);
});

describe('the largest log density on an interval', () => {
  const anyLaw = fc.oneof(...Object.values(families));
  test('is at least the density anywhere in it, and is met', () => {
    fc.assert(
      fc.property(fc.oneof(anyLaw, mixtures), real(0.001, 0.99), real(0.001, 1), (law, p, share) => {
        const [lower, upper] = [law.quantile(p), law.quantile(p + share * (0.999 - p))];
        if (!(lower <= upper)) return;
        const bound = logDensitySupremum(law, lower, upper);
        let best = Math.max(law.logDensity(lower), law.logDensity(upper));
        for (let i = 0; i <= 400; i++) best = Math.max(best, law.logDensity(lower + ((upper - lower) * i) / 400));
        for (const kink of law.kinks) if (kink > lower && kink < upper) best = Math.max(best, law.logDensity(kink));
        expect(bound).toBeGreaterThanOrEqual(best);
        expect(bound).toBeLessThan(best + 0.05);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('does not look outside, and takes the whole line', () => {
    expect(logDensitySupremum(normal(0, 1), 1, 2)).toBeCloseTo(normal(0, 1).logDensity(1), 11);
    expect(logDensitySupremum(uniform(0, 2), -5, 5)).toBeCloseTo(-Math.LN2, 11);
    const pair = mixture([1, 1], [normal(-3, 1), normal(3, 1)]);
    expect(logDensitySupremum(pair, -Infinity, Infinity)).toBeCloseTo(pair.logDensity(3), 6);
    expect(logDensitySupremum(pair, -1, 1)).toBeCloseTo(pair.logDensity(1), 8);
  });
});
