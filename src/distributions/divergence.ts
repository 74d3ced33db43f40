/**
 * Kullback-Leibler divergence, what a sample of q costs at least when both ends know p: in closed form where there is
 * one, else by quadrature of q log(q/p), split at modes, kinks and the bulk of q.
 */
import { erf, exp, expNegativeSquare, integrate, LN_SQRT_2PI, log, type Nats, PI, SQRT1_2 } from '../core/index.ts';
import type { Distribution } from './distribution.ts';
import { Laplace } from './laws/laplace.ts';
import { Normal } from './laws/normal.ts';
import { TruncatedNormal } from './laws/truncated-normal.ts';
import { Uniform } from './laws/uniform.ts';
import { bulkSplits } from './moments.ts';

export interface DivergenceOptions {
  /** Relative error where quadrature is needed; 1e-13 by default. */
  readonly relative?: number;
}

/** KL(q || p); Infinity where q has mass outside p's support. */
export function klDivergence(q: Distribution, p: Distribution, options: DivergenceOptions = {}): Nats {
  if (!(q.support.lower >= p.support.lower && q.support.upper <= p.support.upper)) return Number.POSITIVE_INFINITY;
  return closedForm(q, p) ?? byQuadrature(q, p, options.relative ?? 1e-13);
}

/** Truncated normals this narrow or this far out lose digits in their moments. */
const STEADY_WIDTH = 0.1;
const STEADY_TAIL = 4;

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
  const steady = !(q instanceof TruncatedNormal) || isSteady(q);
  if (
    p instanceof Normal &&
    steady &&
    q.mean !== undefined &&
    q.variance !== undefined &&
    q.entropyNats !== undefined
  ) {
    const d = q.mean - p.mu;
    return -q.entropyNats + log(p.sigma) + LN_SQRT_2PI + (q.variance + d * d) / (2 * p.sigma * p.sigma);
  }
  if (p instanceof Uniform && steady && q.entropyNats !== undefined) return log(p.upper - p.lower) - q.entropyNats;
  return undefined;
}

function isSteady({ mu, sigma, lower, upper }: TruncatedNormal): boolean {
  const nearest = Math.max(lower - mu, mu - upper, 0) / sigma;
  return upper - lower >= STEADY_WIDTH * sigma && nearest <= STEADY_TAIL;
}

function byQuadrature(q: Distribution, p: Distribution, relative: number): Nats {
  const integrand = (x: number): number => {
    const logQ = q.logDensity(x);
    if (logQ < -745) return 0;
    return exp(logQ) * (logQ - p.logDensity(x));
  };
  const splits = relative > 1e-9 ? [...q.kinks, ...p.kinks, q.quantile(0.5)] : [...bulkSplits(q), ...p.kinks];
  const { lower, upper } = q.support;
  // Far enough out that what is left is below rounding, where tails are at most exponential in the log ratio.
  const reach = relative > 1e-9 ? 1e-12 : 0;
  const from = reach > 0 && !Number.isFinite(lower) ? q.quantile(reach) : lower;
  const to = reach > 0 && !Number.isFinite(upper) ? q.quantileSurvival(reach) : upper;
  return integrate(integrand, from, to, { relative, absolute: 1e-15, splits });
}
