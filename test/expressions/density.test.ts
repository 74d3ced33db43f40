import { exp, isSamplewireError, type LimitExceededError, localRandomness } from 'samplewire/core';
import {
  affine,
  boundedLogSupremum,
  type Distribution,
  klDivergence,
  laplace,
  logDensitySupremum,
  logistic,
  mixture,
  normal,
  studentT,
  triangular,
  truncated,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { density, parseDistribution, parseTarget, type TextDensity } from 'samplewire/expressions';
import { describe, expect, it } from 'vitest';

/** A text density and, where there is one, the law that it is. */
const KNOWN: readonly (readonly [string, number, number, Distribution])[] = [
  ['exp(-x^2/2)', -8, 8, truncatedNormal(0, 1, -8, 8)],
  ['7 * exp(-(x - 2)^2 / 0.5)', 1, 2.5, truncatedNormal(2, 0.5, 1, 2.5)],
  ['exp(-x^2/2)', 5, 9, truncatedNormal(0, 1, 5, 9)],
  ['exp(-abs(x - 1))', -6, 6, truncated(laplace(1, 1), -6, 6)],
  ['exp(-x) / (1 + exp(-x))^2', -9, 12, truncated(logistic(0, 1), -9, 12)],
  ['(1 + x^2/5)^(-3)', -40, 60, truncated(studentT(5, 0, 1), -40, 60)],
  ['1 - abs(x)', -1, 1, triangular(-1, 0, 1)],
  ['x < 0.25 ? x / 0.25 : (1 - x) / 0.75', 0, 1, triangular(0, 0.25, 1)],
  ['3', -2, 5, uniform(-2, 5)],
  ['0.3*exp(-x^2/2) + 0.7/2*exp(-(x - 5)^2/8)', -30, 40, mixture([0.3, 0.7], [normal(0, 1), normal(5, 2)])],
];

/** Densities with kinks, jumps, cusps, zeros inside, zeros of high order, flat parts. */
const ODD: readonly (readonly [string, number, number])[] = [
  ['exp(-abs(x)^1.5)', -6, 6],
  ['exp(-sqrt(abs(x)))', -6, 6],
  ['1 + cos(3*x)', -4, 4],
  ['sqrt(1 - x^2)', -1, 1],
  ['x^2 * exp(-x^2)', -5, 5],
  ['x^3 * (1 - x)^2', 0, 1],
  ['x < 1 ? 1 : exp(-x)', -3, 4],
  ['x < 0 ? 0 : exp(-x)', -1, 5],
  ['max(0, 1 - x^2)', -3, 3],
  ['min(1, 2 - abs(x))', -2, 2],
  ['abs(sin(x))^0.5', -10, 10],
  ['erf(x)^2', -3, 3],
  ['1 - tanh(x)', 0, 30],
  ['exp(x) > 1 ? 1 : 2', -1, 1],
  ['abs(x)*exp(-x^2) + exp(-(x - 9)^2)', -30, 30],
  ['x*sin(x)', 0, 3],
];

const proposals: readonly Distribution[] = [
  normal(0, 3),
  normal(5, 4),
  logistic(-2, 2),
  studentT(3, 1, 2),
  mixture([1, 2], [normal(-3, 1), normal(4, 5)]),
];

function scan(q: Distribution, p: Distribution): number {
  const { lower, upper } = q.support;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= 2000; i++) {
    const x = i === 2000 ? upper : lower + ((upper - lower) * i) / 2000;
    best = Math.max(best, q.logDensity(x) - p.logDensity(x));
  }
  for (const x of q.kinks) best = Math.max(best, q.logDensity(x) - p.logDensity(x));
  return best;
}

/** Kolmogorov and Smirnov's sqrt(n) D; above 3.27 with probability 1e-9. */
function kolmogorovSmirnov(law: Distribution, sample: Float64Array): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = law.cdf(sorted[i]!);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  }
  return distance * Math.sqrt(n);
}

describe.each(KNOWN)('density("%s", %d, %d)', (text, lower, upper, known) => {
  const law = density(text, lower, upper);

  it('is certified to be normalised within 1e-6', () => {
    expect(law.normalisationErrorNats).toBeGreaterThanOrEqual(0);
    expect(law.normalisationErrorNats).toBeLessThan(1e-6);
  });

  it('has the density, tails and quantiles of the law that it is', () => {
    for (let i = 1; i < 200; i++) {
      const x = lower + ((upper - lower) * i) / 200;
      expect(Math.abs(law.logDensity(x) - known.logDensity(x))).toBeLessThan(1e-11);
      const [p, s] = [known.cdf(x), known.survival(x)];
      expect(Math.abs(law.cdf(x) - p)).toBeLessThan(1e-10 * p + 1e-13);
      expect(Math.abs(law.survival(x) - s)).toBeLessThan(1e-10 * s + 1e-13);
      const height = exp(known.logDensity(x));
      if (p > 1e-3 && s > 1e-3) {
        expect(Math.abs(law.quantile(p) - x)).toBeLessThan(1e-12 / height);
        expect(Math.abs(law.quantileSurvival(s) - x)).toBeLessThan(1e-12 / height);
      }
    }
    expect(law.logDensity(lower - 1e-9)).toBe(Number.NEGATIVE_INFINITY);
    expect(law.logDensity(upper + 1e-9)).toBe(Number.NEGATIVE_INFINITY);
    expect([law.cdf(lower - 1), law.cdf(upper), law.survival(lower), law.survival(upper + 1)]).toEqual([0, 1, 1, 0]);
  });

  it('has its mean, variance and entropy', () => {
    const scale = Math.sqrt(known.variance!);
    expect(Math.abs(law.mean - known.mean!)).toBeLessThan(1e-10 * scale);
    expect(Math.abs(law.variance / known.variance! - 1)).toBeLessThan(1e-9);
    expect(Math.abs(law.entropyNats - known.entropyNats!)).toBeLessThan(1e-10);
  });

  it('has its mode, where the cells prove it', () => {
    if (known.law === 'mixture' || known.law === 'uniform') return;
    expect(Math.abs(law.mode! - known.mode!)).toBeLessThan(1e-12);
    if (known.logConcave && !text.includes('?')) expect(law.logConcave).toBe(true);
    if (!known.logConcave) expect(law.logConcave).toBe(false);
  });

  it('has the suprema and divergences of the law that it is', () => {
    for (const p of proposals) {
      const expected = known.support.lower === lower ? boundedLogSupremum(known, p) : scan(law, p);
      const bound = boundedLogSupremum(law, p);
      expect(bound).toBeGreaterThan(expected - 1e-9);
      expect(bound).toBeLessThan(expected + 1e-3);
      if (known.support.lower === lower) {
        expect(bound).toBeLessThan(expected + 1e-6);
        expect(Math.abs(klDivergence(law, p) - klDivergence(known, p))).toBeLessThan(1e-9);
      }
    }
  });

  it('is sampled exactly', () => {
    const sample = law.sampleMany(localRandomness({ seed: text }).block(0), new Float64Array(20_000));
    expect(kolmogorovSmirnov(known, sample)).toBeLessThan(3.27);
  });
});

describe.each(ODD)('density("%s", %d, %d)', (text, lower, upper) => {
  const law = density(text, lower, upper);

  it('integrates to 1, and its quantile inverts its cdf', () => {
    expect(law.normalisationErrorNats).toBeLessThan(1e-6);
    let previous = 0;
    for (let i = 1; i < 100; i++) {
      const x = lower + ((upper - lower) * i) / 100;
      const p = law.cdf(x);
      expect(Math.abs(p + law.survival(x) - 1)).toBeLessThan(1e-13);
      expect(p).toBeGreaterThanOrEqual(previous - 1e-15);
      previous = p;
      if (p > 1e-6 && p < 1 - 1e-6) {
        expect(Math.abs(law.cdf(law.quantile(p)) - p)).toBeLessThan(1e-12);
        expect(Math.abs(law.cdf(law.quantileSurvival(1 - p)) - p)).toBeLessThan(1e-12);
      }
    }
  });

  it('its log suprema are never below a scan, on the support and on boxes', () => {
    for (const p of proposals) {
      const best = scan(law, p);
      expect(boundedLogSupremum(law, p)).toBeGreaterThanOrEqual(best);
      expect(boundedLogSupremum(law, p)).toBeLessThan(best + 2e-2);
    }
    for (const [from, to] of [
      [lower, upper],
      [lower / 2 + upper / 2, upper],
      [lower + (upper - lower) * 0.3, lower + (upper - lower) * 0.34],
    ] as const) {
      const bound = logDensitySupremum(law, from, to);
      for (let i = 0; i <= 200; i++) {
        expect(law.logDensity(Math.min(to, from + ((to - from) * i) / 200))).toBeLessThanOrEqual(bound + 1e-12);
      }
    }
  });

  it('a linear map of it is certified too', () => {
    const mapped = affine(law, -2, 1);
    for (const p of proposals) {
      const best = scan(mapped, p);
      expect(boundedLogSupremum(mapped, p)).toBeGreaterThanOrEqual(best);
      expect(boundedLogSupremum(mapped, p)).toBeLessThan(best + 1e-1);
    }
  });

  it('scores lie in their ranges: difference quotients between kinks', () => {
    const borders = [lower, ...law.kinks, upper];
    for (let k = 0; k + 1 < borders.length; k++) {
      const [from, to] = [borders[k]!, borders[k + 1]!];
      if (to - from < 1e-3) continue;
      for (let i = 0; i < 20; i++) {
        const [a, b] = [from + ((to - from) * i) / 20, from + ((to - from) * (i + 1)) / 20];
        const [low, high] = law.scoreRange(a, b);
        const slope = (law.logDensity(b - (b - a) * 0.1) - law.logDensity(a + (b - a) * 0.1)) / ((b - a) * 0.8);
        if (Number.isNaN(slope)) continue;
        expect(slope).toBeGreaterThanOrEqual(low - 1e-9);
        expect(slope).toBeLessThanOrEqual(high + 1e-9);
      }
    }
  });

  it('is sampled as its cdf says', () => {
    const sample = law.sampleMany(localRandomness({ seed: text }).block(0), new Float64Array(20_000));
    expect(kolmogorovSmirnov(law, sample)).toBeLessThan(3.27);
    for (const x of sample)
      if (!(law.logDensity(x) > Number.NEGATIVE_INFINITY)) throw new Error(`sample ${x} of density 0`);
  });
});

describe('shape', () => {
  const shape = (law: TextDensity): readonly [number | undefined, boolean] => [law.mode, law.logConcave];
  it('one mode is claimed only where there is one', () => {
    expect(shape(density('exp(-abs(x)^1.5)', -6, 6))).toEqual([0, true]);
    expect(shape(density('exp(-sqrt(abs(x)))', -6, 6))).toEqual([0, false]);
    expect(shape(density('x^2 * exp(-x^2)', -5, 5))).toEqual([undefined, false]);
    expect(shape(density('abs(x) + 1', -1, 2))).toEqual([undefined, false]);
    expect(shape(density('x', 0, 1))).toEqual([1, true]);
    expect(shape(density('exp(-x)', 0, 1))).toEqual([0, true]);
    expect(density('x < 0 ? 1 : x < 1 ? 3 : 2', -1, 2).mode).toBeCloseTo(0.5, 12);
    expect(shape(density('x < 0 ? 3 : x < 1 ? 1 : 2', -1, 2))).toEqual([undefined, false]);
  });
});

describe('what is no density, or cannot be certified, is refused', () => {
  it.each([
    ['x', -1, 1, /expected a value >= 0 everywhere, got -1 at x = -1/],
    ['x^2 - 1e-20', -1, 2, /expected a value >= 0 everywhere/],
    ['log(x)', -1, 1, /expected a value >= 0 everywhere, got NaN/],
    ['sqrt(x) + 1', -1, 1, /expected a value >= 0 everywhere, got NaN/],
    ['0', 0, 1, /expected a density that is positive somewhere, got 0 everywhere/],
    ['x < 0 ? 1 : 0', 0, 1, /positive somewhere/],
    ['1/x', 0, 1, /expected a density that can be bounded, got one that cannot near x = 0/],
    ['abs(x - 1/3)^-0.5', 0, 1, /can be bounded, got one that cannot near x = 0.333/],
    ['1', 1, 1, /"upper" expected a number above lower = 1, got 1/],
    ['1', 1, Number.POSITIVE_INFINITY, /"upper" expected a finite number, got Infinity/],
    ['1', Number.NaN, 1, /"lower" expected a finite number, got NaN/],
  ])('%s on [%d, %d]', (text, lower, upper, message) => {
    expect(() => density(text, lower, upper)).toThrow(message);
  });

  it('work is bounded: an expression too wild for its interval is refused in time', () => {
    for (const text of ['sin(1e5*x) + 1', 'x - x', '1 + sin(exp(12*x))']) {
      let error: unknown;
      try {
        density(text, 0, 1);
      } catch (caught) {
        error = caught;
      }
      expect(isSamplewireError(error) && error.code).toBe('LimitExceeded');
      expect((error as LimitExceededError).limit).toBeGreaterThan(1000);
    }
  });
});

describe('densities in expressions', () => {
  it('the two forms are one law', () => {
    const law = parseDistribution('density("exp(-abs(x)^1.5)", -6, 6)');
    expect(law.description()).toEqual({ law: 'density', text: 'exp(-abs(x)^1.5)', lower: -6, upper: 6 });
    expect(law.decoderVisible).toBe(false);
    expect(law.logDensity(0.3)).toBe(density('exp(-abs(x)^1.5)', -6, 6).logDensity(0.3));
  });

  it('columns are parameters, x is the argument even where a column is called x, and rows that repeat share a law', () => {
    const t = Float64Array.of(1, 2, 1);
    const column = parseTarget('density("exp(-abs(x - t)^1.5)", t - 6, t + 6)', ['t', 'x']).columns({ t, x: t }, 3);
    if (column.law !== 'distributions') throw new Error('expected distributions');
    const [first, second, third] = column.distributions;
    expect(third).toBe(first);
    expect(second!.description()).toMatchObject({ lower: -4, upper: 8, parameters: { t: 2 } });
    expect(Math.abs(second!.logDensity(2.5) - first!.logDensity(1.5))).toBeLessThan(1e-14);
  });

  it('a truncated density is the density on the shorter interval', () => {
    const law = parseDistribution('truncated(density("exp(-x^2/2)", -8, 8), -1, 20)');
    expect(law.support).toEqual({ lower: -1, upper: 8 });
    expect(Math.abs(law.logDensity(0) - truncatedNormal(0, 1, -1, 8).logDensity(0))).toBeLessThan(1e-13);
  });
});
