/** Every family obeys the laws of a distribution, at random parameters. */
import fc from 'fast-check';
import { distribution } from 'samplewire/distributions';
import { distributionFamilies } from 'samplewire/testing';
import { distributionLaws } from 'samplewire/testing/vitest';
import { describe, expect, test } from 'vitest';
import { real, transformed } from '../../src/testing/arbitraries/distributions.ts';
import { excess } from './support.ts';

describe.each(Object.entries(distributionFamilies))('%s: laws of a distribution', (_, laws) => {
  distributionLaws(laws, { parse: distribution, runs: 125 });

  test('every law has an entropy, and a mean where it has a variance', () => {
    fc.assert(
      fc.property(laws, ({ entropyNats, mean, variance }) => {
        expect(entropyNats).toBeTypeOf('number');
        if (variance !== undefined) expect(mean).toBeTypeOf('number');
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

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
