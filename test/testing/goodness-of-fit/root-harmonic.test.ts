/** The root harmonic of degree 8: blind to uniform directions, and not to those of the lattice. */
import { localRandomness, standardNormal } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import { rootHarmonic, SIGNIFICANCE } from '../../../src/testing/index.ts';

const random = localRandomness({ seed: 'root harmonic' }).block(0);
const gaussian = (): Float64Array => Float64Array.from({ length: 80_000 }, () => standardNormal(random));

describe('the root harmonic', () => {
  test('passes Gaussian vectors, whatever their lengths', () => {
    expect(rootHarmonic(gaussian()).pValue).toBeGreaterThan(SIGNIFICANCE);
    const scaled = gaussian().map((x, i) => x * (1 + (Math.floor(i / 8) % 5)));
    expect(rootHarmonic(scaled).pValue).toBeGreaterThan(SIGNIFICANCE);
  });

  test('refuses a tenth of vectors along a root', () => {
    const mixed = gaussian();
    for (let i = 0; i < mixed.length; i += 80) {
      mixed.fill(0, i, i + 8);
      mixed[i] = 1;
      mixed[i + 1] = -1;
    }
    expect(rootHarmonic(mixed).pValue).toBeLessThan(SIGNIFICANCE);
    expect(rootHarmonic(mixed).statistic).toBeGreaterThan(0);
  });

  test('takes vectors of 8 coordinates only', () => {
    expect(() => rootHarmonic(new Float64Array(12))).toThrow(/multiple of 8/);
  });
});
