import fc from 'fast-check';
import { empirical } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { real } from '../../src/testing/arbitraries/distributions.ts';
import { errorCode } from './support.ts';

describe('a histogram of samples', () => {
  test('has integer masses that count the samples, and lies on them', () => {
    fc.assert(
      fc.property(fc.array(real(-50, 50), { minLength: 1, maxLength: 400 }), (samples) => {
        const law = empirical(samples);
        const { masses } = law.description() as unknown as { masses: number[] };
        expect(masses.every(Number.isInteger)).toBe(true);
        expect(masses.reduce((sum, mass) => sum + mass, 0)).toBe(samples.length);
        expect(law.support.lower).toBe(Math.min(...samples));
        expect(law.support.upper).toBeGreaterThanOrEqual(Math.max(...samples));
        expect(law.masses.length).toBeLessThanOrEqual(Math.max(1, Math.floor(Math.sqrt(samples.length))));
        for (const sample of samples) expect(law.logDensity(sample)).toBeGreaterThan(-Infinity);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('has cells of about equal mass', () => {
    const law = empirical(Array.from({ length: 400 }, (_, i) => i * i));
    expect(law.masses).toHaveLength(20);
    for (const mass of law.masses) expect(mass).toBeCloseTo(0.05, 2);
  });

  test('of equal samples is one narrow cell', () => {
    expect(empirical([5, 5, 5]).edges).toEqual([5, 5 + 5e-6]);
    expect(empirical([0]).edges).toEqual([0, 1e-6]);
  });

  test('takes a number of cells, and refuses what is no number of cells, no samples, no number', () => {
    expect(empirical([1, 2, 3, 4, 5, 6, 7, 8], { cells: 4 }).masses).toHaveLength(4);
    expect(errorCode(() => empirical([1, 2], { cells: 0 }))).toBe('InvalidArgument');
    expect(errorCode(() => empirical([]))).toBe('InvalidArgument');
    expect(errorCode(() => empirical([1, Number.NaN]))).toBe('InvalidArgument');
  });
});
