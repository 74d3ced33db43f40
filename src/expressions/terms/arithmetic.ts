/**
 * What the operations of an expression compute, over doubles: core's functions and + - * / alone, so that an expression
 * has the same value on every engine. Outside its domain a function gives NaN.
 */
import { erf, exp, log, log1p, tanh } from '../../core/index.ts';
import { cos, sin } from './trigonometry.ts';

export type Unary = 'negate' | 'exp' | 'log' | 'sqrt' | 'abs' | 'sin' | 'cos' | 'tanh' | 'erf';
export type Binary = 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'minimum' | 'maximum' | 'logSumExp';
export type Relation = '<' | '<=' | '>' | '>=' | '==' | '!=';

export const unaryValue: Readonly<Record<Unary, (x: number) => number>> = {
  negate: (x) => -x,
  exp,
  log,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sin,
  cos,
  tanh,
  erf,
};

export const binaryValue: Readonly<Record<Binary, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  power,
  minimum: Math.min,
  maximum: Math.max,
  logSumExp,
};

export const relationHolds: Readonly<Record<Relation, (x: number, y: number) => boolean>> = {
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
  '==': (x, y) => x === y,
  '!=': (x, y) => x !== y,
};

/** Exponents up to here are products of squares. */
export const LARGEST_PRODUCT_EXPONENT = 64;

/** x^y; a negative x needs an integer y. */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (y === 0.5) return Math.sqrt(x);
  if (Number.isInteger(y) && Math.abs(y) <= LARGEST_PRODUCT_EXPONENT) {
    return y > 0 ? integerPower(x, y) : 1 / integerPower(x, -y);
  }
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  if (x > 0) return exp(y * log(x));
  if (!Number.isInteger(y)) return Number.NaN;
  const magnitude = exp(y * log(-x));
  return y % 2 === 0 ? magnitude : -magnitude;
}

/** Invariant: result * square^left = x^n. */
function integerPower(x: number, n: number): number {
  let result = 1;
  for (let left = n, square = x; left > 0; square *= square) {
    if (left % 2 === 1) result *= square;
    left = Math.floor(left / 2);
  }
  return result;
}

/** log(exp(x) + exp(y)) without overflow or underflow. */
export function logSumExp(x: number, y: number): number {
  const larger = Math.max(x, y);
  if (!Number.isFinite(larger)) return larger;
  return larger + log1p(exp(Math.min(x, y) - larger));
}
