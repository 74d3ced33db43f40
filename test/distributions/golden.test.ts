import { densityRatio, distribution, klDivergence } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { excess, golden, label } from './support.ts';

/** Which suprema the reference has from a search, to 15 digits; the others are in closed form. */
const isNumeric = (text: string): boolean => text.replace(/^-?0?\.?0*/, '').replace('.', '').length <= 15;

describe('laws against 25-digit references', () => {
  for (const { distribution: description, points, quantiles, ...moments } of golden.distributions) {
    const law = distribution(description);
    const tail = description.law === 'studentT' ? 1e-11 : 1e-13;

    test(`${label(description)}: log density, cdf and survival`, () => {
      for (const [x, logDensity, cdf, survival] of points) {
        const at = Number(x);
        const [below, above] = [Number(cdf), Number(survival)];
        expect(excess(law.logDensity(at), Number(logDensity), 1e-13, 1e-13), `log density at ${x}`).toBeLessThan(1);
        const ofCdf = excess(law.cdf(at), below, tail, below <= above ? 1e-300 : 1e-15);
        const ofSurvival = excess(law.survival(at), above, tail, above <= below ? 1e-300 : 1e-15);
        expect(ofCdf, `cdf at ${x}`).toBeLessThan(1);
        expect(ofSurvival, `survival at ${x}`).toBeLessThan(1);
      }
    });

    test(`${label(description)}: quantiles`, () => {
      for (const [p, x] of quantiles) {
        expect(excess(law.quantile(Number(p)), Number(x), 1e-12, 1e-12), `quantile of ${p}`).toBeLessThan(1);
      }
    });

    test(`${label(description)}: entropy, mean and variance`, () => {
      const close = (name: string, got: number | undefined, wanted: string | null, tolerance: number): void => {
        if (wanted === null) expect(got, name).toBeUndefined();
        else expect(excess(got, Number(wanted), tolerance, tolerance), name).toBeLessThan(1);
      };
      close('entropy', law.entropyNats, moments.entropyNats, 1e-13);
      close('mean', law.mean, moments.mean, 1e-13);
      close('variance', law.variance, moments.variance, 1e-12);
    });
  }
});

describe('pairs against references', () => {
  for (const pair of golden.pairs) {
    const [q, p] = [distribution(pair.q), distribution(pair.p)];
    const name = `${label(pair.q)} against ${label(pair.p)}`;

    test(`${name}: divergence`, () => {
      expect(excess(klDivergence(q, p), Number(pair.klNats), 1e-13, 1e-13)).toBeLessThan(1);
    });

    test(`${name}: log supremum`, () => {
      const tolerance = isNumeric(pair.logSupremumNats) ? 1e-9 : 1e-13;
      const got = densityRatio(q, p).logSupremum;
      expect(excess(got, Number(pair.logSupremumNats), tolerance, tolerance)).toBeLessThan(1);
      expect(got).toBeGreaterThanOrEqual(Number(pair.logSupremumNats) - 1e-15 - (tolerance === 1e-9 ? 1e-14 : 0));
    });
  }
});
