/**
 * Kolmogorov-Smirnov: the largest distance between the empirical and the exact cdf.
 *
 *     D = max_i max(i/n - u_(i), u_(i) - (i - 1)/n),    P(D > d) <= 2 exp(-2 n d^2) for every n
 *
 * The bound is that of Dvoretzky, Kiefer and Wolfowitz with Massart's constant (Annals of Probability 18, 1990).
 */
import { exp } from '../../core/index.ts';
import type { TestResult } from './result.ts';

export function kolmogorovSmirnov(uniforms: ArrayLike<number>): TestResult {
  const sorted = Float64Array.from(uniforms).sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) distance = Math.max(distance, (i + 1) / n - sorted[i]!, sorted[i]! - i / n);
  return { name: 'Kolmogorov-Smirnov', statistic: distance, pValue: kolmogorovTail(n, distance) };
}

/** Two samples of any common law; asymptotic. */
export function twoSampleKolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): TestResult {
  const [x, y] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  let [i, j, distance] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i]!, y[j]!);
    while (i < x.length && x[i]! <= at) i++;
    while (j < y.length && y[j]! <= at) j++;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  const effective = (x.length * y.length) / (x.length + y.length);
  return { name: 'two-sample Kolmogorov-Smirnov', statistic: distance, pValue: kolmogorovTail(effective, distance) };
}

function kolmogorovTail(n: number, distance: number): number {
  return Math.min(1, 2 * exp(-2 * n * distance * distance));
}
