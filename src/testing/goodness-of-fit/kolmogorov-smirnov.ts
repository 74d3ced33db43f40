/**
 * Kolmogorov-Smirnov: the largest distance between the empirical and the exact cdf.
 *
 *     D = max_i max(i/n - u_(i), u_(i) - (i - 1)/n),    P(D > d) <= 2 exp(-2 n d^2) for every n
 *
 * The bound is that of Dvoretzky, Kiefer and Wolfowitz with the constant of P. Massart (Annals of Probability 18,
 * 1990).
 */
import { exp, invalidArgument, log } from '../../core/index.ts';
import type { TestResult } from './result.ts';
import { sortedUniforms } from './sorted-uniforms.ts';

/** Uniforms: samples that were transformed by the cdf of their law (`probabilityIntegralTransform`). */
export function kolmogorovSmirnov(uniforms: ArrayLike<number>): TestResult {
  const sorted = sortedUniforms('uniforms', uniforms);
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) distance = Math.max(distance, (i + 1) / n - sorted[i]!, sorted[i]! - i / n);
  return resultOf('Kolmogorov-Smirnov', distance, n);
}

/**
 * Two samples of any common law: the largest distance between their empirical cdfs, against the same tail with
 * n m / (n + m) for n, which is asymptotic.
 */
export function twoSampleKolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): TestResult {
  const x = sortedSamples('a', a);
  const y = sortedSamples('b', b);
  let [i, j, distance] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i]!, y[j]!);
    while (i < x.length && x[i]! <= at) i++;
    while (j < y.length && y[j]! <= at) j++;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  return resultOf('two-sample Kolmogorov-Smirnov', distance, (x.length * y.length) / (x.length + y.length));
}

function resultOf(name: string, statistic: number, n: number): TestResult {
  return {
    name,
    statistic,
    pValue: Math.min(1, 2 * exp(-2 * n * statistic * statistic)),
    critical: (level) => Math.sqrt(log(2 / level) / (2 * n)),
  };
}

function sortedSamples(name: string, values: ArrayLike<number>): Float64Array {
  if (values.length === 0) throw invalidArgument(name, 'at least one value', values);
  const sorted = Float64Array.from(values).sort();
  if (Number.isNaN(sorted.at(-1)!)) throw invalidArgument(name, 'numbers', Number.NaN);
  return sorted;
}
