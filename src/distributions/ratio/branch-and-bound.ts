/**
 * A certified maximum of a function on a finite interval, from an enclosure of its derivative. On a cell [a, b] with
 * L' in [d1, d2] the function lies under a tent over its ends,
 *
 *     d1 >= 0: L(b);   d2 <= 0: L(a);   else L(a) + d2 t,  t = (L(b) - L(a) - d1 (b - a)) / (d2 - d1),
 *
 * and the cell with the largest bound is halved until that bound is within 1e-10 of the best value found; a nearly flat
 * function, where no cell is better than another, may stop at 1e-6. What is returned is the bound, rounded outward: never
 * below the true maximum, Infinity where there is none.
 */
import { LimitExceededError, type Nats } from '../../core/index.ts';

export interface Objective {
  value(x: number): Nats;
  /** An enclosure of the derivative on [a, b]. */
  slope(a: number, b: number): readonly [low: number, high: number];
  /** A bound on the cell by other means, where slopes may be infinite; Infinity if there is none. */
  ceiling(a: number, b: number): Nats;
}

interface Cell {
  readonly a: number;
  readonly b: number;
  readonly valueA: Nats;
  readonly valueB: Nats;
  readonly bound: Nats;
}

const TOLERANCE = 1e-10;
const MAXIMAL_CELLS = 100_000;
/** From this many cells on the tolerance grows, by the fourth power of their number up to LARGEST_TOLERANCE. */
const PATIENT_CELLS = 1000;
const LARGEST_TOLERANCE = 1e-6;
const ROUNDING = 1e-12;
/** A tent that rises by less than this is not looked at from another side. */
const GENTLE = 1;

/** `splits` are the points in (from, to) where the function or its derivative jumps. */
export function certifiedMaximum(objective: Objective, from: number, to: number, splits: readonly number[]): Nats {
  const inside = [...new Set(splits)].filter((x) => x > from && x < to).sort((x, y) => x - y);
  const borders = [from, ...inside, to];
  let best = Number.NEGATIVE_INFINITY;
  const look = (x: number): Nats => {
    const value = objective.value(x);
    if (value > best) best = value;
    return value;
  };
  const makeCell = (a: number, b: number, valueA: Nats, valueB: Nats): Cell => ({
    a,
    b,
    valueA,
    valueB,
    bound: cellBound(objective, a, b, valueA, valueB),
  });

  const cells: Cell[] = [];
  // A density may jump at a border: it counts by itself, and a cell reaches from the double after it to the one before.
  for (const border of borders) look(border);
  for (let i = 0; i + 1 < borders.length; i++) {
    const [a, b] = [after(borders[i]!), before(borders[i + 1]!)];
    if (a <= b) push(cells, makeCell(a, b, look(a), look(b)));
  }
  for (let count = cells.length; cells.length > 0; count++) {
    // Invariant: the maximum is at most the largest bound of the cells, or `best`.
    const top = cells[0]!;
    if (top.bound === Number.POSITIVE_INFINITY && top.b - top.a <= Math.abs(top.a) * 1e-15) return top.bound;
    if (top.bound <= best + tolerance(count) + ROUNDING * Math.abs(best)) break;
    if (count > MAXIMAL_CELLS)
      throw new LimitExceededError('"log q/p" expected a bound that can be certified', MAXIMAL_CELLS);
    const middle = top.a + (top.b - top.a) / 2;
    if (!(middle > top.a && middle < top.b)) break;
    const value = look(middle);
    replaceTop(cells, makeCell(top.a, middle, top.valueA, value));
    push(cells, makeCell(middle, top.b, value, top.valueB));
  }
  const bound = Math.max(best, cells[0]?.bound ?? best);
  return Number.isFinite(bound) ? bound + ROUNDING * (1 + Math.abs(bound)) : bound;
}

function tolerance(cells: number): Nats {
  const excess = Math.max(1, cells / PATIENT_CELLS);
  return Math.min(LARGEST_TOLERANCE, TOLERANCE * excess * excess * excess * excess);
}

/** The next double: adding a little more than half its distance rounds to it. */
function after(x: number): number {
  return x + (Math.abs(x) * 1.1102230246251568e-16 + 5e-324);
}

/** The double before. */
function before(x: number): number {
  return -after(-x);
}

function cellBound(objective: Objective, a: number, b: number, valueA: Nats, valueB: Nats): Nats {
  const [low, high] = objective.slope(a, b);
  const bound = tent(b - a, valueA, valueB, low, high);
  // Where slopes are nearly known the other bound has nothing to add.
  return bound <= Math.max(valueA, valueB) + GENTLE ? bound : Math.min(bound, objective.ceiling(a, b));
}

function tent(width: number, valueA: Nats, valueB: Nats, low: number, high: number): Nats {
  if (low >= 0) return valueB;
  if (high <= 0) return valueA;
  if (!(Number.isFinite(low) && Number.isFinite(high) && Number.isFinite(valueA) && Number.isFinite(valueB))) {
    return Number.POSITIVE_INFINITY;
  }
  const t = (valueB - valueA - low * width) / (high - low);
  return Math.max(valueA, valueB, valueA + high * Math.min(Math.max(t, 0), width));
}

/** A heap by bound, the largest on top. */
function push(heap: Cell[], cell: Cell): void {
  let at = heap.length;
  heap.push(cell);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]!.bound >= cell.bound) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = cell;
}

function replaceTop(heap: Cell[], cell: Cell): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]!.bound > heap[child]!.bound) child++;
    if (heap[child]!.bound <= cell.bound) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = cell;
}
