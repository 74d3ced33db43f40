/**
 * The loops over a column of a `SteppedArrayCode`: cells of points on the table of the law, to intervals of the stack and low
 * bits, and back.
 */
import { CorruptDataError, LimitExceededError, powerOfTwo, UnexpectedEndError } from '../../core/index.ts';
import { MAXIMAL_POINT } from '../codec/point-range.ts';
import { BEYOND_UNITS, type CdfTable, cumulativeAt, guessedPlace } from './cdf-table.ts';
import { INTERVAL_LANES, INTERVAL_TOTAL, INTERVAL_WORD, wordAt } from './interval-stack.ts';
import type { LowBitsReader, LowBitsWriter } from './low-bits.ts';

export const MAXIMAL_RUN_BITS = 50;
const LENGTH_BITS = 6;
const LAST_UNITS: number = INTERVAL_TOTAL - BEYOND_UNITS;
/** What a run beyond the ends has in place of b. */
const BEYOND = 128;

/** Of each value: its cell's width in knots, v, b; of each symbol its interval; and the stack's bytes. */
export interface CellRoom {
  readonly widths: Float64Array;
  /** The same as words, two each. */
  readonly high: Uint32Array;
  readonly shifts: Float64Array;
  readonly bits: Uint8Array;
  readonly starts: Int32Array;
  readonly frequencies: Int32Array;
  readonly bytes: Uint8Array;
}

/** Intervals and low bits of a column from symbol number `symbol` on; the number of the symbol after them. */
export function encodeColumn(
  { cumulative, knots, first }: CdfTable,
  points: Float64Array,
  column: number,
  columns: number,
  { widths, shifts, bits, starts, frequencies }: CellRoom,
  symbol: number,
  low: LowBitsWriter,
): number {
  for (let i = column; i < points.length; i += columns, symbol++) {
    const width = widths[i]!;
    const shift = shifts[i]!;
    const runBits = bits[i]!;
    const point = points[i]!;
    const run = runBits === 0 ? point : Math.floor(point * powerOfTwo(-runBits));
    const start = cumulativeAt(cumulative, knots, (run + shift) * width - first);
    const end = cumulativeAt(cumulative, knots, (run + 1 + shift) * width - first);
    if (end > start) {
      starts[symbol] = start;
      frequencies[symbol] = end - start;
    } else {
      starts[symbol] = start === BEYOND_UNITS ? 0 : LAST_UNITS;
      frequencies[symbol] = BEYOND_UNITS;
      if (!(Math.abs(point) < MAXIMAL_POINT)) throw tooFar(point);
      writeDistance(Math.abs(run - nearestRun(start !== BEYOND_UNITS, knots, first, width, shift)), low);
    }
    if (runBits > 0) low.writeLong(point - run * powerOfTwo(runBits), runBits);
  }
  return symbol;
}

/** Runs of a column into `points`, where low bits are still to come; bytes of the stack that are left. */
export function decodeColumn(
  { cumulative, guide, knots, first }: CdfTable,
  points: Float64Array,
  column: number,
  columns: number,
  { widths, shifts, bits }: CellRoom,
  states: Float64Array,
  symbol: number,
  stack: Uint8Array,
  left: number,
): number {
  for (let i = column; i < points.length; i += columns, symbol++) {
    const lane = symbol & (INTERVAL_LANES - 1);
    const state = states[lane]!;
    const high = Math.floor(state * (1 / INTERVAL_TOTAL));
    const q = (state - high * INTERVAL_TOTAL) | 0;
    const width = widths[i]!;
    const shift = shifts[i]!;
    let start = 0;
    let end = BEYOND_UNITS;
    if (q >= BEYOND_UNITS && q < LAST_UNITS) {
      let run = Math.floor((guessedPlace(guide, q) + first) / width - shift);
      start = cumulativeAt(cumulative, knots, (run + shift) * width - first);
      end = cumulativeAt(cumulative, knots, (run + 1 + shift) * width - first);
      // The guess is mostly right; cells are in order, and at most 258 are not beyond the ends.
      while (q < start) {
        run--;
        end = start;
        start = cumulativeAt(cumulative, knots, (run + shift) * width - first);
      }
      while (q >= end) {
        run++;
        start = end;
        end = cumulativeAt(cumulative, knots, (run + 1 + shift) * width - first);
      }
      points[i] = run;
    } else {
      const isRight = q >= LAST_UNITS;
      if (isRight) {
        start = LAST_UNITS;
        end = INTERVAL_TOTAL;
      }
      bits[i] = bits[i]! | BEYOND;
      points[i] = isRight ? 1 : -1;
    }
    let next = (end - start) * high + (q - start);
    if (next < INTERVAL_WORD) {
      if (left === 0) throw new UnexpectedEndError('"bytes" expected another word, got the end');
      left -= 3;
      next = next * INTERVAL_WORD + wordAt(stack, left);
    }
    states[lane] = next;
  }
  return left;
}

export function readLowBits(
  { knots, first }: CdfTable,
  points: Float64Array,
  column: number,
  columns: number,
  { widths, shifts, bits }: CellRoom,
  low: LowBitsReader,
): void {
  for (let i = column; i < points.length; i += columns) {
    if (bits[i] === 0) continue;
    const runBits = bits[i]! & (BEYOND - 1);
    let run = points[i]!;
    if (bits[i]! >= BEYOND) {
      run = nearestRun(run > 0, knots, first, widths[i]!, shifts[i]!) + run * readDistance(low);
    }
    const point = run * powerOfTwo(runBits) + low.readLong(runBits);
    if (!(Math.abs(point) < MAXIMAL_POINT)) {
      throw new CorruptDataError('"point" expected less than 2^51 cells from 0', 0);
    }
    points[i] = point;
  }
}

/** The first run that is not beyond the left end, or the last one that is not beyond the right one. */
function nearestRun(isRight: boolean, knots: number, first: number, width: number, shift: number): number {
  const end = isRight ? knots : 0;
  let run = Math.floor((end + first) / width - shift);
  // The run whose cell holds the end; at the right one a cell that begins there is beyond.
  const isPast = (place: number): boolean => (isRight ? place >= end : place > end);
  while (isPast((run + shift) * width - first)) run--;
  while (!isPast((run + 1 + shift) * width - first)) run++;
  return run;
}

function writeDistance(n: number, low: LowBitsWriter): void {
  let length = 0;
  while (powerOfTwo(length + 1) <= n) length++;
  low.write(length, LENGTH_BITS);
  low.writeLong(n - powerOfTwo(length), length);
}

function readDistance(low: LowBitsReader): number {
  const length = low.read(LENGTH_BITS);
  if (length > MAXIMAL_RUN_BITS + 2) throw new CorruptDataError('"point" expected less than 2^51 cells from 0', 0);
  return powerOfTwo(length) + low.readLong(length);
}

function tooFar(point: number): LimitExceededError {
  return new LimitExceededError(`"point" expected less than 2^51 cells from 0, got ${point}`, MAXIMAL_POINT);
}
