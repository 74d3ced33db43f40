/**
 * Density ratios with one peak: q/p rises up to its mode and falls from there on, so that on any interval its supremum is
 * at the mode, or at the end nearer to it, and its level sets are intervals. Tree searches rest on that, so it is proved:
 *
 *     normal, normal                 log q/p is a parabola, with the vertex mu_q + d r^2/(1 - r^2),  r = sigma_q/sigma_p < 1
 *     Laplace, Laplace               linear on either side of mu_q, if q is not the wider one
 *     translates, log-concave        f(x - a)/f(x - b) is monotone in x: a monotone likelihood ratio
 *     unimodal, uniform              the target itself
 *     others                         signs of the derivative, from enclosures of the scores
 *
 * A restriction of q to an interval keeps the peak, moved into the interval; one of p is a factor.
 */
import type { Nats } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';
import { Laplace } from '../laws/laplace.ts';
import { Normal } from '../laws/normal.ts';
import { Truncated } from '../laws/truncated.ts';
import { TruncatedNormal } from '../laws/truncated-normal.ts';
import { Uniform } from '../laws/uniform.ts';
import { ratioAt } from './candidates.ts';
import { densityRatio } from './density-ratio.ts';
import { peak } from './peak.ts';
import { simplified } from './simplified.ts';

export interface UnimodalRatio {
  /** q/p does not fall before it and does not rise after it; infinite where q/p is monotone up to an infinite end. */
  readonly mode: number;
  /** Never below the true supremum of log q/p; Infinity where there is none. */
  readonly logSupremum: Nats;
}

/** The peak of q/p on the support of q, which lies inside that of p; undefined where it cannot be certified. */
export function unimodalRatio(q: Distribution, p: Distribution): UnimodalRatio | undefined {
  const { lower, upper } = q.support;
  const known = closedMode(q, p, lower, upper) ?? certifiedMode(q, p, lower, upper);
  if (known === undefined) return undefined;
  const mode = Math.min(Math.max(known, lower), upper);
  // In closed form the ratio is continuous: its value at a finite mode is the supremum.
  const isAttained = Number.isFinite(mode) && isGaussian(q) && isGaussian(p);
  return { mode, logSupremum: isAttained ? ratioAt(q, p, mode) : densityRatio(q, p).logSupremum };
}

/** For the pairs that are met most, without preparations. */
function closedMode(q: Distribution, p: Distribution, lower: number, upper: number): number | undefined {
  if (isGaussian(q) && isGaussian(p)) {
    const d = q.mu - p.mu;
    if (q.sigma === p.sigma) return monotone(d, q);
    const ratio = q.sigma / p.sigma;
    const vertex = q.mu + (d * ratio * ratio) / (((p.sigma - q.sigma) / p.sigma) * (1 + ratio));
    if (q.sigma < p.sigma) return vertex;
    // A valley: monotone if it lies outside.
    return vertex <= lower ? upper : vertex >= upper ? lower : undefined;
  }
  if (q instanceof Laplace && p instanceof Laplace && q.scale < p.scale) return q.mu;
  return p instanceof Uniform ? q.mode : undefined;
}

/** In general: on the laws without their restrictions. */
function certifiedMode(q: Distribution, p: Distribution, lower: number, upper: number): number | undefined {
  const [target, proposal] = [unrestricted(simplified(q)), unrestricted(simplified(p))];
  if (target !== q || proposal !== p) {
    const known = closedMode(target, proposal, lower, upper);
    if (known !== undefined) return known;
  }
  const shift = translation(target, proposal);
  return shift === undefined ? peak(target, proposal, lower, upper) : monotone(shift, q);
}

function monotone(rise: number, q: Distribution): number {
  if (rise === 0) return q.mode ?? q.quantile(0.5);
  return rise > 0 ? q.support.upper : q.support.lower;
}

/** The law whose restriction this is; a truncated normal law is a normal one inside. */
function unrestricted(law: Distribution): Distribution {
  return law instanceof Truncated ? unrestricted(law.inner) : law;
}

/** mu_q - mu_p of log-concave laws that differ by mu alone. */
function translation(q: Distribution, p: Distribution): number | undefined {
  if (q.law !== p.law || !q.logConcave) return undefined;
  const { mu: centre, ...shape } = q.description();
  const { mu: other, ...otherShape } = p.description();
  if (typeof centre !== 'number' || typeof other !== 'number' || 'lower' in shape) return undefined;
  const isSame = Object.entries(shape).every(([name, value]) => otherShape[name] === value);
  return isSame ? centre - other : undefined;
}

function isGaussian(law: Distribution): law is Normal | TruncatedNormal {
  return law instanceof Normal || law instanceof TruncatedNormal;
}
