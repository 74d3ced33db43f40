/**
 * The order statistics of uniforms, checked: a value that is no probability is a fault of the caller, not of the law.
 */
import { invalidArgument } from '../../core/index.ts';

/** A sorted copy; throws unless there is at least one value and all lie in [0, 1]. */
export function sortedUniforms(name: string, values: ArrayLike<number>): Float64Array {
  if (values.length === 0) throw invalidArgument(name, 'at least one value', values);
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  // NaN is sorted to the end.
  for (const value of [sorted[0]!, sorted[n - 1]!]) {
    if (!(value >= 0 && value <= 1)) throw invalidArgument(name, 'numbers from 0 to 1', value);
  }
  return sorted;
}
