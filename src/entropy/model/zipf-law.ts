/**
 * Zipf's law over v = 1 .. N as it is meant, before integer tables: the yardstick of the code.
 *
 *     P(v) = v^-lambda / Z,    Z = sum_v v^-lambda,    H = log2 Z + lambda E log2 v
 *
 * 63 terms are summed, the rest by Euler and Maclaurin's formula: the integral, half the end terms, and three Bernoulli
 * corrections at each end. lambda = 1 (harmonic numbers) is in order. Encoder-side.
 */
import { type Bits, checkFinite, checkInteger, exp, expm1, invalidArgument, LN2, log } from '../../core/index.ts';

const TERMS = 64;
const SERIES_TERMS = 24;

export interface ZipfLaw {
  /** Z. */
  readonly normaliser: number;
  /** E log2 v. */
  readonly meanLog2: number;
  readonly entropyBits: Bits;
}

/** The law of v = 1 .. limit with exponent lambda >= 1. @throws InvalidArgumentError */
export function zipfLaw(lambda: number, limit: number): ZipfLaw {
  if (!(checkFinite('lambda', lambda) >= 1)) throw invalidArgument('lambda', 'at least 1', lambda);
  checkInteger('limit', limit, 1);
  const sums: Sums = { plain: 0, logs: 0 };
  const summed = limit > TERMS ? TERMS - 1 : limit;
  for (let v = 1; v <= summed; v++) addTerm(sums, lambda, v, 1);
  if (limit > TERMS) {
    addIntegral(sums, lambda, TERMS, limit);
    addEnd(sums, lambda, TERMS, 1);
    addEnd(sums, lambda, limit, -1);
  }
  const meanLog2 = sums.logs / sums.plain / LN2;
  return { normaliser: sums.plain, meanLog2, entropyBits: log(sums.plain) / LN2 + lambda * meanLog2 };
}

/** sum v^-lambda and sum v^-lambda ln v; the second is minus the derivative of the first in lambda. */
interface Sums {
  plain: number;
  logs: number;
}

function addTerm(sums: Sums, lambda: number, v: number, weight: number): void {
  const term = weight * exp(-lambda * log(v));
  sums.plain += term;
  sums.logs += term * log(v);
}

/** The integral from a to b, with v = a e^t: a^-s times the integrals of e^-st and t e^-st, s = lambda - 1, t up to ln(b / a). */
function addIntegral(sums: Sums, lambda: number, a: number, b: number): void {
  const s = lambda - 1;
  const length = log(b / a);
  const x = s * length;
  const plain = s === 0 ? length : -expm1(-x) / s;
  let logs = 0;
  if (x < 1) {
    // length^2 sum (-x)^n / (n! (n + 2)): the closed form below cancels here.
    for (let n = 0, power = length * length; n < SERIES_TERMS; n++, power *= -x / n) logs += power / (n + 2);
  } else logs = (1 - exp(-x) * (1 + x)) / (s * s);
  const factor = exp(-s * log(a));
  sums.plain += factor * plain;
  sums.logs += factor * (log(a) * plain + logs);
}

/** Half the term at x, and B_2k / (2k)! times the derivative of order 2k - 1 there; `side` is 1 at the lower end, -1 at the upper. */
function addEnd(sums: Sums, lambda: number, x: number, side: number): void {
  addTerm(sums, lambda, x, 0.5);
  let term = side * exp(-lambda * log(x));
  let logDerivative = 0;
  const multiply = (i: number): void => {
    term *= (lambda + i) / x;
    logDerivative += 1 / (lambda + i);
  };
  const add = (coefficient: number): void => {
    sums.plain += coefficient * term;
    sums.logs += coefficient * term * (log(x) - logDerivative);
  };
  multiply(0);
  add(1 / 12);
  multiply(1);
  multiply(2);
  add(-1 / 720);
  multiply(3);
  multiply(4);
  add(1 / 30_240);
}
