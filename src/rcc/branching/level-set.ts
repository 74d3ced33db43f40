/**
 * The level functions of a density ratio with one peak: {x : w(x) >= h} is an interval [l, r] around the mode, so they are
 * two differences of cdfs,
 *
 *     w_P(h) = P_p(l <= x <= r),      G(h) = E_p max(0, w - h) = P_q(l <= x <= r) - h w_P(h).
 *
 * For normal laws r - mode = mode - l = sqrt(2 (log sup w - log h) / (sigma_q^-2 - sigma_p^-2)); otherwise each end is
 * found by bisection, since log w is monotone on its side.
 */
import { exp, integrate, type Nats } from '../../core/index.ts';
import { type Distribution, Normal } from '../../distributions/index.ts';
import type { LevelFunctions } from '../types.ts';
import type { TreeTarget } from './tree-target.ts';

/** An interval of less than this share of its tail is narrow: the density hardly changes on it, and has few digits in cdfs. */
const NARROW = 0.01;
const DOUBLINGS = 1100;
const HALVINGS = 64;

export function levelFunctions(target: TreeTarget): LevelFunctions {
  const { law, proposal, logSupremum } = target;
  const levelSet = levelSetOf(target);
  return {
    logWeightBound: logSupremum,
    massAbove(logLevel) {
      const [lower, upper] = levelSet(logLevel);
      return Math.max(0, massOf(law, lower, upper) - exp(logLevel) * massOf(proposal, lower, upper));
    },
    proposalAbove(logLevel) {
      const [lower, upper] = levelSet(logLevel);
      return massOf(proposal, lower, upper);
    },
    shape: target,
  };
}

/** Mass of [lower, upper]: a difference in the tail that it lies in, or, where that would lose digits, an integral. */
function massOf(law: Distribution, lower: number, upper: number): number {
  const [below, above] = [law.cdf(upper), law.survival(lower)];
  const mass = below <= above ? below - law.cdf(lower) : above - law.survival(upper);
  if (mass > NARROW * Math.min(below, above)) return mass;
  return integrate((x) => exp(law.logDensity(x)), lower, upper, { relative: 1e-13, splits: law.kinks });
}

function levelSetOf(target: TreeTarget): (logLevel: Nats) => readonly [number, number] {
  const { law, proposal, mode, logSupremum } = target;
  if (law instanceof Normal && proposal instanceof Normal && law.sigma < proposal.sigma) {
    const curvature = 1 / law.sigma / law.sigma - 1 / proposal.sigma / proposal.sigma;
    return (logLevel) => {
      const half = Math.sqrt((2 * Math.max(0, logSupremum - logLevel)) / curvature);
      return [mode - half, mode + half];
    };
  }
  const start = Number.isFinite(mode) ? mode : law.quantile(0.5);
  const { lower, upper } = law.support;
  const logWeight = (x: number): Nats => law.logDensity(x) - proposal.logDensity(x);
  return (logLevel) => {
    const isAbove = (x: number): boolean => logWeight(x) >= logLevel;
    return [levelEnd(isAbove, start, mode, lower), levelEnd(isAbove, start, mode, upper)];
  };
}

/** Where the level set ends between the mode and `end`. */
function levelEnd(isAbove: (x: number) => boolean, start: number, mode: number, end: number): number {
  if (mode === end || (Number.isFinite(end) && isAbove(end))) return end;
  const side = Math.sign(end - mode);
  let inside = start;
  for (let i = 0, step = 1; i < DOUBLINGS && !isAbove(inside); i++, step *= 2) inside = start - side * step;
  let outside = end;
  if (!Number.isFinite(end)) {
    let step = 1;
    for (let i = 0; i < DOUBLINGS && Number.isFinite(inside + side * step) && isAbove(inside + side * step); i++)
      step *= 2;
    outside = inside + side * step;
    if (!Number.isFinite(outside)) return end;
  }
  // Invariant: `inside` is in the level set, `outside` is not.
  for (let i = 0; i < HALVINGS; i++) {
    const middle = inside / 2 + outside / 2;
    if (middle === inside || middle === outside) break;
    if (isAbove(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
