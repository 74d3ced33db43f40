/**
 * log, log1p, log2 and pow from + - * / alone. x = m 2^k with m in (sqrt(1/2), sqrt 2]; log m by the atanh series in
 * s = f / (2 + f), f = m - 1:
 *
 *     log(1 + f) = f - (f^2/2 - s (f^2/2 + R)),    R = s^2 (2/3 + s^2 (2/5 + ... + s^2 2/25)),   |s| <= 0.1716
 *
 * Worst error seen: 0.75 ulp (log), 0.77 ulp (log1p).
 */
import { exponentOf, powerOfTwo } from './bits.ts';
import { LN2 } from './constants.ts';
import { exp } from './exp.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Numbers outside [2^-1022, 2^1023) are first moved by this factor: then m = x 2^-k has a normal 2^-k. */
const FAR = 18014398509481984;
const FAR_EXPONENT = 54;

/** R of the series, from z = s^2. */
function series(z: number): number {
  let r = 2 / 25;
  r = r * z + 2 / 23;
  r = r * z + 2 / 21;
  r = r * z + 2 / 19;
  r = r * z + 2 / 17;
  r = r * z + 2 / 15;
  r = r * z + 2 / 13;
  r = r * z + 2 / 11;
  r = r * z + 2 / 9;
  r = r * z + 2 / 7;
  r = r * z + 2 / 5;
  r = r * z + 2 / 3;
  return r * z;
}

/** log x + correction, x positive and finite; the correction is small beside the last digit of log x. */
function logNear(x: number, correction: number): number {
  let near = x;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    near = x * FAR;
    k = -FAR_EXPONENT;
  } else if (x >= 8.98846567431158e307) {
    near = x / FAR;
    k = FAR_EXPONENT;
  }
  const exponent = exponentOf(near);
  let m = near * powerOfTwo(-exponent);
  k += exponent;
  if (m > 1.4142135623730951) {
    m /= 2;
    k += 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const h = 0.5 * f * f;
  const t = s * (h + series(s * s));
  return k * LN2_HIGH - (h - (t + (k * LN2_LOW + correction)) - f);
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  return x === Number.POSITIVE_INFINITY ? x : logNear(x, 0);
}

/** log(1 + x) without cancellation near 0; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) {
    if (x === 0) return x;
    const s = x / (2 + x);
    const h = 0.5 * x * x;
    return x - (h - s * (h + series(s * s)));
  }
  if (!(x > -1)) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const u = 1 + x;
  // What the rounding of 1 + x lost, relative to u.
  return logNear(u, (x >= 1 ? 1 - (u - x) : x - (u - 1)) / u);
}

/** x - log(1 + x), about x^2 / 2 near 0, without cancellation; `sum` is 1 + x, given apart so that it keeps its digits. */
export function log1pDefect(x: number, sum: number): number {
  if (!(x > -0.29 && x < 0.41)) return x - log(sum);
  const s = x / (2 + x);
  const h = 0.5 * x * x;
  return h - s * (h + series(s * s));
}

export function log2(x: number): number {
  return log(x) / LN2;
}

/** x^y for x > 0, for tables: relative error about |y log x| 2^-53. */
export function pow(x: number, y: number): number {
  return exp(y * log(x));
}
