/** Equality of bits: zeros of different sign differ, and so do a number and the same rounded to float32. */

/** The first place where two arrays differ; undefined where none does. */
export function differsAt(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  if (a.length !== b.length) return Math.min(a.length, b.length);
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i;
  return undefined;
}

/** Equality of values of any kind, member by member: arrays, typed arrays, plain objects whatever their prototype. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  if (keys.length !== others.length || Array.isArray(a) !== Array.isArray(b)) return false;
  return keys.every((key) => key in b && sameValue(a[key as keyof typeof a], b[key as keyof typeof b]));
}
