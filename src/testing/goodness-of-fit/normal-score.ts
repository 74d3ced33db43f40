/**
 * The two-sided normal test: a statistic that, divided by its standard error, is standard normal in the limit. Many
 * tests end so: moments, correlations, linear-time energy.
 *
 *     p = P(|Z| > |statistic| / standardError) = erfc(|statistic| / (standardError sqrt 2))
 */
import { erfc, normalQuantile, SQRT1_2 } from '../../core/index.ts';
import type { TestResult } from './result.ts';

/** A statistic with mean 0 and that standard error, normal in the limit. */
export function normalScore(name: string, statistic: number, standardError: number = 1): TestResult {
  return {
    name,
    statistic,
    pValue: twoSidedNormal(statistic / standardError),
    critical: (level) => -normalQuantile(level / 2) * standardError,
  };
}

/** P(|Z| > |z|). */
export function twoSidedNormal(z: number): number {
  return erfc(Math.abs(z) * SQRT1_2);
}
