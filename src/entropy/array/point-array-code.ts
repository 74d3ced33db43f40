/**
 * The lattice points of whole arrays, row by row, as bytes: symbols by the table of their dither's bucket on interleaved
 * rANS, then the low bits of points in runs, column by column.
 *
 *     bytes = length of the rANS stream (varuint), the stream, low bits
 *
 * A point beyond all runs has low bits of its own: 1 bit, 1 if it lies to the right; then, n - 1 being its distance from
 * the nearest point beyond, b = floor(log2 n) in 6 bits and the low b bits of n in pieces of 16, the lowest first.
 */
import {
  type BulkArrays,
  ByteReader,
  ByteWriter,
  bulkArrays,
  CorruptDataError,
  LimitExceededError,
  powerOfTwo,
} from '../../core/index.ts';
import type { BucketedPoints } from './bucketed-points.ts';
import { decodeInterleaved, encodeInterleaved, interleavedWords } from './interleaved-ans.ts';
import { LowBitsReader, LowBitsWriter } from './low-bits.ts';
import { MAXIMAL_SYMBOLS, SymbolTables } from './symbol-tables.ts';

/** In place of a number of low bits: the point is in no run. */
const BEYOND = 255;
const LENGTH_BITS = 6;
/** Distances from the runs stay below 2^51. */
const MAXIMAL_LENGTH = 50;

/** One column: its runs and where its rows start. */
interface Column {
  readonly beyond: number;
  readonly kmin: number;
  readonly span: number;
  readonly firsts: Float64Array;
  readonly bits: Uint8Array;
  /** The bucket of a word is (word >>> 1) >>> shift. */
  readonly shift: number;
  readonly row: number;
  /** Made when the first array is encoded. */
  cells: Uint16Array;
  readonly tables: BucketedPoints;
}

export class PointArrayCode {
  readonly #columns: readonly Column[];
  readonly #tables: SymbolTables;
  /** Room for the stream, kept for the next array. */
  #stream: Uint16Array = new Uint16Array(0);

  /** One law and step per column. */
  constructor(columns: readonly BucketedPoints[]) {
    let row = 0;
    this.#columns = columns.map((tables) => {
      const { runs, beyond, kmin, span, bucketBits } = tables;
      const column: Column = {
        beyond,
        kmin,
        span,
        firsts: Float64Array.of(...runs.map(({ first }) => first), 0),
        bits: Uint8Array.of(...runs.map(({ bits }) => bits), BEYOND),
        shift: 31 - bucketBits,
        row,
        cells: new Uint16Array(0),
        tables,
      };
      row += 1 << bucketBits;
      return column;
    });
    this.#tables = new SymbolTables(columns.flatMap(({ frequencies }) => frequencies));
  }

  /** Point i is of column i mod columns and has the dither word i. */
  encode(points: Float64Array, words: Uint32Array): Uint8Array {
    const arrays = bulkArrays(points.length);
    arrays.points.set(points);
    arrays.words.set(words);
    return this.encodeArrays(arrays);
  }

  /** The same, of points and words in place. */
  encodeArrays(arrays: BulkArrays): Uint8Array {
    const low = new LowBitsWriter();
    this.#columns.forEach((column, c) => {
      if (column.cells.length === 0) column.cells = cellsOf(column);
      arrays.setRows(c, this.#columns.length, column.row, column.shift);
      writeLowBits(column, arrays, arrays.setSymbols(c, this.#columns.length, column), low);
    });
    const room = interleavedWords(arrays.symbols.length);
    if (this.#stream.length < room) this.#stream = new Uint16Array(room);
    const stream = encodeInterleaved(this.#tables, arrays.symbols, arrays.rows, this.#stream);
    const writer = new ByteWriter();
    writer.varuint(stream.length);
    const pieces = [writer.toBytes(), stream, low.toBytes()];
    // A writer that grows would copy them twice more.
    const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  /** As many points as words, into `points`. @throws UnexpectedEndError, CorruptDataError */
  decode(bytes: Uint8Array, words: Uint32Array, points: Float64Array): void {
    const arrays = bulkArrays(words.length);
    arrays.words.set(words);
    this.decodeArrays(bytes, arrays);
    points.set(arrays.points);
  }

  /** The same, by words in place. @throws UnexpectedEndError, CorruptDataError */
  decodeArrays(bytes: Uint8Array, arrays: BulkArrays): void {
    const reader = new ByteReader(bytes);
    const stream = reader.bytes(reader.varuint());
    const low = new LowBitsReader(reader.bytes(reader.remaining));
    this.#columns.forEach(({ row, shift }, c) => {
      arrays.setRows(c, this.#columns.length, row, shift);
    });
    decodeInterleaved(this.#tables, stream, arrays.rows, arrays.symbols);
    this.#columns.forEach((column, c) => {
      readLowBits(column, arrays, arrays.setFirsts(c, this.#columns.length, column), low);
    });
    low.finish();
  }
}

/** Low bits of the first `count` places. */
function writeLowBits(
  { kmin, span, firsts, bits }: Column,
  { points, symbols, places }: BulkArrays,
  count: number,
  low: LowBitsWriter,
): void {
  for (let j = 0; j < count; j++) {
    const point = points[places[j]!]!;
    const symbol = symbols[places[j]!]!;
    if (bits[symbol]! !== BEYOND) low.write((point - firsts[symbol]!) | 0, bits[symbol]!);
    else if (point < kmin) writeBeyond(kmin - point, 0, low);
    else writeBeyond(point - kmin - span + 1, 1, low);
  }
}

function readLowBits(
  { kmin, span, bits }: Column,
  { points, symbols, places }: BulkArrays,
  count: number,
  low: LowBitsReader,
): void {
  for (let j = 0; j < count; j++) {
    const i = places[j]!;
    const length = bits[symbols[i]!]!;
    points[i] = length === BEYOND ? readBeyond(kmin, span, low) : points[i]! + low.read(length);
  }
}

/** Symbol + 256 x low bits of each point from kmin on, and of any other one. */
function cellsOf({ kmin, span, beyond, tables }: Column): Uint16Array {
  const cells = new Uint16Array(span + 1).fill(beyond + MAXIMAL_SYMBOLS * BEYOND);
  tables.runs.forEach(({ first, bits }, symbol) => {
    cells.fill(symbol + MAXIMAL_SYMBOLS * bits, first - kmin, first - kmin + (1 << bits));
  });
  return cells;
}

function writeBeyond(n: number, side: number, low: LowBitsWriter): void {
  let length = 0;
  while (powerOfTwo(length + 1) <= n) length++;
  if (length > MAXIMAL_LENGTH) {
    throw new LimitExceededError(`"point" expected less than 2^51 cells from the law, got ${n}`, MAXIMAL_LENGTH);
  }
  low.write(side, 1);
  low.write(length, LENGTH_BITS);
  low.writeLong(n - powerOfTwo(length), length);
}

function readBeyond(kmin: number, span: number, low: LowBitsReader): number {
  const side = low.read(1);
  const length = low.read(LENGTH_BITS);
  if (length > MAXIMAL_LENGTH) throw new CorruptDataError('"point" expected less than 2^51 cells from the law', 0);
  const n = powerOfTwo(length) + low.readLong(length);
  return side === 0 ? kmin - n : kmin + span - 1 + n;
}
