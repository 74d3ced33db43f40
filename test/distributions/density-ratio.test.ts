import fc from 'fast-check';
import {
  affine,
  boundedLogSupremum,
  cdfTransformed,
  type Distribution,
  densityRatio,
  generalizedNormal,
  laplace,
  logistic,
  mixture,
  normal,
  product,
  productDensityRatio,
  studentT,
  truncated,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import {
  distributionFamilies as families,
  mixtures,
  normals,
  real,
  truncatedNormals,
} from '../../src/testing/arbitraries/distributions.ts';
import { errorCode, excess } from './support.ts';

/** The largest log ratio found: near quantiles and far out, at ends and kinks, then by thirds around the best. */
function search(q: Distribution, p: Distribution): { readonly best: number; readonly rounding: number } {
  // Rounded down: far out the two logarithms are large and cancel.
  const at = (x: number): number => {
    const [logQ, logP] = [q.logDensity(x), p.logDensity(x)];
    if (logQ === -Infinity || logP === -Infinity) return logQ - Math.max(logP, -1e300);
    return logQ - logP - 1e-15 * (Math.abs(logQ) + Math.abs(logP));
  };
  const points: number[] = [];
  for (let i = 0; i < 400; i++) points.push(q.quantile((i + 0.5) / 400));
  const [centre, spread] = [q.quantile(0.5), q.quantile(0.75) - q.quantile(0.25)];
  for (let step = 1e-3; step < 1e7; step *= 1.05) points.push(centre - spread * step, centre + spread * step);
  const ends = [q.support.lower, q.support.upper].filter(Number.isFinite);
  for (const x of [...ends, ...q.kinks, ...p.kinks]) points.push(x, x - 4e-16 * Math.abs(x), x + 4e-16 * Math.abs(x));
  points.sort((a, b) => a - b);
  const values = points.map(at);
  const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!);
  let [best, place] = [values[order[0]!]!, points[order[0]!]!];
  for (const i of order.slice(0, 4)) {
    let [low, high] = [points[Math.max(0, i - 1)]!, points[Math.min(points.length - 1, i + 1)]!];
    for (let step = 0; step < 60; step++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      const [atA, atB] = [at(a), at(b)];
      if (Math.max(atA, atB) > best) [best, place] = [Math.max(atA, atB), atA < atB ? b : a];
      if (atA < atB) low = a;
      else high = b;
    }
  }
  return { best, rounding: 4e-14 * Math.abs(p.logDensity(place)) + 1e-12 * Math.abs(best) };
}

describe('log suprema of every pair of laws', () => {
  for (const [nameQ, lawsQ] of Object.entries(families)) {
    test(`${nameQ}: at least the ratio anywhere, at most 1e-6 above the best found; refused only where it grows`, () => {
      for (const [nameP, lawsP] of Object.entries(families)) {
        fc.assert(
          fc.property(lawsQ, lawsP, (q, p) => {
            const isInside = q.support.lower >= p.support.lower && q.support.upper <= p.support.upper;
            const { logSupremum } = densityRatio(q, p);
            if (!isInside) expect(errorCode(() => boundedLogSupremum(q, p))).toBe('Support');
            else if (logSupremum === Infinity) {
              expect(errorCode(() => boundedLogSupremum(q, p))).toBe('UnboundedDensityRatio');
            } else {
              const { best, rounding } = search(q, p);
              // Laws this far from one another are searched in vain: everything happens within rounding of an end.
              if (best > 1e4) return;
              expect(logSupremum, nameP).toBeGreaterThanOrEqual(best);
              expect(logSupremum, nameP).toBeLessThanOrEqual(best + 1e-6 + rounding);
              expect(logSupremum).toBeGreaterThanOrEqual(-1e-9);
            }
          }),
          { seed: 3, numRuns: 6 },
        );
      }
    });
  }

  test('the log infimum of q/p is minus the log supremum of p/q, and never above the ratio', () => {
    fc.assert(
      fc.property(normals, fc.oneof(normals, mixtures), real(0.01, 0.99), (q, p, share) => {
        const { logInfimum } = densityRatio(q, p);
        expect(logInfimum).toBe(-densityRatio(p, q).logSupremum);
        const x = p.quantile(share);
        if (p.logDensity(x) > -Infinity) expect(densityRatio(q, p).log(x)).toBeGreaterThanOrEqual(logInfimum);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe('tails decide', () => {
  const laws = {
    bounded: uniform(-1, 1),
    'normal 1': normal(0, 1),
    'normal 2': normal(1, 2),
    'Laplace 1': laplace(0, 1),
    'logistic 2': logistic(1, 2),
    'Student 6': studentT(6, 0, 1),
    'Student 3': studentT(3, 2, 0.1),
  };
  const entries = Object.entries(laws);
  entries.forEach(([nameQ, q], i) => {
    test(`${nameQ}: bounded against every heavier tail, unbounded against every lighter one`, () => {
      entries.forEach(([, p], j) => {
        if (i <= j) expect(boundedLogSupremum(q, p)).toBeLessThan(Infinity);
        else if (j > 0) expect(densityRatio(q, p).logSupremum).toBe(Infinity);
      });
    });
  });

  test('equal scales of exponential tails are bounded, also in mixtures and half-lines', () => {
    expect(boundedLogSupremum(logistic(3, 2), laplace(0, 2))).toBeCloseTo(Math.LN2 + 1.5, 12);
    expect(boundedLogSupremum(logistic(3, 2), logistic(0, 2))).toBeCloseTo(1.5, 12);
    const pair = mixture([1, 1], [laplace(0, 1), laplace(3, 1)]);
    expect(boundedLogSupremum(pair, laplace(0, 1))).toBeCloseTo(Math.log((1 + Math.exp(3)) / 2), 8);
    expect(boundedLogSupremum(laplace(0, 1), pair)).toBeCloseTo(-Math.log((1 + Math.exp(-3)) / 2), 8);
    const half = truncated(logistic(0, 1), 0, Infinity);
    expect(boundedLogSupremum(half, laplace(0, 1))).toBeCloseTo(2 * Math.LN2, 8);
  });

  test('Student laws of equal nu meet a constant far out', () => {
    // (1 + (x - 2)^2/3) / (1 + x^2/3) has its extremes at the roots of x^2 - 2 x - 3
    const [q, p] = [studentT(3, 0, 1), studentT(3, 2, 1)];
    const exact = Math.max(...[-1, 3].map((x) => q.logDensity(x) - p.logDensity(x)));
    expect(boundedLogSupremum(q, p)).toBeCloseTo(exact, 13);
    expect(boundedLogSupremum(studentT(3, 0, 2), studentT(3, 0, 1))).toBeCloseTo(3 * Math.LN2, 13);
  });

  test('generalised normals: a larger shape or a smaller scale is the lighter tail', () => {
    expect(boundedLogSupremum(generalizedNormal(1, 3, 4), generalizedNormal(0, 1, 2))).toBeLessThan(Infinity);
    expect(boundedLogSupremum(generalizedNormal(1, 1, 4), generalizedNormal(0, 1.1, 4))).toBeLessThan(Infinity);
    expect(densityRatio(generalizedNormal(1, 1, 4), generalizedNormal(0, 1, 4)).logSupremum).toBe(Infinity);
    expect(densityRatio(generalizedNormal(0, 1, 2), generalizedNormal(0, 3, 4)).logSupremum).toBe(Infinity);
  });

  test('a mixture is as heavy as its heaviest part', () => {
    const p = mixture([0.5, 0.5], [normal(0, 1), laplace(0, 1)]);
    expect(boundedLogSupremum(normal(3, 50), p)).toBeLessThan(Infinity);
    expect(densityRatio(mixture([1, 1e-9], [normal(0, 1), studentT(4, 0, 1)]), p).logSupremum).toBe(Infinity);
  });
});

describe('ratios do not change', () => {
  test('under a common affine map', () => {
    fc.assert(
      fc.property(normals, mixtures, real(0.3, 3), real(-4, 4), (q, p, scale, shift) => {
        const before = densityRatio(q, p).logSupremum;
        for (const a of [scale, -scale]) {
          const after = densityRatio(affine(q, a, shift), affine(p, a, shift)).logSupremum;
          if (before === Infinity) expect(after).toBe(Infinity);
          else expect(Math.abs(after - before)).toBeLessThan(1e-9);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('under the cdf of a marginal, where the marginal itself becomes uniform', () => {
    fc.assert(
      fc.property(truncatedNormals, normals, (q, marginal) => {
        const image = cdfTransformed(q, marginal);
        const before = boundedLogSupremum(q, marginal);
        if (image.support.upper < 1 && image.support.lower > 0) {
          expect(excess(boundedLogSupremum(image, uniform(0, 1)), before, 1e-12, 1e-12)).toBeLessThan(1);
        }
        const p = cdfTransformed(normal(0, 30), marginal);
        const wanted = densityRatio(q, normal(0, 30)).logSupremum;
        expect(excess(densityRatio(image, p).logSupremum, wanted, 1e-12, 1e-12)).toBeLessThan(1);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('by affine images written as members of the family', () => {
    fc.assert(
      fc.property(real(-2, 2), real(0.3, 2), real(-3, 3), fc.boolean(), (mu, sigma, shift, isNegative) => {
        const scale = isNegative ? -1.5 : 1.5;
        const image = affine(normal(mu, sigma), scale, shift);
        const member = normal(scale * mu + shift, 1.5 * sigma);
        const p = mixture([1, 2], [normal(0, 6), laplace(1, 2)]);
        expect(Math.abs(boundedLogSupremum(image, p) - boundedLogSupremum(member, p))).toBeLessThan(1e-8);
        expect(
          Math.abs(boundedLogSupremum(image, normal(0, 7)) - boundedLogSupremum(member, normal(0, 7))),
        ).toBeLessThan(1e-9);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test('truncation of the target adds minus the log of the mass that is kept', () => {
    const q = laplace(0.5, 1);
    const kept = truncated(q, -1, 2);
    const mass = q.cdf(2) - q.cdf(-1);
    const inside = densityRatio(q, laplace(0, 2));
    expect(boundedLogSupremum(kept, laplace(0, 2))).toBeCloseTo(inside.logSupremum - Math.log(mass), 12);
  });

  test('equal laws have the ratio 1, exactly', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(families)), (law) => {
        expect(densityRatio(law, law).logSupremum).toBe(0);
        expect(densityRatio(law, law).logInfimum).toBe(-0);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe('products', () => {
  const q = product([normal(0, 1), laplace(0, 1)]);
  const p = product([normal(0, 2), laplace(1, 2)]);

  test('log ratios, suprema and infima add', () => {
    const ratio = productDensityRatio(q, p);
    const parts = q.factors.map((factor, i) => densityRatio(factor, p.factors[i]!));
    expect(ratio.logSupremum).toBeCloseTo(parts[0]!.logSupremum + parts[1]!.logSupremum, 13);
    expect(ratio.logInfimum).toBe(-Infinity);
    expect(ratio.log([0.3, -2])).toBeCloseTo(parts[0]!.log(0.3) + parts[1]!.log(-2), 13);
    expect(q.entropyNats).toBeCloseTo(q.factors[0]!.entropyNats! + q.factors[1]!.entropyNats!, 13);
  });

  test('dimensions must agree', () => {
    expect(errorCode(() => productDensityRatio(q, product([normal(0, 1)])))).toBe('InvalidArgument');
    expect(errorCode(() => product([]))).toBe('InvalidArgument');
  });
});

test('a half-line keeps its end: truncated normals against normals', () => {
  const q = truncatedNormal(0, 1, 1, Infinity);
  const p = normal(0, 2);
  expect(boundedLogSupremum(q, p)).toBeCloseTo(q.logDensity(1) - p.logDensity(1), 13);
  expect(densityRatio(truncatedNormal(0, 3, 1, Infinity), p).logSupremum).toBe(Infinity);
});
