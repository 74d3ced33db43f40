import fc from 'fast-check';
import {
  affine,
  boundedLogSupremum,
  type Distribution,
  densityRatio,
  laplace,
  logDensitySupremum,
  logistic,
  mixture,
  normal,
  piecewiseConstant,
  studentT,
  truncated,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { describe, expect, it } from 'vitest';

/** The largest log ratio at many points, at kinks and next to them. */
function scan(q: Distribution, p: Distribution): number {
  const lower = Math.max(q.support.lower, q.quantile(1e-12));
  const upper = Math.min(q.support.upper, q.quantileSurvival(1e-12));
  const points = Array.from({ length: 4001 }, (_, i) => lower + ((upper - lower) * i) / 4000);
  for (const kink of [...q.kinks, ...p.kinks]) points.push(kink, kink * (1 - 3e-16), kink * (1 + 3e-16));
  return points.reduce((best, x) => Math.max(best, q.logDensity(x) - p.logDensity(x)), Number.NEGATIVE_INFINITY);
}

const grid = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const mixtureOfNormals: fc.Arbitrary<Distribution> = fc
  .array(fc.tuple(grid(0.1, 1), grid(-5, 5), grid(0.5, 4)), { minLength: 2, maxLength: 4 })
  .map((parts) =>
    mixture(
      parts.map(([weight]) => weight),
      parts.map(([, mu, sigma]) => normal(mu, sigma)),
    ),
  );
const bounded: fc.Arbitrary<Distribution> = fc.tuple(grid(-5, 5), grid(0.1, 2), fc.nat(4)).map(([mu, sigma, kind]) => {
  const laws = [
    truncatedNormal(mu, sigma, mu - 2 * sigma, mu + 3 * sigma),
    uniform(mu - sigma, mu + sigma),
    truncated(laplace(mu, sigma), mu - 3 * sigma, mu + sigma),
    piecewiseConstant([mu - sigma, mu, mu + 1.5 * sigma], [0.9, 0.1]),
    affine(truncated(logistic(0, 1), -2, 1), -sigma, mu),
  ];
  return laws[kind]!;
});

describe('log suprema are certified', () => {
  it('against a mixture, never below a scan, and within 1e-3 of one', () => {
    fc.assert(
      fc.property(bounded, mixtureOfNormals, (q, p) => {
        const best = scan(q, p);
        const bound = boundedLogSupremum(q, p);
        return bound >= best && bound < best + 1e-3;
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('of a mixture against a wider one', () => {
    fc.assert(
      fc.property(mixtureOfNormals, (q) => {
        const p = mixture([1, 1], [studentT(4, -1, 5), studentT(3, 1, 6)]);
        const best = scan(q, p);
        const bound = boundedLogSupremum(q, p);
        return bound >= best && bound < best + 1e-3;
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('beside a jump: a histogram whose cells are narrow for their distance from 0', () => {
    for (const [p, masses] of [
      [normal(0, 50), [0.99, 0.01]],
      [normal(990, 3), [0.99, 0.01]],
      [normal(1010, 3), [0.01, 0.99]],
    ] as const) {
      const q = piecewiseConstant([1000, 1000.5, 1001], masses);
      const best = Math.max(...[1000, 1000.5 - 1e-12, 1000.5, 1001].map((x) => q.logDensity(x) - p.logDensity(x)));
      expect(boundedLogSupremum(q, p)).toBeGreaterThanOrEqual(best);
      expect(boundedLogSupremum(q, p)).toBeLessThan(best + 1e-8);
    }
  });

  it('where the ratio is flat the bound is looser, and still a bound', () => {
    const q = mixture([1], [truncated(logistic(0, 1), -8, 8)]);
    const exact = q.logDensity(0) - logistic(0, 1).logDensity(0);
    const bound = densityRatio(q, logistic(0, 1)).logSupremum;
    expect(bound).toBeGreaterThanOrEqual(exact);
    expect(bound).toBeLessThan(exact + 1e-5);
  });

  it('of a mixture alone, on any interval', () => {
    fc.assert(
      fc.property(mixtureOfNormals, grid(-6, 6), grid(0.01, 5), (q, lower, width) => {
        const bound = logDensitySupremum(q, lower, lower + width);
        const values = Array.from({ length: 1001 }, (_, i) => q.logDensity(lower + (width * i) / 1000));
        const best = Math.max(...values);
        return bound >= best - 1e-12 && bound < best + 1e-3;
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('the score of a mixture', () => {
  it('lies in its range: difference quotients', () => {
    fc.assert(
      fc.property(mixtureOfNormals, grid(-8, 8), grid(1e-4, 3), (law, a, width) => {
        const [low, high] = law.scoreRange(a, a + width);
        return [0, 0.25, 0.5, 0.75].every((share) => {
          const x = a + width * share;
          const step = width / 4;
          const slope = (law.logDensity(x + step) - law.logDensity(x)) / step;
          const slack = 1e-12 / step;
          return slope >= low - slack && slope <= high + slack;
        });
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('is narrow on narrow intervals', () => {
    const law = mixture([1, 2], [normal(-3, 1), normal(4, 2)]);
    const [low, high] = law.scoreRange(0, 1e-6);
    expect(high - low).toBeLessThan(1e-4);
  });
});
