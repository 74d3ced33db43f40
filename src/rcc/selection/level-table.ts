/**
 * The rising level of greedy Poisson rejection sampling, as a table: how high it has risen by a time, and when it reaches
 * a height.
 *
 *     dL/dt = G(L), L(0) = 0,    so    t(h) = integral_0^h dh' / G(h'),    G(h) = E_p max(0, w - h)
 *
 * The heights start as w_max y^3 (10 - 15 y + 6 y^2), y in equal steps, dense at both ends; a cell gives t at its ends
 * and middle by Simpson's rule, and t between them by cubic Hermite interpolation (dt/dh = 1/G). An error of t biases the
 * sample by TV = E_p[G(w) |error of t(w)|] / 2, so a cell is halved while that, seen by Simpson's rule on the halves, is
 * above its share of 1e-9; jumps of G' (weights with atoms) are thus closed in on. The table ends where G is below 1e-11:
 * so few come that late that all of them may be accepted.
 *
 * G. Flamich, "Greedy Poisson rejection sampling", NeurIPS 2023; the table and its error are ours.
 */
import { exp, LimitExceededError, log, type Nats } from '../../core/index.ts';
import type { LevelFunctions } from '../types.ts';

export interface LevelTable {
  /** log L(t); -Infinity at time 0. */
  logLevelAt(time: number): Nats;
  /** t(e^logLevel): a candidate of that log weight is accepted up to this time. Infinity from the end of the table on. */
  timeAt(logLevel: Nats): number;
}

/** How far a sample's law may be off by the table. */
export const LEVEL_TABLE_VARIATION = 1e-9;
/** What the cells may spend of it; the rest is for the end of the table, and for G where that is a table itself. */
const CELLS_VARIATION = 0.9e-9;
const LATE = 1e-11;
/** Where the rounding of G, a difference, shows. */
const VANISHED = 1e-15;
const CELLS = 512;
const MAXIMAL_NODES = 65_536;
const HALVINGS = 50;

const tables = new WeakMap<object, LevelTable>();

/** The table of normalised weights, kept for their shape. @throws LimitExceededError where G is too rough for the error wanted. */
export function levelTable(weights: LevelFunctions): LevelTable {
  let table = tables.get(weights.shape);
  if (table === undefined) {
    table = tableOf(nodesOf(weights));
    tables.set(weights.shape, table);
  }
  return table;
}

/** A height with its time and its slope dt/dh. */
interface Node {
  readonly level: number;
  readonly time: number;
  readonly slope: number;
}

/** A height with 1/G and w_P. */
interface Sampled {
  readonly level: number;
  readonly slope: number;
  readonly above: number;
}

function nodesOf({ logWeightBound, massAbove, proposalAbove }: LevelFunctions): Node[] {
  const bound = exp(logWeightBound);
  const sampled = (level: number): Sampled => {
    const logLevel = Math.min(log(level), logWeightBound);
    return { level, slope: 1 / massAbove(logLevel), above: proposalAbove(logLevel) };
  };
  const nodes: Node[] = [{ level: 0, time: 0, slope: 1 }];
  let last: Sampled = { level: 0, slope: 1, above: 1 };

  /** Appends the cell from `last` to `to`; `middle` lies between, `share` of the total variation may be its. */
  function cell(middle: Sampled, to: Sampled, share: number): void {
    const from = last;
    const width = to.level - from.level;
    const [before, after] = [sampled((from.level + middle.level) / 2), sampled((middle.level + to.level) / 2)];
    const start = nodes.at(-1)!.time;
    const half = start + simpson(width / 2, from.slope, before.slope, middle.slope);
    const end = half + simpson(width / 2, middle.slope, after.slope, to.slope);
    const whole = start + simpson(width, from.slope, middle.slope, to.slope);
    const between = hermite(from.level, start, from.slope, to.level, end, to.slope, middle.level);
    // An error at the end stays for all larger weights, one between the ends concerns the weights of the cell.
    const ours = Math.abs(between - half) * (from.above - to.above) + Math.abs(whole - end) * from.above;
    if (ours / from.slope / 2 > share && middle.level > from.level && middle.level < to.level) {
      if (nodes.length >= MAXIMAL_NODES) {
        throw new LimitExceededError(
          '"weights" expected level functions that a table of 65,536 heights holds to 1e-9; the Poisson functional ' +
            'representation needs none',
          MAXIMAL_NODES,
        );
      }
      cell(before, middle, share / 2);
      cell(after, to, share / 2);
      return;
    }
    nodes.push({ level: middle.level, time: half, slope: middle.slope });
    nodes.push({ level: to.level, time: end, slope: to.slope });
    last = to;
  }

  // Invariant: the table reaches up to `last`; at `ceiling` G has vanished.
  let ceiling = bound;
  for (let i = 1; last.slope * LATE < 1; i++) {
    const y = i / CELLS;
    const planned = bound * y * y * y * (10 - 15 * y + 6 * y * y);
    // At the end of the plan the gap to the ceiling is halved until G is small.
    const level = planned < ceiling ? planned : last.level + (ceiling - last.level) / 2;
    if (!(level > last.level && level < ceiling)) break;
    const to = sampled(level);
    if (to.slope * VANISHED < 1) cell(sampled((last.level + level) / 2), to, CELLS_VARIATION / CELLS);
    else ceiling = level;
  }
  return nodes;
}

function simpson(width: number, from: number, middle: number, to: number): number {
  return (width / 6) * (from + 4 * middle + to);
}

/** The cubic with values and slopes given at a and b, at x. */
function hermite(
  a: number,
  valueA: number,
  slopeA: number,
  b: number,
  valueB: number,
  slopeB: number,
  x: number,
): number {
  const width = b - a;
  const s = (x - a) / width;
  const r = 1 - s;
  const rise = valueB - valueA;
  return valueA + rise * s + s * r * (r * (slopeA * width - rise) - s * (slopeB * width - rise));
}

function tableOf(nodes: readonly Node[]): LevelTable {
  const end = nodes.at(-1)!;
  const levels = Float64Array.from(nodes, (node) => node.level);
  const times = Float64Array.from(nodes, (node) => node.time);
  const timeIn = (cell: number, level: number): number => {
    const [a, b] = [nodes[cell]!, nodes[cell + 1]!];
    return hermite(a.level, a.time, a.slope, b.level, b.time, b.slope, level);
  };
  return {
    logLevelAt(time) {
      if (time >= end.time) return log(end.level);
      const cell = cellOf(times, time);
      // Invariant: the time is reached in [low, high].
      let low = levels[cell]!;
      let high = levels[cell + 1]!;
      for (let i = 0; i < HALVINGS; i++) {
        const middle = (low + high) / 2;
        if (timeIn(cell, middle) <= time) low = middle;
        else high = middle;
      }
      return log(low);
    },
    timeAt(logLevel) {
      const level = exp(logLevel);
      return level >= end.level ? Number.POSITIVE_INFINITY : timeIn(cellOf(levels, level), level);
    },
  };
}

/** The last cell that starts at or before x. */
function cellOf(starts: Float64Array, x: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= x) low = middle;
    else high = middle;
  }
  return low;
}
