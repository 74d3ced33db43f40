/**
 * The largest of the values of log q/p at given points, rounded outward: where the points are known to hold the maximum,
 * a certified bound.
 */
import type { Nats } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';

/** A few ulp of the two log densities, which cancel. */
const ROUNDING = 1e-15;

/** log q/p at x and not less; -Infinity where q has no density, Infinity where only p has none. */
export function ratioAt(q: Distribution, p: Distribution, x: number): Nats {
  const logQ = q.logDensity(x);
  if (logQ === Number.NEGATIVE_INFINITY) return logQ;
  return outward(logQ, p.logDensity(x));
}

/** logQ - logP, not less. */
export function outward(logQ: Nats, logP: Nats): Nats {
  const magnitude = Math.abs(logQ) + Math.abs(logP);
  return logQ - logP + (magnitude < Number.POSITIVE_INFINITY ? ROUNDING * magnitude : 0);
}

/** The best of the points that are finite, each moved into [a, b]. */
export function bestOf(q: Distribution, p: Distribution, a: number, b: number, points: readonly number[]): Nats {
  let best = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const x = Math.min(Math.max(point, a), b);
    if (Number.isFinite(x)) best = Math.max(best, ratioAt(q, p, x));
  }
  return best;
}
