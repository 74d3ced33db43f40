/**
 * Which lattice points get cells of their own, independent of the dither: the points between the 2^-16 tails of the
 * prior, grouped so that at most 256 cells are left.
 *
 *     kmin = floor(Q(eps) / step - 1/2)            = the largest k with F((k + 1/2) step) <= eps
 *     kmax = ceil(Q(1 - eps) / step + 1/2)         = the smallest k with S((k - 1/2) step) <= eps,    eps = 2^-16
 *
 * The right-hand form needs no quantile, only the cdf and survival that both ends compute alike anyway.
 */
import { invalidArgument, LimitExceededError } from '../../core/index.ts';
import type { Cdf } from '../interfaces.ts';

const TAIL = 1 / 65_536;
export const MAXIMAL_CELLS = 256;
/** Points are below 2^51 in size. */
export const MAXIMAL_POINT = 2_251_799_813_685_248;

export interface PointRange {
  readonly kmin: number;
  readonly kmax: number;
  /** h: a cell holds 2^h points. */
  readonly bits: number;
  /** C: number of cells. */
  readonly cells: number;
}

/** By quantiles, which must then be the same on both sides. @throws LimitExceededError, InvalidArgumentError */
export function pointRangeByQuantile(prior: Cdf, step: number): PointRange {
  const { quantile, quantileSurvival } = prior;
  if (quantile === undefined || quantileSurvival === undefined) {
    throw invalidArgument('prior', 'a law with quantiles', prior);
  }
  const kmin = Math.floor(quantile.call(prior, TAIL) / step - 0.5);
  const kmax = Math.ceil(quantileSurvival.call(prior, TAIL) / step + 0.5);
  if (!(kmin > -MAXIMAL_POINT && kmax < MAXIMAL_POINT)) throw tooFine(step);
  return grouped(kmin, kmax);
}

/** By search on cdf and survival. @throws LimitExceededError, InvalidArgumentError */
export function pointRangeBySearch(prior: Cdf, step: number): PointRange {
  const kmin = lastTrue((k) => prior.cdf((k + 0.5) * step) <= TAIL, step);
  const kmax = 0 - lastTrue((k) => prior.survival((-k - 0.5) * step) <= TAIL, step);
  return grouped(kmin, kmax);
}

/** The largest k for which a condition that turns from true to false holds: doubling steps from 0, then bisection. */
function lastTrue(holds: (k: number) => boolean, step: number): number {
  const sign = holds(0) ? 1 : -1;
  let near = 0;
  let far = sign;
  for (; holds(far) === sign > 0; far *= 2) {
    if (Math.abs(far) >= MAXIMAL_POINT) throw tooFine(step);
    near = far;
  }
  let low = Math.min(near, far);
  let high = Math.max(near, far);
  // Invariant: the condition holds at low and not at high.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function grouped(kmin: number, kmax: number): PointRange {
  const width = kmax - kmin + 1;
  if (!(width >= 1)) throw invalidArgument('prior', 'a cdf that increases from 0 to 1', `${width} points`);
  let bits = 0;
  let size = 1;
  for (; MAXIMAL_CELLS * size < width; size *= 2) bits++;
  return { kmin, kmax, bits, cells: Math.ceil(width / size) };
}

function tooFine(step: number): LimitExceededError {
  return new LimitExceededError(
    `"step" expected lattice points below 2^51 under this prior, got a step of ${step}`,
    MAXIMAL_POINT,
  );
}
