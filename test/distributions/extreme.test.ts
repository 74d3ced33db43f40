import { log, normalLogSurvival } from 'samplewire/core';
import {
  affine,
  boundedLogSupremum,
  type Distribution,
  densityRatio,
  generalizedNormal,
  highestDensityInterval,
  klDivergence,
  laplace,
  logDensitySupremum,
  logistic,
  mixture,
  normal,
  piecewiseConstant,
  studentT,
  triangular,
  truncated,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { errorCode, excess } from './support.ts';

const SHARES = [1e-300, 1e-100, 1e-30, 1e-12, 1e-3, 0.2, 0.5, 0.8, 0.999];

/** cdf and survival return the shares that quantiles were asked for, up to rounding of the point. */
function expectInverse(law: Distribution, shares: readonly number[] = SHARES): void {
  for (const p of shares) {
    for (const [x, share] of [
      [law.quantile(p), law.cdf(law.quantile(p))],
      [law.quantileSurvival(p), law.survival(law.quantileSurvival(p))],
    ] as const) {
      expect(Number.isFinite(x), `a finite quantile of ${p}`).toBe(true);
      const grain = 4.5e-16 * Math.abs(x) * Math.exp(Math.min(700, law.logDensity(x)));
      expect(excess(share, p, 2e-12, grain + 1e-305), `the share of the quantile of ${p}`).toBeLessThan(1);
    }
  }
}

describe('truncated normals far in the tail', () => {
  for (const alpha of [2, 5, 20, 38, 100, 1e4]) {
    for (const width of [1e-9, 1e-3, 0.1, 1, 50, Infinity]) {
      test(`alpha = ${alpha}, width ${width}: shares, density and the mirror image`, () => {
        // The end at 0 and the mean far away, so that points keep their digits.
        const law = truncatedNormal(-alpha, 1, 0, width);
        expectInverse(law);
        const mirror = truncatedNormal(alpha, 1, -width, 0);
        for (const p of SHARES) {
          expect(mirror.quantileSurvival(p)).toBe(-law.quantile(p));
          expect(mirror.quantile(p) + 0).toBe(-law.quantileSurvival(p) + 0);
          expect(mirror.cdf(-law.quantile(p))).toBe(law.survival(law.quantile(p)));
        }
        const [near, far] = [law.quantile(0.25), law.quantile(0.75)];
        const middle = near / 2 + far / 2;
        const density = (law.cdf(far) - law.cdf(near)) / (far - near);
        expect(Math.exp(law.logDensity(middle)) / density).toBeLessThan(1.05);
        expect(Math.exp(law.logDensity(middle)) / density).toBeGreaterThan(0.8);
      });
    }
  }

  test('a half-line has the survival Q(z) / Q(alpha)', () => {
    for (const alpha of [0.5, 3, 30]) {
      const law = truncatedNormal(0, 1, alpha, Infinity);
      for (const z of [alpha + 0.01, alpha + 0.3, alpha + 5]) {
        const exact = normalLogSurvival(z) - normalLogSurvival(alpha);
        expect(excess(log(law.survival(z)), exact, 1e-12, 1e-12)).toBeLessThan(1);
      }
    }
  });

  test('moments by every route: narrow, central and far', () => {
    // Narrow: nearly uniform, mean shifted by -alpha w^2/12, variance w^2/12.
    const narrow = truncatedNormal(0, 1e6, 1, 2);
    expect(narrow.mean).toBeCloseTo(1.5, 11);
    expect(excess(narrow.variance, 1 / 12, 1e-11, 0)).toBeLessThan(1);
    expect(narrow.entropyNats).toBeCloseTo(0, 11);
    // Far: nearly exponential of rate alpha, with corrections of order 1/alpha^2.
    const far = truncatedNormal(-1000, 1, 0, Infinity);
    expect(excess(far.mean, (1 / 1000) * (1 - 2e-6 + 10e-12), 1e-10, 0)).toBeLessThan(1);
    expect(excess(far.variance, 1e-6 * (1 - 6e-6 + 50e-12), 1e-9, 0)).toBeLessThan(1);
    expect(far.entropyNats).toBeCloseTo(1 - Math.log(1000), 5);
    expect(excess(klDivergence(far, normal(-1000, 1)), -normalLogSurvival(1000), 1e-12, 0)).toBeLessThan(1);
  });
});

describe('scales from 1e-150 to 1e150', () => {
  const families: Readonly<Record<string, (scale: number, shift: number) => Distribution>> = {
    normal: (s, m) => normal(m, s),
    laplace: (s, m) => laplace(m, s),
    logistic: (s, m) => logistic(m, s),
    'Student 4': (s, m) => studentT(4, m, s),
    'Student 2.5': (s, m) => studentT(2.5, m, s),
    'generalised normal': (s, m) => generalizedNormal(m, s, 3),
    uniform: (s, m) => uniform(m - s, m + s),
    triangular: (s, m) => triangular(m - s, m, m + 2 * s),
    'truncated normal': (s, m) => truncatedNormal(m, s, m - s, m + 3 * s),
    'truncated Laplace': (s, m) => truncated(laplace(m, s), m - s, m + 3 * s),
    histogram: (s, m) => piecewiseConstant([m - s, m, m + 2 * s], [1, 3]),
    mixture: (s, m) => mixture([1, 3], [normal(m, s), laplace(m + s, 2 * s)]),
    affine: (s, m) => affine(mixture([1, 3], [normal(0, 1), logistic(1, 2)]), -s, m),
  };
  for (const [name, make] of Object.entries(families)) {
    test(`${name}: the shape is that of scale 1`, () => {
      const one = make(1, 0);
      for (const scale of [1e-150, 1e-20, 1e20, 1e150]) {
        const law = make(scale, 0);
        for (const p of [1e-12, 0.01, 0.3, 0.5, 0.9]) {
          const x = law.quantile(p);
          expect(excess(x / scale, one.quantile(p), 1e-12, 1e-12)).toBeLessThan(1);
          expect(excess(law.cdf(x), p, 1e-11, 1e-12)).toBeLessThan(1);
          expect(excess(law.logDensity(x), one.logDensity(x / scale) - log(scale), 1e-12, 1e-12)).toBeLessThan(1);
        }
        expect(excess(law.entropyNats, one.entropyNats! + log(scale), 1e-12, 1e-10)).toBeLessThan(1);
        const wider = densityRatio(law, normal(0, 20 * scale)).logSupremum;
        expect(excess(wider, densityRatio(one, normal(0, 20)).logSupremum, 1e-9, 1e-9)).toBeLessThan(1);
        expect(
          excess(logDensitySupremum(law, -scale, scale), logDensitySupremum(one, -1, 1) - log(scale), 1e-11, 1e-9),
        ).toBeLessThan(1);
        const [lower, upper] = highestDensityInterval(law, 0.9);
        expect(law.cdf(upper) - law.cdf(lower)).toBeCloseTo(0.9, 9);
      }
    });
  }
});

describe('tails down to 1e-300', () => {
  const laws = [
    normal(0, 1),
    laplace(0, 1),
    logistic(0, 1),
    studentT(2, 0, 1),
    studentT(6, 0, 1),
    studentT(300, 0, 1),
    studentT(3, 0, 1),
  ];
  for (const law of [
    ...laws,
    mixture([1, 1], [normal(0, 1), laplace(0, 0.1)]),
    truncated(laplace(0, 1), -Infinity, 2),
  ]) {
    test(`${law.law}(${Object.values(law.description()).slice(1, 4).join(', ').slice(0, 40)}): both`, () => {
      const symmetric = law.law !== 'truncated';
      for (const p of [1e-300, 1e-200, 1e-50, 1e-17]) {
        const x = law.quantile(p);
        expect(excess(law.cdf(x), p, 1e-10, 0)).toBeLessThan(1);
        if (symmetric) expect(excess(law.survival(-x), p, 1e-10, 0)).toBeLessThan(1);
        if (symmetric) expect(excess(law.quantileSurvival(p), -x, 1e-12, 0)).toBeLessThan(1);
      }
    });
  }

  test('a Student law of huge arguments', () => {
    const law = studentT(2, 0, 1e-150);
    expect(law.survival(1e100)).toBe(0);
    expect(excess(studentT(1, 0, 1e-150).survival(1e10), 1e-160 / Math.PI, 1e-11, 0)).toBeLessThan(1);
    expect(law.logDensity(1e100)).toBeGreaterThan(-3000);
  });
});

describe('parameters that make no law', () => {
  const bad: Readonly<Record<string, () => unknown>> = {
    'a negative deviation': () => normal(0, -1),
    'a deviation of 0': () => normal(0, 0),
    'a deviation below 2^-900': () => normal(0, 1e-280),
    'an infinite mean': () => normal(Infinity, 1),
    'a mean that is no number': () => laplace(Number.NaN, 1),
    'an empty interval': () => uniform(1, 1),
    'a reversed interval': () => truncatedNormal(0, 1, 2, 1),
    'an interval that is no number': () => truncatedNormal(0, 1, Number.NaN, 1),
    'no degrees of freedom': () => studentT(0, 0, 1),
    'a mode outside': () => triangular(0, 2, 1),
    'no components': () => mixture([], []),
    'negative weights': () => mixture([1, -1], [normal(0, 1), normal(0, 1)]),
    'weights of sum 0': () => mixture([0], [normal(0, 1)]),
    'edges that fall': () => piecewiseConstant([0, 2, 1], [1, 1]),
    'too few edges': () => piecewiseConstant([0, 1], [1, 1]),
    'masses of sum 0': () => piecewiseConstant([0, 1], [0]),
    'an interval without mass': () => truncated(laplace(0, 1), 2000, 3000),
    'a scale of 0': () => affine(normal(0, 1), 0, 1),
    'a mass of 1': () => highestDensityInterval(normal(0, 1), 1),
    'a box outside the support': () => logDensitySupremum(uniform(0, 1), 2, 3),
  };
  for (const [name, make] of Object.entries(bad)) {
    test(name, () => expect(errorCode(make)).toBe('InvalidArgument'));
  }

  test('what is passed in may change afterwards', () => {
    const [weights, components, edges, masses] = [
      [1, 1],
      [normal(0, 1), normal(5, 1)],
      [0, 1, 2],
      [1, 1],
    ];
    const mixed = mixture(weights, components);
    const histogram = piecewiseConstant(edges, masses);
    weights[0] = 9;
    components[0] = normal(100, 1);
    edges[1] = 1.5;
    masses[0] = 0;
    expect(mixed.mean).toBe(2.5);
    expect(histogram.cdf(1)).toBe(0.5);
    expect(mixed.description()).toEqual({
      law: 'mixture',
      weights: [1, 1],
      components: [normal(0, 1).description(), normal(5, 1).description()],
    });
  });
});

test('a bound is refused where q is heavier, and where p has no mass', () => {
  expect(errorCode(() => boundedLogSupremum(normal(0, 1), uniform(-9, 9)))).toBe('Support');
  expect(errorCode(() => boundedLogSupremum(laplace(0, 1), normal(0, 1)))).toBe('UnboundedDensityRatio');
  expect(errorCode(() => boundedLogSupremum(uniform(0, 1), triangular(0, 0.5, 1)))).toBe('UnboundedDensityRatio');
  expect(errorCode(() => boundedLogSupremum(uniform(0, 3), piecewiseConstant([0, 1, 2, 3], [1, 0, 1])))).toBe(
    'UnboundedDensityRatio',
  );
});
