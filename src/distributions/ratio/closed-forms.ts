/**
 * Suprema of log q/p on an interval in closed form, for the pairs that are met most: normal laws, truncated or not (the
 * log ratio is a quadratic), uniform against unimodal, Laplace laws, equal-scale logistic laws, normal against Laplace. Infinity where the tail of
 * q is heavier.
 */
import { LN2, type Nats } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';
import { Laplace } from '../laws/laplace.ts';
import { Logistic } from '../laws/logistic.ts';
import { Normal } from '../laws/normal.ts';
import { TruncatedNormal } from '../laws/truncated-normal.ts';
import { Uniform } from '../laws/uniform.ts';

/** sup of log q/p over [a, b], both inside the supports; undefined where there is no closed form. */
export function closedFormSupremum(q: Distribution, p: Distribution, a: number, b: number): Nats | undefined {
  if (isGaussian(q) && isGaussian(p)) return gaussians(q, p, a, b);
  if (p instanceof Uniform && q.mode !== undefined && Number.isFinite(b - a)) {
    return q.logDensity(Math.min(Math.max(q.mode, a), b)) - p.logDensity(p.lower);
  }
  if (q instanceof Uniform && p.mode !== undefined) {
    return q.logDensity(q.lower) - Math.min(p.logDensity(a), p.logDensity(b));
  }
  const at = (...points: number[]): Nats =>
    Math.max(...points.map((x) => Math.min(Math.max(x, a), b)).map((x) => q.logDensity(x) - p.logDensity(x)));
  if (isGaussian(q) && p instanceof Laplace) {
    // Concave on each side of p's kink, with vertices mu_q -+ sigma^2 / scale; any point is a value, so none overshoots.
    const shift = (q.sigma * q.sigma) / p.scale;
    return at(q.mu + shift, q.mu - shift, p.mu, ...finite(a, b));
  }
  if (q instanceof Laplace && p instanceof Laplace) {
    if (q.scale > p.scale && !(Number.isFinite(a) && Number.isFinite(b))) return Number.POSITIVE_INFINITY;
    return at(q.mu, p.mu, ...finite(a, b));
  }
  if (q instanceof Logistic && p instanceof Logistic && q.scale === p.scale && wholeLine(a, b)) {
    return Math.abs(q.mu - p.mu) / q.scale;
  }
  if (q instanceof Logistic && p instanceof Logistic && q.mu === p.mu && q.scale < p.scale && wholeLine(a, b)) {
    return at(q.mu);
  }
  if (q instanceof Logistic && p instanceof Laplace && q.scale === p.scale && wholeLine(a, b)) {
    return LN2 + Math.abs(q.mu - p.mu) / q.scale;
  }
  return undefined;
}

type Gaussian = Normal | TruncatedNormal;

function isGaussian(law: Distribution): law is Gaussian {
  return law instanceof Normal || law instanceof TruncatedNormal;
}

/** The log ratio is a quadratic with second derivative 1/sp^2 - 1/sq^2: its ends, and its vertex if that is a maximum. */
function gaussians(q: Gaussian, p: Gaussian, a: number, b: number): Nats {
  const precisionQ = 1 / (q.sigma * q.sigma);
  const precisionP = 1 / (p.sigma * p.sigma);
  const ratio = (x: number): Nats => q.logDensity(x) - p.logDensity(x);
  const bounded = Number.isFinite(a) && Number.isFinite(b);
  if (!bounded) {
    if (precisionP > precisionQ) return Number.POSITIVE_INFINITY;
    if (precisionP === precisionQ) {
      const slope = (q.mu - p.mu) * precisionQ;
      if ((slope > 0 && b === Number.POSITIVE_INFINITY) || (slope < 0 && a === Number.NEGATIVE_INFINITY)) {
        return Number.POSITIVE_INFINITY;
      }
      if (slope === 0) return ratio(Math.min(Math.max(q.mu, a), b));
    }
  }
  let best = Math.max(...finite(a, b).map(ratio), Number.NEGATIVE_INFINITY);
  if (precisionP < precisionQ) {
    // mu_q + d sq^2 / (sp^2 - sq^2), d = mu_q - mu_p: the vertex without cancellation.
    const vertex = q.mu + ((q.mu - p.mu) * precisionP) / (precisionQ - precisionP);
    if (vertex > a && vertex < b) best = Math.max(best, vertexValue(q, p, vertex, precisionQ, precisionP));
  }
  return best;
}

function vertexValue(q: Gaussian, p: Gaussian, vertex: number, precisionQ: number, precisionP: number): Nats {
  const distance = q.mu - p.mu;
  const peak = (0.5 * distance * distance * precisionQ * precisionP) / (precisionQ - precisionP);
  const untruncated = q instanceof Normal && p instanceof Normal;
  return untruncated ? q.logDensity(q.mu) - p.logDensity(p.mu) + peak : q.logDensity(vertex) - p.logDensity(vertex);
}

function finite(...points: number[]): number[] {
  return points.filter((x) => Number.isFinite(x));
}

function wholeLine(a: number, b: number): boolean {
  return a === Number.NEGATIVE_INFINITY && b === Number.POSITIVE_INFINITY;
}
