/**
 * log, log1p, log2 and pow from + - * / alone. x = m 2^k with m in (sqrt(1/2), sqrt 2]; log m by the atanh series in
 * s = f / (2 + f), f = m - 1:
 *
 *     log(1 + f) = f - (f^2/2 - s (f^2/2 + R)),    R = s^2 (2/3 + s^2 (2/5 + ... + s^2 2/25)),   |s| <= 0.1716
 *
 * Worst error seen: 0.75 ulp (log), 0.77 ulp (log1p).
 */
import { type SplitDouble, splitDouble } from './bits.ts';
import { LN2 } from './constants.ts';
import { exp } from './exp.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const parts: SplitDouble = { mantissa: 1, exponent: 0 };

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

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  splitDouble(x, parts);
  const k = parts.exponent;
  const f = parts.mantissa - 1;
  if (f === 0) return k * LN2_HIGH + k * LN2_LOW;
  const s = f / (2 + f);
  const h = 0.5 * f * f;
  const t = s * (h + series(s * s));
  return k * LN2_HIGH - (h - (t + k * LN2_LOW) - f);
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
  const c = (x >= 1 ? 1 - (u - x) : x - (u - 1)) / u;
  splitDouble(u, parts);
  const k = parts.exponent;
  const f = parts.mantissa - 1;
  const s = f / (2 + f);
  const h = 0.5 * f * f;
  const t = s * (h + series(s * s));
  return k * LN2_HIGH - (h - (t + (k * LN2_LOW + c)) - f);
}

export function log2(x: number): number {
  return log(x) / LN2;
}

/** x^y for x > 0, for tables: relative error about |y log x| 2^-53. */
export function pow(x: number, y: number): number {
  return exp(y * log(x));
}
