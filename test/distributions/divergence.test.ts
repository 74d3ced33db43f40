import fc from 'fast-check';
import { integrate } from 'samplewire/core';
import {
  affine,
  type Distribution,
  generalizedNormal,
  klDivergence,
  laplace,
  mixture,
  normal,
  piecewiseConstant,
  studentT,
  truncated,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import {
  laplaces,
  logistics,
  mixtures,
  normals,
  real,
  truncatedNormals,
  uniforms,
} from '../../src/testing/arbitraries/distributions.ts';
import { excess } from './support.ts';

/** The definition, by quadrature. */
function defined(q: Distribution, p: Distribution): number {
  const splits = [...q.kinks, ...p.kinks];
  for (const share of [1e-18, 1e-12, 1e-6, 1e-3, 0.1, 0.5]) splits.push(q.quantile(share), q.quantileSurvival(share));
  const integrand = (x: number): number => {
    const logQ = q.logDensity(x);
    return logQ < -745 ? 0 : Math.exp(logQ) * (logQ - p.logDensity(x));
  };
  return integrate(integrand, q.support.lower, q.support.upper, { relative: 1e-12, absolute: 1e-15, splits });
}

describe('divergence', () => {
  const light = fc.oneof(normals, laplaces, logistics, truncatedNormals, uniforms, mixtures);
  const wide = fc
    .oneof(normals, laplaces, logistics, mixtures)
    .filter(({ support }) => support.lower === -Infinity && support.upper === Infinity);

  test('is the integral of its definition, closed form or not', () => {
    fc.assert(
      fc.property(light, wide, (q, p) => {
        if (!(q.support.lower >= p.support.lower && q.support.upper <= p.support.upper)) return;
        expect(excess(klDivergence(q, p), defined(q, p), 1e-9, 1e-9)).toBeLessThan(1);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test('a looser tolerance is met', () => {
    fc.assert(
      fc.property(mixtures, wide, (q, p) => {
        const exact = klDivergence(q, p);
        if (exact < Infinity) expect(excess(klDivergence(q, p, { relative: 1e-6 }), exact, 1e-5, 1e-5)).toBeLessThan(1);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  test('is not negative, and 0 from a law to itself', () => {
    fc.assert(
      fc.property(light, wide, (q, p) => {
        expect(klDivergence(q, p)).toBeGreaterThanOrEqual(-1e-12);
        expect(Math.abs(klDivergence(p, p))).toBeLessThan(1e-11);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  test('does not change under a common affine map', () => {
    fc.assert(
      fc.property(normals, laplaces, real(0.2, 5), real(-3, 3), (q, p, scale, shift) => {
        const moved = klDivergence(affine(q, -scale, shift), affine(p, -scale, shift));
        expect(excess(moved, klDivergence(q, p), 1e-10, 1e-10)).toBeLessThan(1);
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  test('is infinite where q has mass that p has not', () => {
    expect(klDivergence(normal(0, 1), uniform(-9, 9))).toBe(Infinity);
    expect(klDivergence(uniform(0, 3), piecewiseConstant([0, 1, 2, 3], [1, 0, 1]))).toBe(Infinity);
    expect(klDivergence(uniform(0, 1), piecewiseConstant([0, 1, 2, 3], [1, 0, 1]))).toBeCloseTo(Math.LN2, 12);
  });

  test('is infinite for tails without the moment that it asks for, and finite just above', () => {
    expect(klDivergence(studentT(2, 0, 1), normal(0, 1))).toBe(Infinity);
    expect(klDivergence(studentT(3, 0, 1), normal(0, 1))).toBeLessThan(Infinity);
    expect(klDivergence(studentT(1, 0, 1), laplace(0, 1))).toBe(Infinity);
    expect(klDivergence(studentT(2, 0, 1), laplace(0, 1))).toBeLessThan(Infinity);
    expect(klDivergence(mixture([1, 1], [normal(0, 1), studentT(2, 0, 1)]), normal(0, 3))).toBe(Infinity);
    expect(klDivergence(studentT(2, 0, 1), mixture([1, 1], [normal(0, 1), laplace(0, 1)]))).toBeLessThan(Infinity);
    expect(klDivergence(studentT(3, 0, 1), generalizedNormal(0, 1, 3))).toBe(Infinity);
    expect(klDivergence(truncated(studentT(2, 0, 1), -50, 50), normal(0, 1))).toBeLessThan(Infinity);
  });

  test('of narrow and far truncated normals keeps its digits', () => {
    const narrow = truncatedNormal(0, 1e3, 1, 1.001);
    expect(excess(klDivergence(narrow, uniform(1, 1.001)), 0, 0, 1e-12)).toBeLessThan(1);
    expect(excess(klDivergence(narrow, normal(0, 1)), defined(narrow, normal(0, 1)), 1e-11, 1e-11)).toBeLessThan(1);
    const far = truncatedNormal(0, 1, 30, 31);
    expect(excess(klDivergence(far, laplace(0, 1)), defined(far, laplace(0, 1)), 1e-11, 1e-11)).toBeLessThan(1);
  });
});
