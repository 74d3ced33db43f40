/**
 * Points of the standard normal law on [alpha, beta] by the share of its mass on either side. Nothing is drawn and
 * rejected, so a decoder may follow:
 *
 *     next to an end    Newton's method on the series of the mass from there
 *     alpha >= 2        Newton's method on ln g(d) = ln(Q(alpha + d)/Q(alpha)), from above the root of a bound on it
 *     0 < alpha < 2     the normal quantile of the tail beyond
 *     alpha <= 0        the normal quantile of the nearer tail
 */
import { exp, expm1, log, log1p, normalCdf, normalHazard, normalQuantile, normalSurvival } from '../../core/index.ts';
import { type NormalInterval, seriesMoment } from './normal-interval.ts';

/** From here on the tail is so steep that only distances from its start have all digits. */
const FAR_TAIL = 2;
/** Stretches of less mass, in units of the density at the end over its steepness, are within the reach of the series. */
const NEAR_MASS = 0.25;
/** Both iterations are at rounding after six steps, for every share and width. */
const NEWTON_STEPS = 6;

/** A point as a distance from one of the ends, or as a number of standard deviations from the mean of the normal law. */
export interface Place {
  readonly from: 'alpha' | 'beta' | 'mean';
  readonly distance: number;
}

/** The point with share `below` of the mass before it and `above` = 1 - below after it: the smaller one decides. */
export function placeOf(interval: NormalInterval, below: number, above: number): Place {
  const { alpha, beta, densityAlpha, densityBeta, isNarrow } = interval;
  if (below <= above) {
    const mass = below / densityAlpha;
    if (isNarrow || isNearMass(mass, alpha)) return { from: 'alpha', distance: seriesPoint(alpha, mass) };
  } else {
    const mass = above / densityBeta;
    if (isNarrow || isNearMass(mass, beta)) return { from: 'beta', distance: seriesPoint(-beta, mass) };
  }
  if (alpha >= FAR_TAIL) return { from: 'alpha', distance: tailPoint(interval, below, above) };
  if (alpha > 0) {
    const beyond = normalSurvival(beta);
    return { from: 'mean', distance: -normalQuantile(beyond + above * (normalSurvival(alpha) - beyond)) };
  }
  const before = normalCdf(alpha) + below * interval.mass;
  const distance =
    before <= 0.5 ? normalQuantile(before) : -normalQuantile(normalSurvival(beta) + above * interval.mass);
  return { from: 'mean', distance };
}

/** Whether the stretch next to an end that has this mass, over the density there, is short enough for the series. */
function isNearMass(mass: number, end: number): boolean {
  return mass * Math.max(1, Math.abs(end)) < NEAR_MASS;
}

/** The d with the given mass of [0, d], under exp(-alpha t - t^2/2). */
function seriesPoint(alpha: number, mass: number): number {
  let d = mass;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    d += (mass - seriesMoment(0, alpha, d)) * exp(d * (alpha + 0.5 * d));
  }
  return d;
}

function tailPoint({ alpha, width, hazard }: NormalInterval, below: number, above: number): number {
  // ln g(d) = -d (2 alpha + d)/2 + ln H(alpha) - ln H(alpha + d), concave, and at most its first term
  const logHazard = log(hazard);
  const logReach =
    width === Number.POSITIVE_INFINITY
      ? Number.NEGATIVE_INFINITY
      : -0.5 * width * (2 * alpha + width) + logHazard - log(normalHazard(alpha + width));
  const target = below <= above ? log1p(below * expm1(logReach)) : log(exp(logReach) - above * expm1(logReach));
  let d = (-2 * target) / (alpha + Math.sqrt(alpha * alpha - 2 * target));
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const hazardAt = normalHazard(alpha + d);
    d += (-0.5 * d * (2 * alpha + d) + logHazard - log(hazardAt) - target) / hazardAt;
  }
  return d;
}
