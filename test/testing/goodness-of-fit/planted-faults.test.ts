/** Tests of the tests: each finds the fault that it is there for, and minds nothing else. */
import { describe, expect, it } from 'vitest';
import {
  andersonDarling,
  chiSquareCounts,
  chiSquareUniform,
  cramerVonMises,
  energy,
  examinedIsGeometric,
  gaussianKurtosis,
  gaussianVectors,
  independence,
  isotropy,
  kolmogorovSmirnov,
  laggedIndependence,
  moments,
  type TestResult,
  twoSampleChiSquare,
  twoSampleKolmogorovSmirnov,
} from '../../../src/testing/index.ts';
import { histogram, normalSamples, uniformSamples } from '../support.ts';

describe('each test finds the fault that it is there for, at 1e-9', () => {
  const n = 20_000;
  const u = uniformSamples('planted', n);
  const other = uniformSamples('planted, other', n);
  const least = (results: readonly TestResult[], name: string): number =>
    results.find((result) => result.name === name)!.pValue;
  const found = 1e-9;

  it('a shift: Kolmogorov-Smirnov, Anderson-Darling, Cramer-von Mises, two samples', () => {
    const shifted = u.map((x) => x ** 1.1);
    expect(kolmogorovSmirnov(shifted).pValue).toBeLessThan(found);
    expect(andersonDarling(shifted).pValue).toBeLessThan(found);
    expect(cramerVonMises(shifted).pValue).toBeLessThan(found);
    expect(twoSampleKolmogorovSmirnov(shifted, other).pValue).toBeLessThan(found);
    expect(twoSampleChiSquare(histogram(shifted, 16), histogram(other, 16)).pValue).toBeLessThan(found);
  });

  it('a scale of 8 %: variance, coordinate, radius', () => {
    const wide = normalSamples('scale', n).map((x) => 1.08 * x);
    const [, variance] = moments(wide, { mean: 0, variance: 1, kurtosis: 3 });
    expect(variance!.pValue).toBeLessThan(found);
    const results = gaussianVectors(wide, 1);
    expect(least(results, 'coordinate 0')).toBeLessThan(found);
    expect(least(results, 'radius')).toBeLessThan(found);
  });

  it('a lattice that the integral tests average out: chi-square', () => {
    const onLattice = u.map((x) => (Math.floor(x * 96) + 0.5) / 96);
    expect(kolmogorovSmirnov(onLattice).pValue).toBeGreaterThan(found);
    expect(chiSquareUniform(onLattice, 64).pValue).toBeLessThan(found);
  });

  it('dependence by correlation, by squares, by neither, and after a lag', () => {
    const mixed = other.map((x, i) => (i % 10 === 0 ? u[i]! : x));
    const mirrored = u.map((x, i) => (i % 2 === 0 ? x : 1 - x));
    const wound = u.map((x) => 5 * x - Math.floor(5 * x));
    expect(least(independence(u, mixed), 'correlation')).toBeLessThan(found);
    expect(least(independence(u, mirrored), 'correlation')).toBeGreaterThan(found);
    expect(least(independence(u, mirrored), 'correlation of squares')).toBeLessThan(found);
    expect(least(independence(u, wound), 'independence on a 16 x 16 grid')).toBeLessThan(found);
    const echo = u.map((x, i) => (i >= 7 && i % 10 === 0 ? u[i - 7]! : x));
    expect(least(laggedIndependence(echo, 7), 'correlation, lag 7')).toBeLessThan(found);
    expect(least(laggedIndependence(echo, 1), 'correlation, lag 1')).toBeGreaterThan(found);
  });

  it('uniform noise in eight dimensions that should be Gaussian: radius, quartic, kurtosis, coordinates', () => {
    const box = uniformSamples('box', 8 * n).map((x) => (x - 0.5) * Math.sqrt(12));
    const results = gaussianVectors(box, 8);
    for (const name of ['radius', 'quartic', 'coordinate 5']) {
      expect(least(results, name), name).toBeLessThan(found);
    }
    expect(gaussianKurtosis(box).pValue).toBeLessThan(found);
  });

  it('coordinates of one size: isotropy, above the degree up to which the roots are a design', () => {
    const signs = uniformSamples('signs', 8 * n).map((x) => Math.sign(x - 0.5));
    expect(least(isotropy(signs, 4), 'isotropy, power 6')).toBeLessThan(found);
    expect(least(isotropy(signs, 8), 'isotropy, power 8')).toBeLessThan(found);
    expect(least(isotropy(signs, 8), 'isotropy, power 6')).toBe(1);
    expect(isotropy(normalSamples('isotropy', 8 * n), 8).every(({ pValue }) => pValue > 1e-6)).toBe(true);
    expect(isotropy(normalSamples('isotropy, plane', 2 * n), 2).every(({ pValue }) => pValue > 1e-6)).toBe(true);
  });

  it('two coordinates that are often equal: their diagonals, not themselves', () => {
    const x = normalSamples('tied', 4 * n);
    for (let i = 0; i < x.length; i += 16) x[i + 1] = x[i + 3]!;
    const results = gaussianVectors(x, 4);
    for (const name of ['diagonal 1 + 3', 'diagonal 1 - 3']) expect(least(results, name), name).toBeLessThan(found);
    for (const name of ['coordinate 1', 'diagonal 0 + 2']) expect(least(results, name), name).toBeGreaterThan(found);
  });

  it('two equal coordinates against independent ones: energy', () => {
    const x = normalSamples('energy', 2 * n);
    const y = normalSamples('energy, other', 2 * n);
    const equal = y.map((_, i) => y[i - (i % 2)]!);
    expect(energy(x, y, 2).pValue).toBeGreaterThan(found);
    expect(energy(x, equal, 2).pValue).toBeLessThan(found);
  });

  it('a bound 10 % too small in the number of candidates', () => {
    const examined = u.map((x) => 1 + Math.floor(Math.log(x) / Math.log(1 - 1 / 3)));
    expect(examinedIsGeometric(examined, Math.log(3)).pValue).toBeGreaterThan(found);
    expect(examinedIsGeometric(examined, Math.log(2.7)).pValue).toBeLessThan(found);
  });

  it('a single count where none is expected', () => {
    expect(chiSquareCounts([100, 100, 1, 99], [100, 100, 0, 100]).pValue).toBe(0);
  });
});

describe('what must not matter does not', () => {
  it('the order of the samples', () => {
    const u = uniformSamples('order', 500);
    const backwards = u.slice().reverse();
    for (const test of [kolmogorovSmirnov, andersonDarling, cramerVonMises]) {
      expect(test(backwards).statistic).toBe(test(u).statistic);
    }
    expect(chiSquareUniform(backwards, 16).statistic).toBe(chiSquareUniform(u, 16).statistic);
    expect(u).toEqual(uniformSamples('order', 500));
  });

  it('which of two samples comes first', () => {
    const [a, b] = [uniformSamples('a', 300), uniformSamples('b', 200)];
    expect(twoSampleKolmogorovSmirnov(a, b)).toMatchObject({ pValue: twoSampleKolmogorovSmirnov(b, a).pValue });
    const [c, d] = [histogram(a, 5), histogram(b, 5)];
    expect(twoSampleChiSquare(c, d).statistic).toBeCloseTo(twoSampleChiSquare(d, c).statistic, 10);
  });
});
