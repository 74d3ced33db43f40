/**
 * A finite window for a search over unbounded supports, and a bound on log q/p outside it. The ends move out by doubling
 * until the outside is certain: by the sign of the slope on the whole ray, or by a bound on the ray part by part.
 */
import { exp, log, type Nats } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';
import { Mixture } from '../laws/mixture.ts';
import { StudentT } from '../laws/student-t.ts';
import { closedFormSupremum } from './closed-forms.ts';

export interface Window {
  readonly from: number;
  readonly to: number;
  /** A bound on log q/p outside the window; -Infinity where the slopes point inside. */
  readonly outside: Nats;
}

const DOUBLINGS = 60;

/** The window on [lower, upper], or undefined where no bound can be certified. */
export function searchWindow(q: Distribution, p: Distribution, lower: number, upper: number): Window | undefined {
  const centre = q.quantile(0.5);
  const scale = Math.max(q.quantileSurvival(0.01) - q.quantile(0.01), 1e-300);
  let outside = Number.NEGATIVE_INFINITY;
  let from = lower;
  let to = upper;
  if (!Number.isFinite(upper)) {
    const right = extend(q, p, (reach) => [centre + reach, Number.POSITIVE_INFINITY], scale);
    if (right === undefined) return undefined;
    to = centre + right.reach;
    outside = Math.max(outside, right.bound);
  }
  if (!Number.isFinite(lower)) {
    const left = extend(q, p, (reach) => [Number.NEGATIVE_INFINITY, centre - reach], scale);
    if (left === undefined) return undefined;
    from = centre - left.reach;
    outside = Math.max(outside, left.bound);
  }
  return { from, to, outside };
}

function extend(
  q: Distribution,
  p: Distribution,
  ray: (reach: number) => readonly [number, number],
  scale: number,
): { reach: number; bound: Nats } | undefined {
  const known = Math.max(q.logDensity(q.quantile(0.5)) - p.logDensity(q.quantile(0.5)), -700);
  let reach = 4 * scale;
  for (let i = 0; i < DOUBLINGS && Number.isFinite(reach); i++, reach *= 2) {
    const [a, b] = ray(reach);
    if (pointsInside(q, p, a, b)) return { reach, bound: Number.NEGATIVE_INFINITY };
    const bound = rayBound(q, p, a, b);
    if (bound !== undefined && bound <= known) return { reach, bound };
  }
  return undefined;
}

/** Whether log q/p falls towards the open end everywhere on the ray [a, b]. */
function pointsInside(q: Distribution, p: Distribution, a: number, b: number): boolean {
  if (q instanceof StudentT && p instanceof StudentT) return studentsFall(q, p, a, b);
  const [qLow, qHigh] = q.scoreRange(a, b);
  const [pLow, pHigh] = p.scoreRange(a, b);
  return b === Number.POSITIVE_INFINITY ? qHigh - pLow <= 0 : qLow - pHigh >= 0;
}

/**
 * Two Student laws: the slope has the sign of a cubic, c3 y^3 + c2 y^2 + c1 y + c0 in y = x - mu_p, with c3 = nu_p - nu_q;
 * beyond Cauchy's bound on its roots the sign is that of the leading term.
 */
function studentsFall(q: StudentT, p: StudentT, a: number, b: number): boolean {
  const d = q.mu - p.mu;
  const [vq, vp] = [q.nu * q.sigma * q.sigma, p.nu * p.sigma * p.sigma];
  // (nu_p + 1) y (vq + (y - d)^2) - (nu_q + 1) (y - d) (vp + y^2)
  const c3 = p.nu - q.nu;
  const c2 = -2 * d * (p.nu + 1) + d * (q.nu + 1);
  const c1 = (p.nu + 1) * (vq + d * d) - (q.nu + 1) * vp;
  const c0 = (q.nu + 1) * d * vp;
  if (c3 >= 0) return false;
  const roots = 1 + Math.max(Math.abs(c2), Math.abs(c1), Math.abs(c0)) / -c3;
  return b === Number.POSITIVE_INFINITY ? a - p.mu > roots : p.mu - b > roots;
}

/** A bound on the ray from the parts of mixtures: log sum w_i exp(sup_i), and the best part of p. */
function rayBound(q: Distribution, p: Distribution, a: number, b: number): Nats | undefined {
  if (q instanceof Mixture) {
    let sum = 0;
    for (let i = 0; i < q.components.length; i++) {
      if (q.weights[i] === 0) continue;
      const part = rayBound(q.components[i]!, p, a, b);
      if (part === undefined || part === Number.POSITIVE_INFINITY) return undefined;
      sum += q.weights[i]! * exp(part);
    }
    return log(sum);
  }
  if (p instanceof Mixture) {
    let best: Nats | undefined;
    p.components.forEach((component, i) => {
      if (p.weights[i] === 0) return;
      const part = rayBound(q, component, a, b);
      if (part === undefined) return;
      const bound = part - log(p.weights[i]!);
      if (best === undefined || bound < best) best = bound;
    });
    return best;
  }
  const closed = closedFormSupremum(q, p, a, b);
  if (closed !== undefined) return closed;
  if (!pointsInside(q, p, a, b)) return undefined;
  const end = Number.isFinite(a) ? a : b;
  return q.logDensity(end) - p.logDensity(end);
}
