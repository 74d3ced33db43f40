/**
 * The mean weight of a sample of q, E_q[q/p]: its logarithm is the Renyi divergence of order 2. It says how many candidates
 * an approximate selection needs, and unlike the largest weight it does not mind how rare a large one is. For normals,
 * with d = mu_q - mu_p and v = 2 sp^2 - sq^2,
 *
 *     log E_q[q/p] = d^2 / v + log(sp^2 / (sq sqrt v)),    Infinity where v <= 0
 */
import { exp, log, type Nats } from '../core/index.ts';
import type { Distribution } from './distribution.ts';
import { Normal } from './laws/normal.ts';
import { bulkSplits, expectation } from './moments.ts';
import { densityRatio } from './ratio/density-ratio.ts';

/** Error of the quadrature, by which its result is raised. */
const RELATIVE = 1e-6;
/** Beyond this bound on log q/p a weight would overflow. */
const LARGEST_LOG_WEIGHT = 700;

/** log E_q[q/p]; Infinity where q has mass outside p's support, or the ratio has no bound that a quadrature could rely on. */
export function logMeanWeight(q: Distribution, p: Distribution): Nats {
  if (q instanceof Normal && p instanceof Normal) {
    const v = 2 * p.sigma * p.sigma - q.sigma * q.sigma;
    if (v <= 0) return Number.POSITIVE_INFINITY;
    const d = q.mu - p.mu;
    return (d * d) / v + log((p.sigma * p.sigma) / (q.sigma * Math.sqrt(v)));
  }
  if (!(densityRatio(q, p).logSupremum <= LARGEST_LOG_WEIGHT)) return Number.POSITIVE_INFINITY;
  const weight = (x: number, logQ: Nats): number => exp(logQ - p.logDensity(x));
  const splits = [...bulkSplits(q), ...p.kinks];
  return log(expectation(q, weight, { relative: RELATIVE, absolute: 0, splits }) * (1 + RELATIVE));
}
