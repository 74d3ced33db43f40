/**
 * Cramer-von Mises: the mean squared distance between the empirical and the exact cdf.
 *
 *     W2 = 1/(12 n) + sum (u_(i) - (2i - 1)/(2n))^2,    the limit law is that of sum Z_j^2 / (j pi)^2
 *
 * Tail from the leading term of that quadratic form: the largest eigenvalue 1/pi^2, times the product of the others'
 * factors, prod_{j >= 2} (1 - 1/j^2)^(-1/2) = sqrt 2.
 */
import { erfc, exp, PI } from '../../core/index.ts';
import type { TestResult } from './result.ts';

export function cramerVonMises(uniforms: ArrayLike<number>): TestResult {
  const sorted = Float64Array.from(uniforms).sort();
  const n = sorted.length;
  let statistic = 1 / (12 * n);
  for (let i = 0; i < n; i++) {
    const gap = sorted[i]! - (2 * i + 1) / (2 * n);
    statistic += gap * gap;
  }
  return { name: 'Cramer-von Mises', statistic, pValue: tail(statistic) };
}

/** P(W2 > z): sqrt 2 P(Z^2 > pi^2 z) with the first correction; good beyond the upper ten percent. */
function tail(z: number): number {
  const x = PI * PI * z;
  if (x < 2) return Math.min(1, 0.5 + 0.5 * exp(-x));
  return Math.min(1, Math.sqrt(2) * erfc(Math.sqrt(x / 2)) * (1 + 1 / (3 * x)));
}
