/**
 * Cramer-von Mises: the mean squared distance between the empirical and the exact cdf.
 *
 *     W2 = 1/(12 n) + sum (u_(i) - (2i - 1)/(2n))^2,    in the limit sum Z_j^2 / (j pi)^2
 *
 * H. Cramer 1928, R. von Mises 1931; the law: N. V. Smirnov 1937.
 */
import { criticalValue } from './critical-value.ts';
import { cramerVonMisesForm, quadraticFormTail } from './quadratic-form.ts';
import type { TestResult } from './result.ts';
import { sortedUniforms } from './sorted-uniforms.ts';

/** Uniforms: samples that were transformed by the cdf of their law (`probabilityIntegralTransform`). */
export function cramerVonMises(uniforms: ArrayLike<number>): TestResult {
  const sorted = sortedUniforms('uniforms', uniforms);
  const n = sorted.length;
  let statistic = 1 / (12 * n);
  for (let i = 0; i < n; i++) {
    const gap = sorted[i]! - (2 * i + 1) / (2 * n);
    statistic += gap * gap;
  }
  return {
    name: 'Cramer-von Mises',
    statistic,
    pValue: tail(statistic),
    critical: (level) => criticalValue(tail, level),
  };
}

function tail(z: number): number {
  return quadraticFormTail(cramerVonMisesForm, z);
}
