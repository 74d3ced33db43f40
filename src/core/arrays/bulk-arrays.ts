/**
 * Whole arrays of lattice points, and the loops over them: one room for a chunk of values, row by row, whose value i is of
 * column i mod columns and has dither word i, u_i = (word_i + 1/2) 2^-32. With cells of width W around centres c W,
 *
 *     k = ceil(c - u - 1/2),    z = W (k + u);
 *
 * the centre is rounded to the grid of the dither, so that k = floor(c) - floor((word - fraction) 2^-32 + 1/2) exactly,
 * its fraction an integer of up to 2^32. These are the plain forms; `WideArrays` has them on vectors.
 */

const GRID = 4_294_967_296;
const GRID_STEP: number = 1 / GRID;
/** Symbols of a cell are below this; what is above counts its low bits. */
const SYMBOLS = 256;

/** The arrays of a chunk. */
export interface ArrayViews {
  /** Centres in widths, then points. */
  readonly points: Float64Array;
  readonly samples: Float64Array;
  readonly words: Uint32Array;
  readonly rows: Uint16Array;
  readonly symbols: Uint8Array;
  /** Of the last call, the values with low bits, in order. */
  readonly places: Uint32Array;
}

/** Points kmin .. kmin + cells.length - 2 of a column as symbol + 256 x low bits; the last entry holds for all others. */
export interface PointCells {
  readonly kmin: number;
  readonly cells: Uint16Array;
}

/** Symbols of a column as points: the first one of each, and how many low bits are added to it (any number but 0, if others). */
export interface SymbolRuns {
  readonly firsts: Float64Array;
  readonly bits: Uint8Array;
}

export class BulkArrays implements ArrayViews {
  readonly points: Float64Array;
  readonly samples: Float64Array;
  readonly words: Uint32Array;
  readonly rows: Uint16Array;
  readonly symbols: Uint8Array;
  readonly places: Uint32Array;

  constructor({ points, samples, words, rows, symbols, places }: ArrayViews) {
    this.points = points;
    this.samples = samples;
    this.words = words;
    this.rows = rows;
    this.symbols = symbols;
    this.places = places;
  }

  /** Centres of a column, from value `first` to before `end`, to multiples of its width. */
  divide(first: number, columns: number, end: number, width: number): void {
    const { points } = this;
    for (let i = first; i < end; i += columns) points[i] = points[i]! / width;
  }

  /** The sum of (unit c - place)^2 over the centres of a column. */
  squares(column: number, columns: number, unit: number, place: number): number {
    const { points } = this;
    // Two sums, so that an addition need not wait for the one before.
    let even = 0;
    let odd = 0;
    let i = column;
    for (; i + columns < points.length; i += 2 * columns) {
      const near = points[i]! * unit - place;
      const far = points[i + columns]! * unit - place;
      even += near * near;
      odd += far * far;
    }
    if (i < points.length) even += (points[i]! * unit - place) * (points[i]! * unit - place);
    return even + odd;
  }

  /** Centres of a column to points and samples; the place of the first centre not below `limit`, or the number of values. */
  quantize(column: number, columns: number, width: number, limit: number): number {
    const { points, samples, words } = this;
    for (let i = column; i < points.length; i += columns) {
      const centre = points[i]!;
      if (!(Math.abs(centre) < limit)) return i;
      const word = words[i]!;
      const integer = Math.floor(centre);
      // A fraction rounded up to 2^32 counts as one more cell: the sum below is exact either way.
      const fraction = Math.floor((centre - integer) * GRID + 0.5);
      const point = integer + (fraction + ((word - fraction) | 0) - word) * GRID_STEP;
      points[i] = point;
      samples[i] = width * (point + (word + 0.5) * GRID_STEP) + 0;
    }
    return points.length;
  }

  /** Samples of a column's points. */
  setSamples(column: number, columns: number, width: number): void {
    const { points, samples, words } = this;
    for (let i = column; i < points.length; i += columns) {
      samples[i] = width * (points[i]! + (words[i]! + 0.5) * GRID_STEP) + 0;
    }
  }

  /** The table row of every word of a column: `row` and the word's bucket, (word >>> 1) >>> shift. */
  setRows(column: number, columns: number, row: number, shift: number): void {
    const { rows, words } = this;
    for (let i = column; i < words.length; i += columns) rows[i] = row + ((words[i]! >>> 1) >>> shift);
  }

  /** Symbols of a column's points; returns how many have low bits. */
  setSymbols(column: number, columns: number, { kmin, cells }: PointCells): number {
    const { points, symbols, places } = this;
    const span = cells.length - 1;
    let count = 0;
    for (let i = column; i < points.length; i += columns) {
      const at = points[i]! - kmin;
      const cell = cells[at >= 0 && at < span ? at | 0 : span]!;
      symbols[i] = cell;
      // A branch that is taken now and then would cost more than writing every place and keeping some.
      places[count] = i;
      count += (SYMBOLS - 1 - cell) >>> 31;
    }
    return count;
  }

  /** First points of a column's symbols; returns how many get low bits. */
  setFirsts(column: number, columns: number, { firsts, bits }: SymbolRuns): number {
    const { points, symbols, places } = this;
    let count = 0;
    for (let i = column; i < points.length; i += columns) {
      const symbol = symbols[i]!;
      points[i] = firsts[symbol]!;
      places[count] = i;
      count += -bits[symbol]! >>> 31;
    }
    return count;
  }
}

/** Room for so many values outside the kernels' memory. */
export function plainArrays(count: number): BulkArrays {
  return new BulkArrays({
    points: new Float64Array(count),
    samples: new Float64Array(count),
    words: new Uint32Array(count),
    rows: new Uint16Array(count),
    symbols: new Uint8Array(count),
    places: new Uint32Array(count),
  });
}
