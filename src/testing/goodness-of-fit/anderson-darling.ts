/**
 * Anderson-Darling: a squared distance that weighs the tails up; the default for laws on the line.
 *
 *     A2 = -n - (1/n) sum (2i - 1) [ln u_(i) + ln(1 - u_(n+1-i))],    in the limit sum Z_j^2 / (j (j + 1))
 *
 * The tail of the limit law is about sqrt 3 erfc(sqrt z) (1 + 11 / (36 z)). One u of 0 or 1 makes A2 infinite: a fault
 * of its own, which `insideSupport` reports apart. T. W. Anderson and D. A. Darling, Annals of Mathematical Statistics
 * 23, 1952, section 4.
 */
import { invalidArgument, log, log1p } from '../../core/index.ts';
import { criticalValue } from './critical-value.ts';
import { andersonDarlingForm, quadraticFormTail } from './quadratic-form.ts';
import type { TestResult } from './result.ts';
import { sortedUniforms } from './sorted-uniforms.ts';

/** `survivals` are the 1 - u, with their own digits: without them a u near 1 has lost its own. */
export function andersonDarling(uniforms: ArrayLike<number>, survivals?: ArrayLike<number>): TestResult {
  const below = sortedUniforms('uniforms', uniforms);
  const n = below.length;
  // The i-th largest u has the i-th smallest survival.
  const above = survivals === undefined ? undefined : sortedUniforms('survivals', survivals);
  if (above !== undefined && above.length !== n) throw invalidArgument('survivals', `${n} values`, survivals);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const logSurvival = above === undefined ? log1p(-below[n - 1 - i]!) : log(above[i]!);
    sum += (2 * i + 1) * (log(below[i]!) + logSurvival);
  }
  const statistic = -n - sum / n;
  return {
    name: 'Anderson-Darling',
    statistic,
    pValue: tail(statistic),
    critical: (level) => criticalValue(tail, level),
  };
}

function tail(z: number): number {
  return quadraticFormTail(andersonDarlingForm, z);
}
