/**
 * Which lattice points get cells of their own, independent of the dither: the points between the 2^-16 tails of the
 * prior, grouped so that at most 256 cells are left.
 *
 *     kmin = the largest k with F((k + 1/2) step) <= 2^-16,    kmax = the smallest k with S((k - 1/2) step) <= 2^-16
 *
 * The quantile only says where to start looking; the integers depend on cdf and survival alone.
 */
import { LimitExceededError } from '../../core/index.ts';
import type { Cdf } from '../interfaces.ts';

const TAIL = 1 / 65_536;
const MAXIMAL_CELLS = 256;
const MAXIMAL_POINT = 2_251_799_813_685_248;

export interface PointRange {
  readonly kmin: number;
  readonly kmax: number;
  /** h: a cell holds 2^h points. */
  readonly bits: number;
  /** C: number of cells. */
  readonly cells: number;
}

export function pointRange(prior: Cdf, step: number): PointRange {
  const low = Math.floor(prior.quantile(TAIL) / step - 0.5);
  const high = Math.ceil(prior.quantileSurvival(TAIL) / step + 0.5);
  if (!(Math.abs(low) < MAXIMAL_POINT / 2 && Math.abs(high) < MAXIMAL_POINT / 2)) {
    throw new LimitExceededError(`"step" expected points below 2^50 for this law, got a step of ${step}`, MAXIMAL_POINT);
  }
  const kmin = lastTrue(low, (k) => prior.cdf((k + 0.5) * step) <= TAIL);
  const kmax = -lastTrue(-high, (k) => prior.survival((-k - 0.5) * step) <= TAIL);
  const width = kmax - kmin + 1;
  let bits = 0;
  for (let reach = MAXIMAL_CELLS; reach < width; reach *= 2) bits++;
  let cells = width;
  for (let i = 0; i < bits; i++) cells /= 2;
  return { kmin, kmax, bits, cells: Math.ceil(cells) };
}

/** The largest k for which a condition that turns from true to false holds, from a guess that is nearly right. */
function lastTrue(guess: number, holds: (k: number) => boolean): number {
  let low = guess;
  let high = guess + 1;
  for (let step = 1; !holds(low); step *= 2) {
    high = low;
    low -= step;
  }
  for (let step = 1; step < MAXIMAL_POINT && holds(high); step *= 2) {
    low = high;
    high += step;
  }
  // Invariant: the condition holds at low and not at high.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
