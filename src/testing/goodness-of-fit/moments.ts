/** Mean, variance and kurtosis of samples against those of their law: readable companions of the integral tests. */
import { twoSidedNormal } from './independence.ts';
import type { TestResult } from './result.ts';

export interface ExpectedMoments {
  readonly mean: number;
  readonly variance: number;
  /** E (x - mean)^4 / variance^2; 3 for a normal law. */
  readonly kurtosis: number;
}

export function moments(samples: ArrayLike<number>, { mean, variance, kurtosis }: ExpectedMoments): TestResult[] {
  const n = samples.length;
  const sums = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const offset = samples[i]! - mean;
    sums[0] = sums[0]! + offset;
    sums[1] = sums[1]! + offset * offset;
    sums[2] = sums[2]! + offset * offset * offset * offset;
  }
  const meanScore = sums[0]! / Math.sqrt(n * variance);
  const varianceScore = ((sums[1]! / n / variance - 1) * Math.sqrt(n)) / Math.sqrt(Math.max(kurtosis - 1, 1e-12));
  return [
    { name: 'mean', statistic: meanScore, pValue: twoSidedNormal(meanScore) },
    { name: 'variance', statistic: varianceScore, pValue: twoSidedNormal(varianceScore) },
  ];
}

/** The kurtosis of samples of a normal law with the given mean and variance; standard error sqrt(96 / n) about 3. */
export function gaussianKurtosis(samples: ArrayLike<number>, mean: number, variance: number): TestResult {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) {
    const square = ((samples[i]! - mean) * (samples[i]! - mean)) / variance;
    sum += square * square;
  }
  const score = ((sum / samples.length - 3) * Math.sqrt(samples.length)) / Math.sqrt(96);
  return { name: 'kurtosis', statistic: score, pValue: twoSidedNormal(score) };
}
