/**
 * Mean, variance and kurtosis of samples against those of their law: readable companions of the integral tests. The
 * statistics are in standard errors.
 *
 *     mean: sigma / sqrt n,    variance: sigma^2 sqrt((kurtosis - 1) / n),    a Gaussian's own kurtosis: sqrt(24 / n)
 */
import { checkPositive, invalidArgument } from '../../core/index.ts';
import { normalScore } from './normal-score.ts';
import type { TestResult } from './result.ts';

export interface ExpectedMoments {
  readonly mean: number;
  readonly variance: number;
  /** E (x - mean)^4 / variance^2; 3 for a normal law. Above 1. */
  readonly kurtosis: number;
}

/** Mean and variance, the latter about the mean that is expected. */
export function moments(samples: ArrayLike<number>, { mean, variance, kurtosis }: ExpectedMoments): TestResult[] {
  checkPositive('variance', variance);
  if (!(kurtosis > 1)) throw invalidArgument('kurtosis', 'a number above 1', kurtosis);
  const n = samples.length;
  const { second, first } = centralMoments(samples, mean);
  return [
    normalScore('mean', (first * Math.sqrt(n)) / Math.sqrt(variance)),
    normalScore('variance', ((second / variance - 1) * Math.sqrt(n)) / Math.sqrt(kurtosis - 1)),
  ];
}

/** The samples' own kurtosis, about their own mean and variance, against 3. */
export function gaussianKurtosis(samples: ArrayLike<number>): TestResult {
  const n = samples.length;
  const { first: mean } = centralMoments(samples, 0);
  const { second, fourth } = centralMoments(samples, mean);
  return normalScore('kurtosis', (fourth / (second * second) - 3) * Math.sqrt(n / 24));
}

/** Averages of the powers of x - centre. */
function centralMoments(samples: ArrayLike<number>, centre: number): { first: number; second: number; fourth: number } {
  let [first, second, fourth] = [0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const offset = samples[i]! - centre;
    const square = offset * offset;
    first += offset;
    second += square;
    fourth += square * square;
  }
  const n = samples.length;
  return { first: first / n, second: second / n, fourth: fourth / n };
}
