/**
 * n equally likely values, n <= 2^16: a power of two exactly, others by cumulative(s) = floor(s 2^16 / n).
 */
import { checkInteger } from '../../core/index.ts';
import type { EntropyModel } from '../interfaces.ts';

export function uniformModel(n: number): EntropyModel {
  checkInteger('n', n, 2, 65_536);
  const power = 31 - Math.clz32(n);
  if (n === 1 << power) {
    return { precision: power, size: n, cumulative: (s) => s, frequency: () => 1, symbolAt: (q) => q };
  }
  const cumulative = (s: number): number => Math.floor((s * 65_536) / n);
  return {
    precision: 16,
    size: n,
    cumulative,
    frequency: (s) => cumulative(s + 1) - cumulative(s),
    // floor(s 2^16 / n) <= q  <=>  s < (q + 1) n / 2^16.
    symbolAt: (q) => Math.ceil(((q + 1) * n) / 65_536) - 1,
  };
}
