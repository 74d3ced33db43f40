/**
 * The noncentral chi-square law, |z + b|^2 for z ~ N(0, I_d) and |b|^2 = lambda: a Poisson mixture of chi-square laws,
 *
 *     P(|z + b|^2 <= x) = sum_j e^(-lambda/2) (lambda/2)^j / j! P(d/2 + j, x/2),    P(a, y) = P(a + 1, y) + y^a e^-y / Gamma(a + 1)
 *
 * All terms are positive, so the left tail keeps its digits.
 */
import { exp, log, logGamma, regularizedGammaP } from '../../core/index.ts';

/** P(X <= x), relative error about 1e-13. */
export function noncentralChiSquareCdf(dimensions: number, lambda: number, x: number): number {
  if (x <= 0) return 0;
  const [a, y, rate] = [dimensions / 2, x / 2, lambda / 2];
  // Terms end with the Poisson law, or earlier in the left tail, where they are (rate y)^j / (j! Gamma(a + j + 1)).
  const terms = Math.ceil(Math.min(rate + 10 * Math.sqrt(rate) + 24, 3 * Math.sqrt(rate * y))) + 16;
  // Invariant before step j: `cdf` = P(a + j + 1, y), `density` = y^(a + j) e^-y / Gamma(a + j + 1), `poisson` of j.
  let cdf = regularizedGammaP(a + terms + 1, y);
  let density = exp((a + terms) * log(y) - y - logGamma(a + terms + 1));
  let poisson = rate === 0 ? 0 : exp(terms * log(rate) - rate - logGamma(terms + 1));
  let sum = 0;
  for (let j = terms; j >= 0; j--) {
    cdf += density;
    sum += (rate === 0 && j === 0 ? 1 : poisson) * cdf;
    density *= (a + j) / y;
    poisson *= rate === 0 ? 0 : j / rate;
  }
  return Math.min(sum, 1);
}
