/**
 * Level sets of a density ratio with one peak: {x : w(x) >= h} is an interval around it. For normal laws log w is a
 * parabola of curvature c with its vertex at v,
 *
 *     |x - v|^2 <= 2 (log w(m) - log h) / c + |m - v|^2,    c = sigma_q^-2 - sigma_p^-2,    m the mode of w,
 *
 * where m = v unless a restriction of q cuts the vertex off; otherwise each end is found by false position, since log w is
 * monotone on its side.
 */
import type { Nats } from '../../core/index.ts';
import { type Distribution, Normal, TruncatedNormal } from '../../distributions/index.ts';

/** [lower, upper] with w >= e^logLevel inside; lower = upper where the level is above the peak. */
export type LevelSet = (logLevel: Nats) => readonly [lower: number, upper: number];

/** How closely an end is found, as a share of its bracket. */
const CLOSE = 1e-13;
const DOUBLINGS = 1100;
const STEPS = 200;

/** The level sets of q/p, whose mode is certified and whose support is q's. */
export function levelSets(q: Distribution, p: Distribution, mode: number): LevelSet {
  const logWeight = (x: number): Nats => q.logDensity(x) - p.logDensity(x);
  if (isGaussian(q) && isGaussian(p) && q.sigma < p.sigma) {
    const { lower, upper } = q.support;
    const r = q.sigma / p.sigma;
    const spread = (1 + r) * ((p.sigma - q.sigma) / p.sigma);
    const vertex = q.mu + (q.mu - p.mu) * ((r * r) / spread);
    const peak = logWeight(mode);
    const cut = (mode - vertex) * (mode - vertex);
    return (logLevel) => {
      if (logLevel > peak) return [mode, mode];
      const half = Math.sqrt(2 * (peak - logLevel) * (q.sigma * q.sigma) * (1 / spread) + cut);
      return [Math.max(lower, vertex - half), Math.min(upper, vertex + half)];
    };
  }
  return monotoneLevelSets(logWeight, mode, q);
}

/** The level sets of a function on the support of a law that does not fall before the mode and does not rise after it. */
export function monotoneLevelSets(logHeight: (x: number) => Nats, mode: number, law: Distribution): LevelSet {
  const { lower, upper } = law.support;
  const scale = law.quantileSurvival(0.25) - law.quantile(0.25);
  const inner = Number.isFinite(mode) ? mode : law.quantile(0.5);
  return (logLevel) => {
    const excess = (x: number): Nats => logHeight(x) - logLevel;
    // A peak at an infinite end is approached from the middle of the law.
    const inside = Number.isFinite(mode) ? mode : firstPoint(inner, Math.sign(mode) * scale, (x) => excess(x) >= 0);
    if (!(excess(inside) >= 0)) return [inside, inside];
    return [endOf(excess, inside, lower, -scale), endOf(excess, inside, upper, scale)];
  };
}

function isGaussian(law: Distribution): law is Normal | TruncatedNormal {
  return law instanceof Normal || law instanceof TruncatedNormal;
}

/** The first of x, x + step, x + 3 step, .. with the property; the last finite one where there is none. */
function firstPoint(start: number, firstStep: number, property: (x: number) => boolean): number {
  let [x, step] = [start, firstStep];
  for (let i = 0; i < DOUBLINGS && !property(x) && Number.isFinite(x + step); i++, step *= 2) x += step;
  return x;
}

/** Where the excess over the level, which falls from `inside` in the direction of `step`, changes its sign. */
function endOf(excess: (x: number) => Nats, inside: number, end: number, step: number): number {
  if (inside === end || (Number.isFinite(end) && excess(end) >= 0)) return end;
  const outside = Number.isFinite(end) ? end : firstPoint(inside + step, step, (x) => excess(x) < 0);
  return excess(outside) >= 0 ? end : falsePosition(excess, inside, outside);
}

/** The zero between a point of positive and one of negative value. M. Dowell and P. Jarratt, BIT 11, 1971 (Illinois). */
function falsePosition(f: (x: number) => number, positive: number, negative: number): number {
  const close = CLOSE * Math.abs(negative - positive);
  let [inside, outside] = [positive, negative];
  let [atInside, atOutside] = [f(inside), f(outside)];
  let lastSide = 0;
  for (let i = 0; i < STEPS && Math.abs(outside - inside) > close && atInside > 0; i++) {
    // Invariant: f(inside) > 0 > f(outside), up to the factors that bring an end in that did not move.
    const share = i % 8 < 6 && Number.isFinite(atOutside) ? atInside / (atInside - atOutside) : 0.5;
    const x = inside + share * (outside - inside);
    const value = f(x);
    const side = value >= 0 ? 1 : -1;
    if (side > 0) {
      [inside, atInside] = [x, value];
      if (lastSide > 0) atOutside /= 2;
    } else {
      [outside, atOutside] = [x, value];
      if (lastSide < 0) atInside /= 2;
    }
    lastSide = side;
  }
  return inside;
}
