/**
 * The exponent of Zipf's law that costs least for a known mean of log2 v. The code costs lambda m + log2 zeta(lambda)
 * bits, m = E log2 v; the minimum solves
 *
 *     -zeta'(lambda) / zeta(lambda) = m ln 2        (convex: one root).
 *
 * zeta and its derivative by Euler-Maclaurin summation. For m >= 1 the fit 1 + 1/(m ln 2 + 1/2) is within 0.0015 bit.
 */
import { exp, LN2, log } from '../../core/index.ts';
import { MAXIMAL_EXPONENT_CODE, zipfExponent } from '../codec/zipf-index.ts';

const TERMS = 64;

/** log zeta(lambda) and its derivative, lambda > 1. */
export function logZeta(lambda: number): { value: number; derivative: number } {
  let sum = 0;
  let slope = 0;
  for (let v = 1; v < TERMS; v++) {
    const term = exp(-lambda * log(v));
    sum += term;
    slope -= term * log(v);
  }
  // Integral from N, half the term at N, and two Bernoulli corrections, with their derivatives in lambda.
  const logN = log(TERMS);
  const tail = exp(-lambda * logN);
  const integral = (tail * TERMS) / (lambda - 1);
  sum += integral + tail / 2;
  slope += integral * (-logN - 1 / (lambda - 1)) - (tail * logN) / 2;
  const first = (lambda * tail) / (12 * TERMS);
  sum += first;
  slope += first * (1 / lambda - logN);
  const cubic = lambda * (lambda + 1) * (lambda + 2);
  const second = (cubic * tail) / (720 * TERMS * TERMS * TERMS);
  sum -= second;
  slope -= second * (1 / lambda + 1 / (lambda + 1) + 1 / (lambda + 2) - logN);
  return { value: log(sum), derivative: slope / sum };
}

/** Bits per value under lambda when E log2 v = meanLog2. */
export function zipfCodelengthBits(lambda: number, meanLog2: number): number {
  return lambda * meanLog2 + logZeta(lambda).value / LN2;
}

/** The best lambda for E log2 v = meanLog2, by bisection. */
export function bestZipfExponent(meanLog2: number): number {
  // Invariant: the derivative of the cost is negative at low and not at high.
  let low = 1 + 1e-9;
  let high = 64;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (meanLog2 * LN2 + logZeta(middle).derivative < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The 16-bit exponent code of the best exponent. */
export function zipfExponentCode(meanLog2: number): number {
  const code = Math.floor((bestZipfExponent(meanLog2) - 1) / (zipfExponent(1) - 1) + 0.5);
  return Math.min(Math.max(code, 0), MAXIMAL_EXPONENT_CODE);
}
