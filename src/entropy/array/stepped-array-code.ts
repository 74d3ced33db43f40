/**
 * Whole arrays of lattice points whose step changes from value to value, as in layered quantization: z = W (k + t), and the
 * prior F of the centre gives P(k | t, W) = F((k + 1/2 + t) W) - F((k - 1/2 + t) W). The cell of a point is an interval on a
 * table of F (see `cdf-table.ts`), which goes to a stack of intervals. A cell narrower than 8 knots is one of a run of 2^b,
 * and its place in the run takes b bits. With the spacing H and the first knot a of the table,
 *
 *     b = the least with 2^b W / H >= 8 (to within a factor of 2),   w = 2^b W / H,   v = (t - 1/2) / 2^b,
 *     run r = floor(k / 2^b) has the cell [C(p_r), C(p_(r+1))),   p_r = (r + v) w - a
 *
 *     bytes = length of the stack (varuint), the stack, low bits;   column by column, and value by value in a column
 *
 * Runs wholly beyond an end of the table share its 16 units; for them the low bits begin with floor(log2 n), 6 bits, and
 * n less its highest bit, n the distance from the nearest run that is not beyond.
 */
import {
  type Bits,
  ByteReader,
  ByteWriter,
  CorruptDataError,
  concatenate,
  LimitExceededError,
  log2,
  powerOfTwo,
  UnexpectedEndError,
} from '../../core/index.ts';
import { MAXIMAL_POINT } from '../codec/point-range.ts';
import { BEYOND_UNITS, type CdfTable, cumulativeAt, guessedPlace } from './cdf-table.ts';
import {
  encodeIntervals,
  finishIntervals,
  INTERVAL_LANES,
  INTERVAL_TOTAL,
  INTERVAL_WORD,
  intervalBytes,
  openIntervals,
  wordAt,
} from './interval-stack.ts';
import { LowBitsReader, LowBitsWriter } from './low-bits.ts';

/** log2 of the knots that a run spans at least. */
const RUN_KNOTS_BITS = 3;
const MAXIMAL_RUN_BITS = 50;
/** Wider cells are all the same: the law is in one of them. */
const WIDEST = powerOfTwo(200);
const LENGTH_BITS = 6;
const LAST_UNITS: number = INTERVAL_TOTAL - BEYOND_UNITS;
/** What a run beyond the ends has in place of b. */
const BEYOND = 128;

export class SteppedArrayCode {
  readonly #columns: readonly CdfTable[];

  /** One table per column; point i is of column i mod columns. */
  constructor(columns: readonly CdfTable[]) {
    this.#columns = columns;
  }

  /** Integers below 2^51 in size, by their steps W > 0 and dithers -2 < t < 2. @throws LimitExceededError */
  encode(points: Float64Array, steps: Float64Array, dithers: Float64Array): Uint8Array {
    const room = this.#open(steps, dithers);
    const low = new LowBitsWriter();
    let symbol = 0;
    this.#columns.forEach((table, column) => {
      symbol = encodeColumn(table, points, column, this.#columns.length, room, symbol, low);
    });
    const stack = encodeIntervals(room.starts, room.frequencies, points.length, room.bytes);
    const writer = new ByteWriter();
    writer.varuint(stack.length);
    return concatenate([writer.toBytes(), stack, low.toBytes()]);
  }

  /** As many points as steps, into `points`. @throws UnexpectedEndError, CorruptDataError, LimitExceededError */
  decode(bytes: Uint8Array, steps: Float64Array, dithers: Float64Array, points: Float64Array): void {
    const reader = new ByteReader(bytes);
    const stack = reader.bytes(reader.varuint());
    const low = new LowBitsReader(reader.bytes(reader.remaining));
    const room = this.#open(steps, dithers);
    const columns = this.#columns.length;
    const opened = openIntervals(stack);
    const { states } = opened;
    let { left } = opened;
    let symbol = 0;
    this.#columns.forEach((table, column) => {
      left = decodeColumn(table, points, column, columns, room, states, symbol, stack, left);
      symbol += Math.ceil((points.length - column) / columns);
    });
    finishIntervals(states, left);
    this.#columns.forEach((table, column) => {
      readLowBits(table, points, column, columns, room, low);
    });
    low.finish();
  }

  /** What a point of a column costs by its table. */
  codelengthBits(column: number, point: number, step: number, dither: number): Bits {
    const lone = new SteppedArrayCode([this.#columns[column]!]);
    const room = lone.#open(Float64Array.of(step), Float64Array.of(dither));
    const low = new LowBitsWriter();
    encodeColumn(this.#columns[column]!, Float64Array.of(point), 0, 1, room, 0, low);
    return 20 - log2(room.frequencies[0]!) + low.bits;
  }

  /** Cells in knots, dithers and low bits of all values. */
  #open(steps: Float64Array, dithers: Float64Array): Room {
    const count = steps.length;
    if (kept.bits.length < count) kept = roomFor(count);
    const { widths, high, shifts, bits } = kept;
    const columns = this.#columns.length;
    this.#columns.forEach(({ spacing }, column) => {
      const perStep = 1 / spacing;
      for (let i = column; i < count; i += columns) widths[i] = Math.min(steps[i]! * perStep, WIDEST);
    });
    for (let i = 0; i < count; i++) {
      const runBits = RUN_KNOTS_BITS + 1023 - (high[2 * i + HIGH]! >>> 20);
      if (runBits <= 0) {
        bits[i] = 0;
        shifts[i] = dithers[i]! - 0.5;
      } else {
        if (runBits > MAXIMAL_RUN_BITS) throw tooNarrow(steps[i]!);
        bits[i] = runBits;
        widths[i] = widths[i]! * powerOfTwo(runBits);
        shifts[i] = (dithers[i]! - 0.5) * powerOfTwo(-runBits);
      }
    }
    return kept;
  }
}

/** Of each value: its cell's width in knots, v, b; of each symbol its interval; and the stack's bytes. */
interface Room {
  readonly widths: Float64Array;
  /** The same as words, two each. */
  readonly high: Uint32Array;
  readonly shifts: Float64Array;
  readonly bits: Uint8Array;
  readonly starts: Int32Array;
  readonly frequencies: Int32Array;
  readonly bytes: Uint8Array;
}

/** Which word of a double has its exponent. */
const HIGH: number = new Uint32Array(Float64Array.of(1).buffer)[1] === 0x3ff00000 ? 1 : 0;

/** Kept from array to array: it is read before anything else runs. */
let kept: Room = roomFor(0);

function roomFor(count: number): Room {
  const widths = new Float64Array(count);
  return {
    widths,
    high: new Uint32Array(widths.buffer),
    shifts: new Float64Array(count),
    bits: new Uint8Array(count),
    starts: new Int32Array(count),
    frequencies: new Int32Array(count),
    bytes: new Uint8Array(intervalBytes(count)),
  };
}

/** Intervals and low bits of a column from symbol number `symbol` on; the number of the symbol after them. */
function encodeColumn(
  { cumulative, knots, first }: CdfTable,
  points: Float64Array,
  column: number,
  columns: number,
  { widths, shifts, bits, starts, frequencies }: Room,
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
function decodeColumn(
  { cumulative, guide, knots, first }: CdfTable,
  points: Float64Array,
  column: number,
  columns: number,
  { widths, shifts, bits }: Room,
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

function readLowBits(
  { knots, first }: CdfTable,
  points: Float64Array,
  column: number,
  columns: number,
  { widths, shifts, bits }: Room,
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

function tooNarrow(step: number): LimitExceededError {
  return new LimitExceededError(
    `"step" expected lattice points below 2^51 under this prior, got a step of ${step}`,
    MAXIMAL_POINT,
  );
}

function tooFar(point: number): LimitExceededError {
  return new LimitExceededError(`"point" expected less than 2^51 cells from 0, got ${point}`, MAXIMAL_POINT);
}
