/**
 * The error function family. Near 0 the Taylor series of erf; from 1/2 on the scaled complement
 *
 *     erfcx(x) = exp(x^2) erfc(x) = P(t) / (1 + 2x),    t = (x - 4) / (x + 4),
 *
 * P the Chebyshev interpolant of (1 + 2x) erfcx(x) on t in [-7/9, 1], rewritten in powers of t (degree 25). Squares in
 * exponents are split in two parts (Veltkamp), so tails keep their digits.
 *
 * Worst error seen: 2.0 ulp (erf), 3.5 (erfc), 1.7 (erfcx).
 */
import { exp } from './exp.ts';

/** c_n = (-1)^n / (n! (2n + 1)), n = 1 .. 15; the denominators are exact. */
const SERIES: readonly number[] = seriesCoefficients();
const TWO_OVER_SQRT_PI = 1.1283791670955126;

const SCALED: readonly number[] = [
  1.2329951186255526, -0.1396211168405625, 0.015379652102620097, 0.06809705425469159, -0.10103906603632928,
  0.09373283499839538, -0.06633036581152463, 0.037167515536630946, -0.016197734067811588, 0.005031969986391099,
  -0.0007577732030932263, -0.00019925674247879031, 0.00015062121530120913, -2.4399050849233832e-5,
  -1.1220413649357722e-5, 5.709395484536111e-6, 2.9007321291886945e-7, -8.250262211251445e-7, 8.027106199245088e-8,
  1.0982825432199188e-7, -2.3243987505697773e-8, -1.4071992116819744e-8, 4.679536922745656e-9, 1.2367889414200649e-9,
  -6.450639635526923e-10, 4.5153428961843964e-11,
];

function seriesCoefficients(): number[] {
  const coefficients: number[] = [];
  let factorial = 1;
  for (let n = 1; n <= 15; n++) {
    factorial *= n;
    coefficients.push((n % 2 === 0 ? 1 : -1) / (factorial * (2 * n + 1)));
  }
  return coefficients;
}

/** erf for |x| < 1/2. */
function erfSeries(x: number): number {
  const z = x * x;
  let p = SERIES[14]!;
  for (let n = 13; n >= 0; n--) p = p * z + SERIES[n]!;
  return TWO_OVER_SQRT_PI * (x + x * (p * z));
}

/** Where x^2 is larger, exp(-x^2 / 2) is 0; the parts of the square would overflow far beyond. */
const SQUARE_UNDERFLOW = 1500;

/** exp(-c x^2), c = 1 or 1/2, with the square in two exact parts. */
export function expNegativeSquare(c: number, x: number): number {
  if (x * x > SQUARE_UNDERFLOW) return 0;
  const s = x * 134217729;
  const high = s - (s - x);
  const low = x - high;
  return exp(-c * high * high) * exp(-c * low * (x + high));
}

/** exp(x^2) erfc(x) for x >= 0.49 (the callers' range); no branch at 1/2. */
export function erfcxTail(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  const t = (x - 4) / (x + 4);
  let p = SCALED[25]!;
  for (let n = 24; n >= 0; n--) p = p * t + SCALED[n]!;
  return p / (1 + 2 * x);
}

/** exp(x^2) erfc(x). */
export function erfcx(x: number): number {
  return x >= 0.5 ? erfcxTail(x) : exp(x * x) * erfc(x);
}

/** 1 - erf(x), with full relative accuracy in the right tail. */
export function erfc(x: number): number {
  if (x >= 0.5) return x > 27.3 ? 0 : expNegativeSquare(1, x) * erfcxTail(x);
  if (x <= -0.5) return x < -6 ? 2 : 2 - erfc(-x);
  return 1 - erfSeries(x);
}

export function erf(x: number): number {
  const a = Math.abs(x);
  if (a < 0.5) return erfSeries(x);
  const magnitude = a > 6 ? 1 : 1 - erfc(a);
  return x < 0 ? -magnitude : magnitude;
}
