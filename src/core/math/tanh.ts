/**
 * Hyperbolic tangent and the logistic function, from expm1 and exp: no cancellation near 0, no overflow far out.
 */
import { exp, expm1 } from './exp.ts';

export function tanh(x: number): number {
  const a = Math.abs(x);
  if (a >= 22) return x < 0 ? -1 : 1;
  let magnitude: number;
  if (a >= 1) {
    magnitude = 1 - 2 / (expm1(2 * a) + 2);
  } else {
    const t = expm1(-2 * a);
    magnitude = -t / (t + 2);
  }
  return x < 0 ? -magnitude : x === 0 ? x : magnitude;
}

/** 1 / (1 + exp(-x)), with full relative accuracy on both sides. */
export function logisticCdf(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}
