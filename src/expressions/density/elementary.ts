/**
 * Enclosures of the functions of an expression and of their first two derivatives, over an interval: monotone functions
 * by their ends, even powers and abs with the case of 0, sine and cosine by counting extrema.
 */
import { erf, exp, log, PI, tanh } from '../../core/index.ts';
import { LARGEST_PRODUCT_EXPONENT, power, type Unary } from '../terms/arithmetic.ts';
import { cos, LARGEST_ANGLE, sin } from '../terms/trigonometry.ts';
import {
  contains,
  difference,
  down,
  type Interval,
  negative,
  ONE,
  point,
  product,
  reciprocal,
  square,
  sum,
  up,
  WHOLE,
  widened,
  ZERO,
} from './interval.ts';

/** Cleared where a comparison is undecided, an argument may be outside the domain of its function, or there is a pole. */
export interface Doubt {
  certain: boolean;
}

export interface Derivatives {
  readonly value: Interval;
  readonly first: Interval;
  readonly second: Interval;
}

const INFINITY = Number.POSITIVE_INFINITY;
const MINUS_ONE: Interval = { low: -1, high: -1 };
const UNIT: Interval = { low: -1, high: 1 };
const MINUS_TWO: Interval = { low: -2, high: -2 };
const HALF: Interval = { low: 0.5, high: 0.5 };
/** 2 / sqrt(pi). */
const ERF_SLOPE: Interval = { low: 1.1283791670955123, high: 1.1283791670955128 };

export const unaryDerivatives: Readonly<Record<Unary, (x: Interval, doubt: Doubt) => Derivatives>> = {
  negate: (x) => ({ value: negative(x), first: MINUS_ONE, second: ZERO }),
  exp(x) {
    const value = exponential(x);
    return { value, first: value, second: value };
  },
  log(x, doubt) {
    const inside = nonNegative(x, doubt);
    const first = reciprocal(inside);
    const value = widened(log(inside.low), log(inside.high), -INFINITY, INFINITY);
    return { value, first, second: negative(square(first)) };
  },
  sqrt(x, doubt) {
    const inside = nonNegative(x, doubt);
    const value = { low: Math.max(0, down(Math.sqrt(inside.low))), high: up(Math.sqrt(inside.high)) };
    const first = product(HALF, reciprocal(value));
    return { value, first, second: negative(product(HALF, product(first, reciprocal(inside)))) };
  },
  abs(x) {
    if (x.low >= 0) return { value: x, first: ONE, second: ZERO };
    if (x.high <= 0) return { value: negative(x), first: MINUS_ONE, second: ZERO };
    return { value: { low: 0, high: Math.max(-x.low, x.high) }, first: UNIT, second: WHOLE };
  },
  sin(x, doubt) {
    const value = sine(x, doubt);
    return { value, first: cosine(x, doubt), second: negative(value) };
  },
  cos(x, doubt) {
    const value = cosine(x, doubt);
    return { value, first: negative(sine(x, doubt)), second: negative(value) };
  },
  tanh(x) {
    const value = widened(tanh(x.low), tanh(x.high), -1, 1);
    const rest = difference(ONE, square(value));
    const first = { low: Math.max(0, rest.low), high: Math.min(1, rest.high) };
    return { value, first, second: product(MINUS_TWO, product(value, first)) };
  },
  erf(x) {
    const value = widened(erf(x.low), erf(x.high), -1, 1);
    const first = product(ERF_SLOPE, exponential(negative(square(x))));
    return { value, first, second: product(MINUS_TWO, product(x, first)) };
  },
};

/** exp over an interval. */
export function exponential(x: Interval): Interval {
  return widened(exp(x.low), exp(x.high), 0, INFINITY);
}

/** The part of x in [0, infinity). */
function nonNegative(x: Interval, doubt: Doubt): Interval {
  if (x.low >= 0) return x;
  doubt.certain = false;
  return { low: 0, high: Math.max(0, x.high) };
}

function sine(x: Interval, doubt: Doubt): Interval {
  return wave(x, sin, 0.25, doubt);
}

function cosine(x: Interval, doubt: Doubt): Interval {
  return wave(x, cos, 0, doubt);
}

/** A wave that is 1 at `peak` turns and -1 half a turn later. A peak counted in excess only widens the result. */
function wave(x: Interval, of: (x: number) => number, peak: number, doubt: Doubt): Interval {
  if (!(x.low >= -LARGEST_ANGLE && x.high <= LARGEST_ANGLE)) {
    doubt.certain = false;
    return UNIT;
  }
  const from = x.low / (2 * PI) - peak - 1e-9;
  const to = x.high / (2 * PI) - peak + 1e-9;
  const peaks = Math.floor(to) >= Math.ceil(from);
  const troughs = Math.floor(to - 0.5) >= Math.ceil(from - 0.5);
  const a = of(x.low);
  const b = of(x.high);
  const { low, high } = widened(Math.min(a, b), Math.max(a, b), -1, 1);
  return { low: troughs ? -1 : low, high: peaks ? 1 : high };
}

/** x^c and its derivatives, c a constant. A pole of x^c, c < 0, is no place to be certain about. */
export function powerDerivatives(x: Interval, c: number, doubt: Doubt): Derivatives {
  const pole = c < 0 && contains(x, 0);
  if (!Number.isFinite(c) || pole) doubt.certain = false;
  const base = Number.isInteger(c) ? x : nonNegative(x, doubt);
  const first = c === 0 ? ZERO : product(point(c), powerOf(base, c - 1));
  const coefficient = product(point(c), sum(point(c), MINUS_ONE));
  return {
    // 1/0 and 1/-0 differ.
    value: pole ? WHOLE : powerOf(base, c),
    first,
    second: c === 0 || c === 1 ? ZERO : product(coefficient, powerOf(base, c - 2)),
  };
}

/** x^c; x >= 0 unless c is an integer. */
function powerOf(x: Interval, c: number): Interval {
  if (c === 0) return ONE;
  if (c === 1) return x;
  if (c === 2) return square(x);
  if (c < 0) return reciprocal(powerOf(x, -c));
  if (!Number.isInteger(c)) return { low: Math.max(0, powerEnd(x.low, c, -1)), high: powerEnd(x.high, c, 1) };
  const low = powerEnd(x.low, c, -1);
  const high = powerEnd(x.high, c, 1);
  if (c % 2 !== 0) return { low: x.low >= 0 ? Math.max(0, low) : low, high: x.high <= 0 ? Math.min(0, high) : high };
  const magnitude = Math.max(-x.low, x.high);
  const least = contains(x, 0) ? 0 : Math.min(Math.abs(x.low), Math.abs(x.high));
  return { low: Math.max(0, powerEnd(least, c, -1)), high: powerEnd(magnitude, c, 1) };
}

/** x^c and its error, downward or upward: |c| roundings for a product, |c log x| ulp by exp and log. */
function powerEnd(x: number, c: number, direction: 1 | -1): number {
  const value = power(x, c);
  if (value === 0 && x === 0) return 0;
  const spread = c <= LARGEST_PRODUCT_EXPONENT && Number.isInteger(c) ? c : 2 * c * Math.abs(log(Math.abs(x)));
  const error = Math.abs(value) * (spread + 4) * 2.3e-16;
  if (Number.isNaN(error) || value === INFINITY || value === -INFINITY) return direction * INFINITY;
  return value + direction * (error + 5e-324);
}
