/**
 * The support of a density in cells, on each of which its logarithm and two derivatives are enclosed. A cell is settled
 * when comparisons are decided on it, the log density is bounded above, and its slope is bounded on one side at least (or
 * the density is 0). Cells that are not settled are halved, until they are: what remains are jumps between neighbouring
 * doubles, and rarely a cluster narrower than 1e-6 of the support in which rounding hides the sign (1 + cos x at pi).
 */
import { InvalidArgumentError, LimitExceededError } from '../../core/index.ts';
import { quote } from '../text/place.ts';
import type { Interval } from './interval.ts';
import { intersection, point, product, sum } from './interval.ts';
import type { Enclosure, Jet } from './jet.ts';

export interface Cell extends Interval, Jet {
  /** Enclosure of the log density at the middle. */
  readonly middle: Interval;
  /**
   * smooth: as settled; jump: the ends are neighbouring doubles; cluster: no double inside tells more than the ends, and the
   * density is taken as constant, that of the lower end.
   */
  readonly kind: 'smooth' | 'jump' | 'cluster';
}

export interface Density {
  readonly text: string;
  /** The expression. */
  readonly value: (x: number) => number;
  readonly valueEnclosure: Enclosure;
  readonly logEnclosure: Enclosure;
  readonly lower: number;
  readonly upper: number;
  /** Cells that may be examined. */
  readonly budget: { readonly limit: number; cells: number };
}

/** A cluster is given up on when it is this many cells wide and this small a part of the support. */
const CLUSTER_CELLS = 8;
const CLUSTER_WIDTH = 1e-6;
const INFINITY = Number.POSITIVE_INFINITY;

export function refused(density: Density, expected: string, got: string): InvalidArgumentError {
  return new InvalidArgumentError(`"density" expected ${expected}, got ${got} for ${quote(density.text)}`);
}

/** Between two doubles, or one of them if they are neighbours. */
export function halfway(low: number, high: number): number {
  return low < 0 && high > 0 ? 0 : low / 2 + high / 2;
}

export function areNeighbours(low: number, high: number): boolean {
  const middle = low / 2 + high / 2;
  return !(middle > low && middle < high);
}

/** Towards an end at 0, from a width that is already small, by factors: 0 is 1,074 halvings away. */
function splitPoint({ low, high }: Interval, { lower, upper }: Density): number {
  const small = 1e-4 * (upper - lower);
  if (low === 0 && high < small && high > 1e-300) return high / 1024;
  if (high === 0 && low > -small && low < -1e-300) return low / 1024;
  return halfway(low, high);
}

/** What is known on one cell, and whether it is settled. */
export function examine(density: Density, low: number, high: number): { cell: Cell; settled: boolean } {
  if (--density.budget.cells < 0) {
    throw new LimitExceededError(
      `"density" expected an expression whose bounds can be certified, got none near x = ${low} for ${quote(density.text)}`,
      density.budget.limit,
    );
  }
  const centre = low / 2 + high / 2;
  checkValue(density, centre);
  const doubt = { certain: true };
  const jet = density.logEnclosure({ low, high }, doubt);
  const middle = density.logEnclosure(point(centre), { certain: true }).value;
  const reach = Math.max(high - centre, centre - low);
  const linear = sum(middle, product(jet.slope, { low: -reach, high: reach }));
  const value = doubt.certain ? intersection(jet.value, linear) : jet.value;
  const { slope, curvature } = jet;
  const bounded = value.high < INFINITY && (slope.low > -INFINITY || slope.high < INFINITY);
  const vanishes = value.high === -INFINITY;
  const cell: Cell = { low, high, value, slope, curvature, middle, kind: 'smooth' };
  return { cell, settled: doubt.certain && (bounded || vanishes) };
}

/** A density that is negative or no number somewhere, beyond what rounding explains, is none. */
export function checkValue(density: Density, x: number): void {
  const value = density.value(x);
  if (value >= 0) return;
  const { high } = density.valueEnclosure(point(x), { certain: true }).value;
  if (Number.isNaN(value) || high < 0) throw refused(density, 'a value >= 0 everywhere', `${value} at x = ${x}`);
}

/** Settled cells in ascending order, from the lower end to the upper, with borders at `borders`. */
export function settledCells(density: Density, borders: readonly number[]): Cell[] {
  const points = [density.lower, ...borders, density.upper];
  for (const x of points) checkValue(density, x);
  const done: Cell[] = [];
  let pending: Interval[] = points.slice(1).map((high, i) => ({ low: points[i]!, high }));
  while (pending.length > 0) {
    const open: Cell[] = [];
    for (const { low, high } of pending) {
      const { cell, settled } = examine(density, low, high);
      if (settled) done.push(cell);
      else if (areNeighbours(low, high)) done.push(jump(density, cell));
      else open.push(cell);
    }
    pending = halved(density, open, done);
  }
  return done.sort((a, b) => a.low - b.low);
}

/** The halves of cells that are not settled; clusters of them go to `done`. */
function halved(density: Density, open: readonly Cell[], done: Cell[]): Interval[] {
  const sorted = [...open].sort((a, b) => a.low - b.low);
  const halves: Interval[] = [];
  for (let first = 0, next = 0; first < sorted.length; first = next) {
    for (next = first + 1; next < sorted.length && sorted[next]!.low === sorted[next - 1]!.high; ) next++;
    const run = sorted.slice(first, next);
    const [low, high] = [run[0]!.low, run[run.length - 1]!.high];
    if (run.length > CLUSTER_CELLS && high - low <= CLUSTER_WIDTH * (density.upper - density.lower)) {
      if (run.some(({ value }) => value.high === INFINITY)) throw unbounded(density, low);
      done.push(cluster(density, low, high));
      continue;
    }
    for (const cell of run) {
      const split = splitPoint(cell, density);
      halves.push({ low: cell.low, high: split }, { low: split, high: cell.high });
    }
  }
  return halves;
}

/** Between neighbouring doubles there is nothing: only the two ends count. */
function jump(density: Density, cell: Cell): Cell {
  if (cell.value.high === INFINITY) throw unbounded(density, cell.low);
  return { ...cell, kind: 'jump' };
}

function unbounded(density: Density, x: number): InvalidArgumentError {
  return refused(density, 'a density that can be bounded', `one that cannot near x = ${x}`);
}

function cluster(density: Density, low: number, high: number): Cell {
  const value = density.logEnclosure(point(low), { certain: true }).value;
  const flat: Interval = { low: 0, high: 0 };
  return { low, high, value, slope: flat, curvature: flat, middle: value, kind: 'cluster' };
}
