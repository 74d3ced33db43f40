/** Laws: points, quantiles, moments; pairs: divergences and log suprema, by the tolerances of the vectors' README. */
import { densityRatio, distribution, klDivergence } from 'samplewire/distributions';

/** Laws whose supremum has a closed form are held to 1e-13, others to the certified search's 1e-9. */
const CLOSED = new Set(['normal', 'truncatedNormal', 'uniform', 'laplace']);

export function checkDistributions(golden, sections) {
  for (const {
    distribution: description,
    entropyNats,
    mean,
    variance,
    points = [],
    quantiles = [],
  } of golden.distributions ?? []) {
    const law = distribution(description);
    const name = JSON.stringify(description);
    sections.close('entropy', law.entropyNats, entropyNats, 1e-13, 1e-13, name);
    sections.close('mean', law.mean, mean, 1e-13, 1e-13, name);
    sections.close('variance', law.variance, variance, 1e-12, 1e-12, name);
    const relative = description.law === 'studentT' ? 1e-11 : 1e-13;
    for (const [x, logDensity, cdf, survival] of points) {
      const at = `${name} at ${x}`;
      sections.close('log density', law.logDensity(Number(x)), logDensity, 1e-13, 1e-13, at);
      // The smaller of the two is relatively accurate; the other follows to an ulp of 1.
      const left = Number(cdf) <= Number(survival);
      sections.close(
        'smaller tail',
        left ? law.cdf(Number(x)) : law.survival(Number(x)),
        left ? cdf : survival,
        relative,
        1e-300,
        at,
      );
      sections.close(
        'larger tail',
        left ? law.survival(Number(x)) : law.cdf(Number(x)),
        left ? survival : cdf,
        relative,
        1e-300,
        at,
      );
    }
    for (const [p, value] of quantiles)
      sections.close('quantile', law.quantile(Number(p)), value, 1e-12, 1e-12, `${name} at ${p}`);
  }
  for (const pair of golden.pairs ?? []) {
    const [q, p] = [distribution(pair.q), distribution(pair.p)];
    const name = `${JSON.stringify(pair.q)} against ${JSON.stringify(pair.p)}`;
    const tolerance = CLOSED.has(pair.q.law) && CLOSED.has(pair.p.law) ? 1e-13 : 1e-9;
    sections.close('divergence', klDivergence(q, p), pair.klNats, 1e-13, 1e-13, name);
    sections.close('log supremum', densityRatio(q, p).logSupremum, pair.logSupremumNats, tolerance, tolerance, name);
  }
}
