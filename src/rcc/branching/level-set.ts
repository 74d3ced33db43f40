/**
 * The level functions of a density ratio with one peak: {x : w(x) >= h} is an interval [l, r] around the mode, so they are
 * two differences of cdfs,
 *
 *     w_P(h) = P_p(l <= x <= r),      G(h) = E_p max(0, w - h) = P_q(l <= x <= r) - h w_P(h).
 *
 * For normal laws r - mode = mode - l = sqrt(2 (log sup w - log h) / (sigma_q^-2 - sigma_p^-2)); otherwise each end is
 * found by false position, since log w is monotone on its side. An error of an end shows in G by its square only: there
 * w = h, and what q gains h p loses.
 */
import { exp, integrate, type Nats } from '../../core/index.ts';
import { type Distribution, Normal } from '../../distributions/index.ts';
import type { LevelFunctions } from '../types.ts';
import type { TreeTarget } from './tree-target.ts';

/** An interval of less than this share of its tail is narrow: the density hardly changes on it, and has few digits in cdfs. */
const NARROW = 0.01;
const DOUBLINGS = 1100;
const STEPS = 200;
/** How closely an end is found, as a share of its bracket. */
const CLOSE = 1e-9;

type Interval = readonly [lower: number, upper: number];

export function levelFunctions(target: TreeTarget): LevelFunctions {
  const { law, proposal, logSupremum } = target;
  const levelSet = levelSetOf(target);
  let last = Number.NaN;
  let massAbove = 1;
  let proposalAbove = 1;
  const look = (logLevel: Nats): void => {
    if (logLevel === last) return;
    const [lower, upper] = levelSet(logLevel);
    proposalAbove = massOf(proposal, lower, upper);
    massAbove = Math.max(0, massOf(law, lower, upper) - exp(logLevel) * proposalAbove);
    last = logLevel;
  };
  return {
    logWeightBound: logSupremum,
    massAbove(logLevel) {
      look(logLevel);
      return massAbove;
    },
    proposalAbove(logLevel) {
      look(logLevel);
      return proposalAbove;
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

function levelSetOf({ law, proposal, mode, logSupremum }: TreeTarget): (logLevel: Nats) => Interval {
  const { lower, upper } = law.support;
  if (law instanceof Normal && proposal instanceof Normal && law.sigma < proposal.sigma) {
    const curvature = 1 / law.sigma / law.sigma - 1 / proposal.sigma / proposal.sigma;
    return (logLevel) => {
      const half = Math.sqrt((2 * Math.max(0, logSupremum - logLevel)) / curvature);
      return [mode - half, mode + half];
    };
  }
  const scale = law.quantileSurvival(0.25) - law.quantile(0.25);
  const start = Number.isFinite(mode) ? mode : law.quantile(0.5);
  return (logLevel) => {
    const excess = (x: number): Nats => law.logDensity(x) - proposal.logDensity(x) - logLevel;
    return [
      mode === lower ? lower : levelEnd(excess, start, mode > start ? scale : 0, -scale, lower),
      mode === upper ? upper : levelEnd(excess, start, mode < start ? -scale : 0, scale, upper),
    ];
  };
}

/**
 * Where the excess of log w over the level, which falls in the direction of `outwards`, changes its sign; `end` where it
 * does not. A start that is below the level is moved `inwards`, to where the mode is.
 */
function levelEnd(excess: (x: number) => Nats, start: number, inwards: number, outwards: number, end: number): number {
  let inside = start;
  let atInside = excess(inside);
  for (let i = 0, step = inwards; i < DOUBLINGS && step !== 0 && atInside < 0; i++, step *= 2) {
    inside = start + step;
    atInside = excess(inside);
  }
  let outside = end;
  let atOutside = Number.isFinite(end) ? excess(end) : 0;
  for (let i = 0, step = outwards; i < DOUBLINGS && atOutside >= 0; i++, step *= 2) {
    if (outside === end && Number.isFinite(end)) return end;
    outside = inside + step;
    if (!Number.isFinite(outside)) return end;
    atOutside = excess(outside);
  }
  return falsePosition(excess, inside, Math.max(0, atInside), outside, atOutside);
}

/** The zero between a point of positive and one of negative excess. M. Dowell and P. Jarratt, BIT 11, 1971 (Illinois). */
function falsePosition(f: (x: number) => number, a: number, atA: number, b: number, atB: number): number {
  const close = CLOSE * Math.abs(b - a);
  let [inside, atInside, outside, atOutside] = [a, atA, b, atB];
  let lastSide = 0;
  for (let i = 0; i < STEPS && Math.abs(outside - inside) > close && atInside > 0; i++) {
    // Invariant: f(inside) > 0 > f(outside), up to the factors that bring an end in that did not move.
    const share = i % 8 < 6 && Number.isFinite(atOutside) ? atInside / (atInside - atOutside) : 0.5;
    const x = inside + share * (outside - inside);
    const value = f(x);
    const side = value >= 0 ? 1 : -1;
    if (side > 0) {
      inside = x;
      atInside = value;
      if (lastSide > 0) atOutside /= 2;
    } else {
      outside = x;
      atOutside = value;
      if (lastSide < 0) atInside /= 2;
    }
    lastSide = side;
  }
  return inside;
}
