/**
 * The lattice points of whole arrays, row by row, as bytes: symbols by the table of their dither's bucket on interleaved
 * rANS, then the low bits of points in runs, column by column.
 *
 *     bytes = length of the rANS stream (varuint), the stream, low bits
 *
 * A point beyond all runs has low bits of its own: 1 bit, 1 if it lies to the right; then, n - 1 being its distance from
 * the nearest point beyond, b = floor(log2 n) in 6 bits and the low b bits of n in pieces of 16, the lowest first.
 */
import { ByteReader, ByteWriter, CorruptDataError, LimitExceededError, powerOfTwo } from '../../core/index.ts';
import type { BucketedPoints } from './bucketed-points.ts';
import { decodeInterleaved, encodeInterleaved, interleavedWords } from './interleaved-ans.ts';
import { LowBitsReader, LowBitsWriter } from './low-bits.ts';
import { MAXIMAL_SYMBOLS, SymbolTables } from './symbol-tables.ts';

/** In place of a number of low bits: the point is in no run. */
const BEYOND = 255;
const LENGTH_BITS = 6;
const PIECE_BITS = 16;
const PIECE = 65_536;
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
  /** Symbol + 256 x low bits of each point from kmin on; made when the first array is encoded. */
  symbols: Uint16Array;
  readonly tables: BucketedPoints;
}

interface Room {
  readonly rows: Uint16Array;
  readonly symbols: Uint8Array;
  readonly stream: Uint16Array;
  readonly later: Uint32Array;
}

function roomFor(count: number): Room {
  return {
    rows: new Uint16Array(count),
    symbols: new Uint8Array(count),
    stream: new Uint16Array(interleavedWords(count)),
    later: new Uint32Array(count),
  };
}

export class PointArrayCode {
  readonly #columns: readonly Column[];
  readonly #tables: SymbolTables;
  #room: Room = roomFor(0);

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
        symbols: new Uint16Array(0),
        tables,
      };
      row += 1 << bucketBits;
      return column;
    });
    this.#tables = new SymbolTables(columns.flatMap(({ frequencies }) => frequencies));
  }

  /** Point i is of column i mod columns and has the dither word i. */
  encode(points: Float64Array, words: Uint32Array): Uint8Array {
    const room = this.#roomFor(points.length);
    const low = new LowBitsWriter();
    this.#columns.forEach((column, c) => {
      if (column.symbols.length === 0) column.symbols = symbolsOfPoints(column);
      const count = setSymbols(column, points, words, c, this.#columns.length, room);
      writeLowBits(column, points, room, count, low);
    });
    const stream = encodeInterleaved(this.#tables, room.symbols, room.rows, room.stream);
    const writer = new ByteWriter();
    writer.varuint(stream.length);
    writer.bytes(stream);
    writer.bytes(low.toBytes());
    return writer.toBytes();
  }

  /** As many points as words, into `points`. @throws UnexpectedEndError, CorruptDataError */
  decode(bytes: Uint8Array, words: Uint32Array, points: Float64Array): void {
    const reader = new ByteReader(bytes);
    const stream = reader.bytes(reader.varuint());
    const low = new LowBitsReader(reader.bytes(reader.remaining));
    const room = this.#roomFor(words.length);
    this.#columns.forEach(({ row, shift }, c) => {
      rowsOfColumn(row, shift, words, c, this.#columns.length, room.rows);
    });
    decodeInterleaved(this.#tables, stream, room.rows, room.symbols);
    this.#columns.forEach((column, c) => {
      const count = setFirsts(column, room, c, this.#columns.length, points);
      readLowBits(column, room, count, points, low);
    });
    low.finish();
  }

  /** Arrays to work in, kept for the next chunk. */
  #roomFor(count: number): Room {
    if (this.#room.symbols.length < count) this.#room = roomFor(count);
    const { rows, symbols } = this.#room;
    return { ...this.#room, rows: rows.subarray(0, count), symbols: symbols.subarray(0, count) };
  }
}

/** The table row of every word. */
function rowsOfColumn(
  row: number,
  shift: number,
  words: Uint32Array,
  start: number,
  stride: number,
  rows: Uint16Array,
): void {
  for (let i = start; i < words.length; i += stride) rows[i] = row + ((words[i]! >>> 1) >>> shift);
}

/** Rows and symbols of one column's points; `later`, the points that have low bits. Returns how many of those there are. */
function setSymbols(
  { kmin, span, beyond, row, shift, symbols: symbolOf }: Column,
  points: Float64Array,
  words: Uint32Array,
  start: number,
  stride: number,
  { rows, symbols, later }: Room,
): number {
  const outside = beyond + MAXIMAL_SYMBOLS * BEYOND;
  let count = 0;
  for (let i = start; i < points.length; i += stride) {
    rows[i] = row + ((words[i]! >>> 1) >>> shift);
    const at = points[i]! - kmin;
    const entry = at >= 0 && at < span ? symbolOf[at | 0]! : outside;
    symbols[i] = entry;
    // A branch that is taken now and then would cost more than writing every place and keeping some.
    later[count] = i;
    count += (MAXIMAL_SYMBOLS - 1 - entry) >>> 31;
  }
  return count;
}

function writeLowBits(
  { kmin, span, firsts, bits }: Column,
  points: Float64Array,
  { symbols, later }: Room,
  count: number,
  low: LowBitsWriter,
): void {
  for (let j = 0; j < count; j++) {
    const point = points[later[j]!]!;
    const symbol = symbols[later[j]!]!;
    if (bits[symbol]! !== BEYOND) low.write((point - firsts[symbol]!) | 0, bits[symbol]!);
    else if (point < kmin) writeBeyond(kmin - point, 0, low);
    else writeBeyond(point - kmin - span + 1, 1, low);
  }
}

/** The first points of one column's runs; `later`, those to which low bits are added. Returns how many of those there are. */
function setFirsts(
  { firsts, bits }: Column,
  { symbols, later }: Room,
  start: number,
  stride: number,
  points: Float64Array,
): number {
  let count = 0;
  for (let i = start; i < points.length; i += stride) {
    const symbol = symbols[i]!;
    points[i] = firsts[symbol]!;
    later[count] = i;
    count += -bits[symbol]! >>> 31;
  }
  return count;
}

function readLowBits(
  { kmin, span, bits }: Column,
  { symbols, later }: Room,
  count: number,
  points: Float64Array,
  low: LowBitsReader,
): void {
  for (let j = 0; j < count; j++) {
    const i = later[j]!;
    const length = bits[symbols[i]!]!;
    points[i] = length === BEYOND ? readBeyond(kmin, span, low) : points[i]! + low.read(length);
  }
}

function symbolsOfPoints({ kmin, span, tables }: Column): Uint16Array {
  const symbols = new Uint16Array(span);
  tables.runs.forEach(({ first, bits }, symbol) => {
    symbols.fill(symbol + MAXIMAL_SYMBOLS * bits, first - kmin, first - kmin + (1 << bits));
  });
  return symbols;
}

function writeBeyond(n: number, side: number, low: LowBitsWriter): void {
  let length = 0;
  while (powerOfTwo(length + 1) <= n) length++;
  if (length > MAXIMAL_LENGTH) {
    throw new LimitExceededError(`"point" expected less than 2^51 cells from the law, got ${n}`, MAXIMAL_LENGTH);
  }
  low.write(side, 1);
  low.write(length, LENGTH_BITS);
  let rest = n - powerOfTwo(length);
  for (let left = length; left > 0; left -= PIECE_BITS) {
    const piece = rest % PIECE;
    low.write(piece, Math.min(left, PIECE_BITS));
    rest = (rest - piece) / PIECE;
  }
}

function readBeyond(kmin: number, span: number, low: LowBitsReader): number {
  const side = low.read(1);
  const length = low.read(LENGTH_BITS);
  if (length > MAXIMAL_LENGTH) throw new CorruptDataError('"point" expected less than 2^51 cells from the law', 0);
  let n = powerOfTwo(length);
  for (let read = 0; read < length; read += PIECE_BITS) {
    n += powerOfTwo(read) * low.read(Math.min(length - read, PIECE_BITS));
  }
  return side === 0 ? kmin - n : kmin + span - 1 + n;
}
