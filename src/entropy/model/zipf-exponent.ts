/**
 * The exponent of Zipf's law that costs least for a known mean m = E log2 v. The code costs lambda m + log2 zeta(lambda)
 * bits, convex in lambda; the minimum solves
 *
 *     -zeta'(lambda) / zeta(lambda) = m ln 2.
 *
 * zeta and its derivative by Euler-Maclaurin summation. The fit lambda = 1 + 1 / (m ln 2 + 1/2) is within 0.0015 bit of
 * the minimum for m >= 1. Encoder-side: only the exponent code is sent.
 */
import { type Bits, exp, LN2, log } from '../../core/index.ts';
import { nearestExponentCode } from './zipf-tables.ts';

const TERMS = 64;
const LOGS: Float64Array = Float64Array.from({ length: TERMS + 1 }, (_, v) => (v === 0 ? 0 : log(v)));
const LARGEST_EXPONENT = 17;
const BISECTIONS = 50;

/** ln zeta(lambda) and its derivative, lambda > 1. */
export function logZeta(lambda: number): { value: number; derivative: number } {
  let sum = 0;
  let slope = 0;
  for (let v = 1; v < TERMS; v++) {
    const term = exp(-lambda * LOGS[v]!);
    sum += term;
    slope -= term * LOGS[v]!;
  }
  // Integral from N = TERMS, half the term at N, and two Bernoulli corrections, each with its derivative in lambda.
  const logN = LOGS[TERMS]!;
  const last = exp(-lambda * logN);
  const integral = (last * TERMS) / (lambda - 1);
  const first = (lambda * last) / (12 * TERMS);
  const second = (lambda * (lambda + 1) * (lambda + 2) * last) / (720 * TERMS * TERMS * TERMS);
  sum += integral + last / 2 + first - second;
  slope += integral * (-logN - 1 / (lambda - 1)) - (last * logN) / 2 + first * (1 / lambda - logN);
  slope -= second * (1 / lambda + 1 / (lambda + 1) + 1 / (lambda + 2) - logN);
  return { value: log(sum), derivative: slope / sum };
}

/** Bits per value under lambda > 1 when E log2 v = meanLog2, before integer tables. */
export function zipfCodelengthBits(lambda: number, meanLog2: number): Bits {
  return lambda * meanLog2 + logZeta(lambda).value / LN2;
}

/** The best lambda for E log2 v = meanLog2, at most 17, the largest that has a code. */
export function bestZipfExponent(meanLog2: number): number {
  // Invariant: the derivative of the cost is negative at low and, but for the first high, not negative at high.
  let low = 1;
  let high = LARGEST_EXPONENT;
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (meanLog2 * LN2 + logZeta(middle).derivative < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** lambda by rule, 1 + 1 / (meanLog2 ln 2 + 1/2): a formula in the place of a solver. */
export function ruleZipfExponent(meanLog2: number): number {
  return 1 + 1 / (meanLog2 * LN2 + 0.5);
}

/** The exponent code L of the best exponent for E log2 v = meanLog2, v = index + 1. */
export function zipfExponentCode(meanLog2: number): number {
  return nearestExponentCode(bestZipfExponent(meanLog2));
}

/** The exponent code L of the rule. */
export function ruleZipfExponentCode(meanLog2: number): number {
  return nearestExponentCode(ruleZipfExponent(meanLog2));
}
