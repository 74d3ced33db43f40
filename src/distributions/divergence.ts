/**
 * Kullback-Leibler divergence, what a sample of q costs at least when both ends know p: in closed form where there is
 * one, else by quadrature of q log(q/p), split at modes, kinks and the bulk of q. With d = mu_q - mu_p,
 *
 *     normal, normal      ln(sp/sq) + (sq^2 + d^2)/(2 sp^2) - 1/2
 *     Laplace, Laplace    ln(bp/bq) + (|d| + bq exp(-|d|/bq))/bp - 1
 *     normal, Laplace     ln(2 bp/(sq sqrt(2 pi e))) + (sq sqrt(2/pi) exp(-d^2/(2 sq^2)) + d erf(d/(sq sqrt 2)))/bp
 *     any, normal         -h(q) + ln(sp sqrt(2 pi)) + (var q + d^2)/(2 sp^2)
 *     any, uniform        ln(b - a) - h(q)
 */
import { erf, exp, expNegativeSquare, LN_SQRT_2PI, log, type Nats, PI, SQRT1_2 } from '../core/index.ts';
import type { Distribution } from './distribution.ts';
import { Laplace } from './laws/laplace.ts';
import { Normal } from './laws/normal.ts';
import { Uniform } from './laws/uniform.ts';
import { bulkSplits, expectation } from './moments.ts';
import { isTooHeavy } from './tail-order.ts';

export interface DivergenceOptions {
  /** Relative error where quadrature is needed; 1e-13 by default. */
  readonly relative?: number;
}

/** KL(q || p); Infinity where q has mass outside p's support. */
export function klDivergence(q: Distribution, p: Distribution, options: DivergenceOptions = {}): Nats {
  if (!(q.support.lower >= p.support.lower && q.support.upper <= p.support.upper)) return Number.POSITIVE_INFINITY;
  if (isTooHeavy(q, p)) return Number.POSITIVE_INFINITY;
  return closedForm(q, p) ?? byQuadrature(q, p, options.relative ?? 1e-13);
}

function closedForm(q: Distribution, p: Distribution): Nats | undefined {
  if (q instanceof Normal && p instanceof Normal) {
    const d = q.mu - p.mu;
    const ratio = q.sigma / p.sigma;
    return -log(ratio) + (ratio * ratio + (d / p.sigma) * (d / p.sigma)) / 2 - 0.5;
  }
  if (q instanceof Laplace && p instanceof Laplace) {
    const d = Math.abs(q.mu - p.mu);
    return log(p.scale / q.scale) + (d + q.scale * exp(-d / q.scale)) / p.scale - 1;
  }
  if (q instanceof Normal && p instanceof Laplace) {
    const d = q.mu - p.mu;
    const spread = q.sigma * Math.sqrt(2 / PI) * expNegativeSquare(0.5, d / q.sigma);
    const moment = spread + d * erf((d / q.sigma) * SQRT1_2);
    return log((2 * p.scale) / q.sigma) - LN_SQRT_2PI - 0.5 + moment / p.scale;
  }
  const { entropyNats } = q;
  if (entropyNats === undefined) return undefined;
  if (p instanceof Uniform) return log(p.upper - p.lower) - entropyNats;
  if (p instanceof Normal && q.mean !== undefined && q.variance !== undefined) {
    const distance = (q.mean - p.mu) / p.sigma;
    return log(p.sigma) - entropyNats + LN_SQRT_2PI + (q.variance / p.sigma / p.sigma + distance * distance) / 2;
  }
  return undefined;
}

function byQuadrature(q: Distribution, p: Distribution, relative: number): Nats {
  if (leavesOut(p, q)) return Number.POSITIVE_INFINITY;
  const logRatio = (x: number, logQ: Nats): number => logQ - Math.max(p.logDensity(x), -1e300);
  const splits = relative > 1e-9 ? [...q.kinks, ...p.kinks, q.quantile(0.5)] : [...bulkSplits(q), ...p.kinks];
  return expectation(q, logRatio, { relative, absolute: 1e-15, splits });
}

/** Whether p has no density between two of its kinks where q has mass. */
function leavesOut(p: Distribution, q: Distribution): boolean {
  const borders = [
    q.support.lower,
    ...p.kinks.filter((x) => x > q.support.lower && x < q.support.upper),
    q.support.upper,
  ];
  return borders.some((from, i) => {
    const to = borders[i + 1];
    if (to === undefined || !Number.isFinite(to - from)) return false;
    return p.logDensity(from / 2 + to / 2) === Number.NEGATIVE_INFINITY && q.cdf(to) > q.cdf(from);
  });
}
