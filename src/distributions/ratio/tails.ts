/**
 * A finite window for a search over unbounded supports, and a bound on log q/p outside it. The ends move out by doubling
 * until the bound on what is beyond is no more than what was met inside, or no better than before. A ray is bounded
 *
 *     in closed form; at its start, if log q/p falls beyond; at its start and far out for exponential tails of one scale;
 *     for mixtures by their parts, log sum w_i exp(sup log q_i/p) and -log sum w_i exp(-sup log q/p_i).
 */
import { exp, LN2, log, type Nats } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';
import { Laplace } from '../laws/laplace.ts';
import { Logistic } from '../laws/logistic.ts';
import { Mixture } from '../laws/mixture.ts';
import { Truncated } from '../laws/truncated.ts';
import { outward, ratioAt } from './candidates.ts';
import { closedFormSupremum } from './closed-forms.ts';
import { simplified } from './simplified.ts';
import { falls, type Side } from './steepness.ts';

export interface Window {
  readonly from: number;
  readonly to: number;
  /** A bound on log q/p outside the window. */
  readonly outside: Nats;
}

const DOUBLINGS = 80;
/** A bound that a doubling improves by less is as good as it gets. */
const IMPROVEMENT = 1e-11;

/** The window on [lower, upper], or undefined where no bound can be certified. */
export function searchWindow(q: Distribution, p: Distribution, lower: number, upper: number): Window | undefined {
  const known = [simplified(q), simplified(p)] as const;
  const centre = q.quantile(0.5);
  const scale = Math.max(q.quantileSurvival(0.01) - q.quantile(0.01), 1e-300);
  const right = Number.isFinite(upper) ? { end: upper, bound: Number.NEGATIVE_INFINITY } : ray(known, 1, centre, scale);
  const left = Number.isFinite(lower)
    ? { end: -lower, bound: Number.NEGATIVE_INFINITY }
    : ray(known, -1, -centre, scale);
  if (right === undefined || left === undefined) return undefined;
  return { from: -left.end, to: right.end, outside: Math.max(left.bound, right.bound) };
}

function ray(
  [q, p]: readonly [Distribution, Distribution],
  side: Side,
  centre: number,
  scale: number,
): { readonly end: number; readonly bound: Nats } | undefined {
  let best: { readonly end: number; readonly bound: Nats } | undefined;
  let met = ratioAt(q, p, side * centre);
  let reach = 4 * scale;
  for (let i = 0; i < DOUBLINGS && Number.isFinite(centre + reach); i++, reach *= 2) {
    const end = centre + reach;
    met = Math.max(met, ratioAt(q, p, side * end));
    const bound = rayBound(q, p, side, end);
    if (bound === undefined) continue;
    if (bound <= met) return { end, bound };
    if (best !== undefined && bound > best.bound - IMPROVEMENT) return best;
    best = { end, bound };
  }
  return best;
}

/** A bound on log q/p beyond t, or undefined where none is certain. */
function rayBound(q: Distribution, p: Distribution, side: Side, t: number): Nats | undefined {
  const end = (law: Distribution): number => (side > 0 ? law.support.upper : -law.support.lower);
  const start = (law: Distribution): number => (side > 0 ? law.support.lower : -law.support.upper);
  if (end(q) <= t) return Number.NEGATIVE_INFINITY;
  if (end(q) > end(p) || start(p) > t) return undefined;
  if (q instanceof Truncated) return plus(rayBound(q.inner, p, side, t), -q.logMass);
  if (q instanceof Mixture) {
    let sum = 0;
    for (let i = 0; i < q.components.length; i++) {
      const part = q.weights[i] === 0 ? Number.NEGATIVE_INFINITY : rayBound(q.components[i]!, p, side, t);
      if (part === undefined) return undefined;
      sum += q.weights[i]! * exp(part);
    }
    return outward(log(sum), 0);
  }
  if (p instanceof Truncated) return plus(rayBound(q, p.inner, side, t), p.logMass);
  if (p instanceof Mixture) {
    let sum = 0;
    p.components.forEach((component, i) => {
      const part = p.weights[i] === 0 ? undefined : rayBound(q, component, side, t);
      if (part !== undefined) sum += p.weights[i]! * exp(-part);
    });
    return sum > 0 ? outward(-log(sum), 0) : undefined;
  }
  const [from, to] = [Math.max(t, start(q)), end(q)];
  const closed = side > 0 ? closedFormSupremum(q, p, from, to) : closedFormSupremum(q, p, -to, -from);
  if (closed !== undefined) return closed === Number.POSITIVE_INFINITY ? undefined : closed;
  // A part that ends is waited for.
  if (to < Number.POSITIVE_INFINITY || from > t) return undefined;
  if (isExponential(q) && isExponential(p) && q.scale === p.scale && t > side * q.mu && t > side * p.mu) {
    return Math.max(ratioAt(q, p, side * t), outward(intercept(q, side), intercept(p, side)));
  }
  return falls(q, p, side, t) ? ratioAt(q, p, side * t) : undefined;
}

function plus(bound: Nats | undefined, offset: Nats): Nats | undefined {
  return bound === undefined ? undefined : bound + offset;
}

function isExponential(law: Distribution): law is Laplace | Logistic {
  return law instanceof Laplace || law instanceof Logistic;
}

/** The k of log f = k - t / scale far out. */
function intercept(law: Laplace | Logistic, side: Side): Nats {
  return (side * law.mu) / law.scale - log(law.scale) - (law instanceof Laplace ? LN2 : 0);
}
