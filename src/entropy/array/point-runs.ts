/**
 * Lattice points as few symbols: a symbol is a run of 2^j neighbouring points, of which the low j bits say which, and runs
 * are as long as the law is flat. Start with at most 16 equal runs between the law's 2^-16 tails; then split the run that
 * loses most by taking its points for equally likely, into halves, until no loss is worth a symbol.
 *
 *     loss of a run of mass m with n = min(4, 2^j) equal parts of masses q_i:    (n sum q_i^2 - m^2) / m
 *
 * which is about 1.39 times the bits lost per value. Masses are those at dither 1/2, where cell k is [k, k + 1) steps.
 */
import { pointRangeBySearch } from '../codec/point-range.ts';
import type { Cdf } from '../interfaces.ts';

const FIRST_RUNS = 16;
/** A symbol is left for points beyond all runs. */
const MAXIMAL_RUNS = 255;
const MAXIMAL_BITS = 16;
const PARTS = 4;
const SMALLEST_LOSS = 1 / 4_194_304;
/** A run of less mass is not split: its halves would be dearer than what they save. */
const SMALLEST_MASS = 1 / 512;
/** Runs start between -2^20 and 2^20. */
const POINT_LIMIT = 1_048_576;

export interface PointRun {
  readonly first: number;
  /** j: the run has 2^j points. */
  readonly bits: number;
  readonly mass: number;
}

interface SplitRun extends PointRun {
  readonly loss: number;
}

/** The runs of a law with this step, in order, without gaps. @throws LimitExceededError */
export function pointRuns(prior: Cdf, step: number): PointRun[] {
  const { kmin, kmax } = pointRangeBySearch(prior, step);
  const from = clamp(kmin);
  const width = clamp(kmax) - from + 1;
  let bits = 0;
  while (width > FIRST_RUNS * (1 << bits)) bits++;
  const runs: SplitRun[] = [];
  for (let first = from; first < from + width; first += 1 << bits) runs.push(run(prior, step, first, bits));
  // Invariant: the runs cover from .. from + width - 1, in order.
  while (runs.length < MAXIMAL_RUNS) {
    let dearest = 0;
    for (let i = 1; i < runs.length; i++) if (runs[i]!.loss > runs[dearest]!.loss) dearest = i;
    const { first, bits: j, loss } = runs[dearest]!;
    if (loss <= SMALLEST_LOSS) break;
    const half = 1 << (j - 1);
    runs.splice(dearest, 1, run(prior, step, first, j - 1), run(prior, step, first + half, j - 1));
  }
  return runs;
}

function run(prior: Cdf, step: number, first: number, bits: number): SplitRun {
  const end = first + (1 << bits);
  const mass = prior.cdf(end * step) - prior.cdf(first * step);
  if (bits > MAXIMAL_BITS) return { first, bits, mass, loss: Number.POSITIVE_INFINITY };
  if (bits === 0 || mass < SMALLEST_MASS) return { first, bits, mass, loss: 0 };
  const parts = Math.min(PARTS, 1 << bits);
  const length = (1 << bits) / parts;
  let squares = 0;
  let below = prior.cdf(first * step);
  for (let i = 1; i <= parts; i++) {
    const above = prior.cdf((first + i * length) * step);
    squares += (above - below) * (above - below);
    below = above;
  }
  return { first, bits, mass, loss: (parts * squares - mass * mass) / mass };
}

function clamp(point: number): number {
  return Math.min(Math.max(point, -POINT_LIMIT), POINT_LIMIT - 1);
}
