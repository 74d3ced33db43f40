/**
 * Ranks as uniforms, for values whose law is unknown or has no usable cdf: the value of rank r of n becomes
 * (r - 1/2) / n, equal values the middle of their ranks. Not independent of one another, so only independence of two
 * sequences is tested with them, never their own law. C. Spearman, 1904.
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const sorted = Float64Array.from(values).sort();
  return Float64Array.from(values, (value) => (firstAbove(sorted, value) + firstFrom(sorted, value)) / (2 * n));
}

/** How many of the sorted values are below `value`. */
function firstFrom(sorted: Float64Array, value: number): number {
  return partition(sorted, (other) => other < value);
}

/** How many of the sorted values are at most `value`. */
function firstAbove(sorted: Float64Array, value: number): number {
  return partition(sorted, (other) => other <= value);
}

/** Length of the prefix on which `holds`, a predicate that never becomes true again. */
function partition(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [lower, upper] = [0, sorted.length];
  while (lower < upper) {
    const middle = (lower + upper) >>> 1;
    if (holds(sorted[middle]!)) lower = middle + 1;
    else upper = middle;
  }
  return lower;
}
