/**
 * The bits of a double: powers of two, scaling by them, and splitting a number into mantissa and exponent. One
 * Float64Array aliased by a Uint32Array; the module finds out which half is the high one.
 */
const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
double[0] = 1;
const HIGH = halves[1] === 0x3ff00000 ? 1 : 0;

/** 2^k for -1022 <= k <= 1023. */
export function powerOfTwo(k: number): number {
  halves[1 - HIGH] = 0;
  halves[HIGH] = (k + 1023) << 20;
  return double[0]!;
}

/** y 2^k for any integer k; rounds once where the result is subnormal. */
export function scaleByPowerOfTwo(y: number, k: number): number {
  if (k > 1023) return y * 8.98846567431158e307 * powerOfTwo(Math.min(k - 1023, 1023));
  if (k < -1022) return y * powerOfTwo(Math.max(k + 54, -1022)) * 5.551115123125783e-17;
  return y * powerOfTwo(k);
}

/** Exponent k of x > 0 with x = m 2^k, 1 <= m < 2; `mantissa` is m. */
export interface SplitDouble {
  mantissa: number;
  exponent: number;
}

/** x > 0 as m 2^k with sqrt(1/2) < m <= sqrt(2), written into `out`. */
export function splitDouble(x: number, out: SplitDouble): void {
  const subnormal = x < 2.2250738585072014e-308;
  double[0] = subnormal ? x * 18014398509481984 : x;
  const high = halves[HIGH]!;
  let exponent = (high >>> 20) - 1023;
  halves[HIGH] = (high & 0xfffff) | 0x3ff00000;
  let mantissa = double[0]!;
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    exponent += 1;
  }
  out.mantissa = mantissa;
  out.exponent = subnormal ? exponent - 54 : exponent;
}
