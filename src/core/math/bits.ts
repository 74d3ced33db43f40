/**
 * The bits of a double: powers of two from a table, scaling by them, and the exponent of a number. One Float64Array
 * aliased by a Uint32Array; the module finds out which half is the high one.
 */
const LOWEST = -1022;
const HIGHEST = 1023;
const POWERS: Float64Array = /*#__PURE__*/ powers();

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
double[0] = 1;
const HIGH = halves[1] === 0x3ff00000 ? 1 : 0;

/** 2^k, k = -1022 .. 1023, by exact doublings. */
function powers(): Float64Array {
  const table = new Float64Array(HIGHEST - LOWEST + 1);
  table[0] = 2.2250738585072014e-308;
  for (let i = 1; i < table.length; i++) table[i] = 2 * table[i - 1]!;
  return table;
}

/** 2^k for an integer -1022 <= k <= 1023. */
export function powerOfTwo(k: number): number {
  return POWERS[k - LOWEST]!;
}

/** y 2^k for any integer k; rounds once where the result is subnormal. */
export function scaleByPowerOfTwo(y: number, k: number): number {
  if (k > HIGHEST) return y * 8.98846567431158e307 * powerOfTwo(Math.min(k - HIGHEST, HIGHEST));
  if (k < LOWEST) return y * powerOfTwo(Math.max(k + 54, LOWEST)) * 5.551115123125783e-17;
  return y * powerOfTwo(k);
}

/** floor(log2 x) of a normal x > 0. */
export function exponentOf(x: number): number {
  double[0] = x;
  return (halves[HIGH]! >>> 20) - 1023;
}
