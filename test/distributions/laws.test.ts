import fc from 'fast-check';
import { integrate, localRandomness } from 'samplewire/core';
import { type Distribution, distribution } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { distributionFamilies as families, real, transformed } from '../../src/testing/arbitraries/distributions.ts';
import { excess } from './support.ts';

const probability = fc.oneof(
  real(1e-12, 1 - 1e-12),
  real(-250, -12).map((exponent) => 10 ** exponent),
);

/** How much cdf moves when x does by two ulp, a lower bound on the error of any inverse. */
const grain = (law: Distribution, x: number): number =>
  4.5e-16 * Math.abs(x) * Math.exp(Math.min(700, law.logDensity(x)));

for (const [name, laws] of Object.entries(families)) {
  const check = (run: (law: Distribution, p: number) => void, numRuns = 120): void =>
    fc.assert(fc.property(laws, probability, run), { seed: 1, numRuns });

  describe(`${name}: laws of a distribution`, () => {
    test('cdf inverts quantile, and survival its twin', () => {
      check((law, p) => {
        const [x, y] = [law.quantile(p), law.quantileSurvival(p)];
        expect(excess(law.cdf(x), p, 1e-11, 1e-12 + grain(law, x))).toBeLessThan(1);
        expect(excess(law.survival(y), p, 1e-11, 1e-12 + grain(law, y))).toBeLessThan(1);
      });
    });

    test('quantile inverts cdf where there is density', () => {
      check((law, p) => {
        const x = law.quantile(Math.min(Math.max(p, 1e-6), 1 - 1e-6));
        const density = Math.exp(law.logDensity(x));
        const [below, above] = [law.cdf(x), law.survival(x)];
        if (!(density > 1e-4 && below > 0 && above > 0)) return;
        const back = below <= above ? law.quantile(below) : law.quantileSurvival(above);
        expect(excess(back, x, 1e-12, 1e-12 / Math.min(1, density))).toBeLessThan(1);
      });
    });

    test('cdf and survival sum to 1, do not decrease and stay in [0, 1]', () => {
      check((law, p) => {
        const x = law.quantile(p);
        const next = x + Math.abs(x) * 1e-13 + 1e-13;
        for (const at of [x, next]) {
          expect(Math.abs(law.cdf(at) + law.survival(at) - 1)).toBeLessThanOrEqual(5e-14);
          expect(law.cdf(at)).toBeGreaterThanOrEqual(0);
          expect(law.cdf(at)).toBeLessThanOrEqual(1);
        }
        expect(law.cdf(next)).toBeGreaterThanOrEqual(law.cdf(x) * (1 - 1e-13));
        expect(law.survival(next)).toBeLessThanOrEqual(law.survival(x) * (1 + 1e-13));
      });
    });

    test('quantiles do not decrease and lie in the support', () => {
      check((law, p) => {
        const q = Math.min(1 - 1e-12, p * 1.01);
        expect(law.quantile(q)).toBeGreaterThanOrEqual(law.quantile(p) - 1e-12 * Math.abs(law.quantile(p)));
        const { lower, upper } = law.support;
        for (const x of [law.quantile(p), law.quantileSurvival(p)]) {
          expect(x).toBeGreaterThanOrEqual(lower);
          expect(x).toBeLessThanOrEqual(upper);
        }
      });
    });

    test('the density integrates to 1', () => {
      check((law) => {
        const splits = [
          ...law.kinks,
          ...[1e-15, 1e-9, 1e-4, 0.1, 0.5].flatMap((p) => [law.quantile(p), law.quantileSurvival(p)]),
        ];
        const { lower, upper } = law.support;
        const mass = integrate((x) => Math.exp(law.logDensity(x)), lower, upper, { relative: 1e-11, splits });
        expect(Math.abs(mass - 1)).toBeLessThan(1e-10);
      }, 25);
    });

    test('the derivative of the cdf is the density', () => {
      check((law, p) => {
        const x = law.quantile(Math.min(Math.max(p, 1e-3), 1 - 1e-3));
        const step = 1e-6 * (law.quantile(0.75) - law.quantile(0.25));
        if (law.kinks.some((kink) => Math.abs(kink - x) <= 2 * step)) return;
        const { lower, upper } = law.support;
        if (x - 2 * step <= lower || x + 2 * step >= upper) return;
        const quotient = (law.cdf(x + step) - law.cdf(x - step)) / (2 * step);
        expect(excess(quotient, Math.exp(law.logDensity(x)), 1e-5, 1e-7 / step / 1e5)).toBeLessThan(1);
      });
    });

    test('the score lies in its range', () => {
      check((law, p) => {
        const [a, b] = [law.quantile(0.3 * p + 0.01), law.quantile(0.3 * p + 0.05)];
        if (!(b - a > 1e-9 * Math.abs(a)) || law.kinks.some((kink) => kink >= a && kink <= b)) return;
        const [low, high] = law.scoreRange(a, b);
        const slope = (law.logDensity(b) - law.logDensity(a)) / (b - a);
        const slack = (1e-12 * (1 + Math.abs(law.logDensity(a)))) / (b - a) + 1e-9 * Math.abs(slope);
        if (Number.isNaN(slope)) return;
        expect(slope).toBeGreaterThanOrEqual(low - slack);
        expect(slope).toBeLessThanOrEqual(high + slack);
      });
    });

    test('nothing is denser than the mode, and both sides fall from it', () => {
      check((law, p) => {
        if (law.mode === undefined) return;
        const x = law.quantile(Math.max(p, 1e-9));
        const nearer = x + (law.mode - x) / 3;
        expect(law.logDensity(nearer)).toBeGreaterThanOrEqual(law.logDensity(x) - 1e-12);
        expect(law.logDensity(law.mode)).toBeGreaterThanOrEqual(law.logDensity(x) - 1e-12);
      });
    });

    test('a log-concave density is at least the mean of its neighbours', () => {
      check((law, p) => {
        if (!law.logConcave) return;
        const [a, b] = [law.quantile(Math.max(1e-6, p / 2)), law.quantileSurvival(Math.max(1e-6, p / 3))];
        const [left, right] = [law.logDensity(a), law.logDensity(b)];
        if (!Number.isFinite(left + right)) return;
        expect(law.logDensity(a / 2 + b / 2)).toBeGreaterThanOrEqual((left + right) / 2 - 1e-9);
      });
    });

    test('mean, variance and entropy are those of the density', () => {
      check((law) => {
        const { lower, upper } = law.support;
        const splits = [
          ...law.kinks,
          ...[1e-12, 1e-6, 1e-3, 0.1].flatMap((p) => [law.quantile(p), law.quantileSurvival(p)]),
        ];
        const centre = law.quantile(0.5);
        const expectation = (g: (x: number, logDensity: number) => number): number =>
          integrate(
            (x) => {
              const logDensity = law.logDensity(x);
              return logDensity < -745 ? 0 : Math.exp(logDensity) * g(x, logDensity);
            },
            lower,
            upper,
            { relative: 1e-11, absolute: 1e-14, splits },
          );
        const isLight = law.variance !== undefined && !['studentT'].includes(law.law);
        if (isLight || Number.isFinite(lower + upper)) {
          const mean = centre + expectation((x) => x - centre);
          expect(excess(law.mean, mean, 1e-7, 1e-7)).toBeLessThan(1);
          const variance = expectation((x) => (x - mean) * (x - mean));
          expect(excess(law.variance, variance, 1e-5, 1e-7)).toBeLessThan(1);
        }
        const entropy = expectation((_, logDensity) => -logDensity);
        expect(excess(law.entropyNats, entropy, 1e-7, 1e-7)).toBeLessThan(1);
      }, 12);
    });

    test('batches equal single calls', () => {
      check((law, p) => {
        const ps = Float64Array.of(p, 0.25, 0.5, 0.75);
        const xs = law.quantiles(ps);
        expect([...xs]).toEqual([...ps].map((q) => law.quantile(q)));
        expect([...law.cdfs(xs)]).toEqual([...xs].map((x) => law.cdf(x)));
        expect([...law.survivals(xs)]).toEqual([...xs].map((x) => law.survival(x)));
        const out = new Float64Array(4);
        expect(law.logDensities(xs, out)).toBe(out);
        expect([...out]).toEqual([...xs].map((x) => law.logDensity(x)));
      }, 20);
    });

    test('a description makes the same law', () => {
      check((law, p) => {
        const again = distribution(JSON.parse(JSON.stringify(law.description(), infinities), revived));
        expect(again.description()).toEqual(law.description());
        expect(again.quantile(p)).toBe(law.quantile(p));
        expect(again.cdf(law.quantile(0.3))).toBe(law.cdf(law.quantile(0.3)));
      }, 40);
    });

    test('samples follow the cdf: Kolmogorov-Smirnov at significance 1e-9', () => {
      const random = localRandomness({ seed: name }).block(0);
      const law = fc.sample(laws, { seed: 7, numRuns: 1 })[0]!;
      const samples = law.sampleMany(random, new Float64Array(2000)).sort();
      let distance = 0;
      samples.forEach((x, i) => {
        distance = Math.max(distance, Math.abs(law.cdf(x) - (i + 0.5) / samples.length) + 0.5 / samples.length);
      });
      // P(sqrt(n) D > t) < 2 exp(-2 t^2) = 1e-9
      expect(Math.sqrt(samples.length) * distance).toBeLessThan(Math.sqrt(Math.log(2e9) / 2));
    });
  });
}

function infinities(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function revived(_: string, value: unknown): unknown {
  return value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : value;
}

describe('a law seen through a cdf', () => {
  test('cdf and quantile are those of the target, carried over; the density is the ratio', () => {
    fc.assert(
      fc.property(transformed, real(0.01, 0.99), (law, p) => {
        const u = law.quantile(p);
        expect(excess(law.cdf(u), p, 1e-9, 1e-9)).toBeLessThan(1);
        const step = 1e-6 * Math.min(u, 1 - u);
        const quotient = (law.cdf(u + step) - law.cdf(u - step)) / (2 * step);
        expect(excess(quotient, Math.exp(law.logDensity(u)), 1e-4, 1e-6)).toBeLessThan(1);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
