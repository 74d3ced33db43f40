/**
 * Anderson-Darling: a squared distance that weighs the tails up; the default for laws on the line.
 *
 *     A2 = -n - (1/n) sum (2i - 1) [ln u_(i) + ln(1 - u_(n+1-i))],    P(A2 > z) ~ sqrt 3 erfc(sqrt z) (1 + 11 / (36 z))
 *
 * One u of 0 or 1 makes it infinite, and is a bug of its own. T. W. Anderson and D. A. Darling, 1952; tail from the
 * leading terms of the quadratic form sum Z_j^2 / (j (j + 1)).
 */
import { erfc, log, log1p } from '../../core/index.ts';
import type { TestResult } from './result.ts';

/** `survivals` are 1 - u, with their own digits. */
export function andersonDarling(uniforms: ArrayLike<number>, survivals?: ArrayLike<number>): TestResult {
  const below = Float64Array.from(uniforms).sort();
  const n = below.length;
  // The i-th largest u has the i-th smallest survival.
  const above = survivals === undefined ? undefined : Float64Array.from(survivals).sort();
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const logSurvival = above === undefined ? log1p(-below[n - 1 - i]!) : log(above[i]!);
    sum += (2 * i + 1) * (log(below[i]!) + logSurvival);
  }
  const statistic = -n - sum / n;
  return { name: 'Anderson-Darling', statistic, pValue: tail(statistic) };
}

function tail(z: number): number {
  if (!Number.isFinite(z)) return 0;
  if (z < 1) return 1;
  return Math.min(1, Math.sqrt(3) * erfc(Math.sqrt(z)) * (1 + 11 / (36 * z)));
}
