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
  concatenate,
  LimitExceededError,
  log2,
  powerOfTwo,
} from '../../core/index.ts';
import { MAXIMAL_POINT } from '../codec/point-range.ts';
import type { CdfTable } from './cdf-table.ts';
import { encodeIntervals, finishIntervals, intervalBytes, openIntervals } from './interval-stack.ts';
import { LowBitsReader, LowBitsWriter } from './low-bits.ts';
import { type CellRoom, decodeColumn, encodeColumn, MAXIMAL_RUN_BITS, readLowBits } from './stepped-columns.ts';

/** log2 of the knots that a run spans at least. */
const RUN_KNOTS_BITS = 3;
/** Wider cells are all the same: the law is in one of them. */
const WIDEST = powerOfTwo(200);

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
  #open(steps: Float64Array, dithers: Float64Array): CellRoom {
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

/** Which word of a double has its exponent. */
const HIGH: number = new Uint32Array(Float64Array.of(1).buffer)[1] === 0x3ff00000 ? 1 : 0;

/** Kept from array to array: it is read before anything else runs. */
let kept: CellRoom = roomFor(0);

function roomFor(count: number): CellRoom {
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

function tooNarrow(step: number): LimitExceededError {
  return new LimitExceededError(
    `"step" expected lattice points below 2^51 under this prior, got a step of ${step}`,
    MAXIMAL_POINT,
  );
}
