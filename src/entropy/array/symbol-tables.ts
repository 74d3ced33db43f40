/**
 * Static tables for whole arrays: rows of frequencies over at most 256 symbols, out of 2^12, and everything that a coder
 * of arrays looks up instead of computing. Symbol s of row r is entry 256 r + s.
 *
 *     division by f is a product with 1 / f, rounded up:    floor(x / f) = floor(x (1 + 2^-50) / f)    for x < 2^49
 */
import { invalidArgument } from '../../core/index.ts';
import type { EntropyModel } from '../interfaces.ts';
import { frequencyModel } from '../model/frequency-model.ts';

export const TABLE_PRECISION = 12;
export const MAXIMAL_SYMBOLS = 256;
const TOTAL = 4096;
/** More rows than this get no table by point: 16 MB. */
const MAXIMAL_TABLED_ROWS = 1024;
const ROUNDED_UP: number = 1 + 1 / 1_125_899_906_842_624;

export class SymbolTables {
  readonly rows: number;
  readonly frequencies: Uint16Array;
  readonly cumulatives: Uint16Array;
  readonly inverses: Float64Array;
  readonly #rows: readonly Uint32Array[];
  #points: Uint32Array | undefined = undefined;

  /** One array of frequencies per row, each at least 1, with sum 4,096. @throws InvalidArgumentError */
  constructor(rows: readonly Uint32Array[]) {
    this.#rows = rows;
    this.rows = rows.length;
    const entries = MAXIMAL_SYMBOLS * rows.length;
    this.frequencies = new Uint16Array(entries);
    this.cumulatives = new Uint16Array(entries);
    this.inverses = new Float64Array(entries);
    rows.forEach((frequencies, row) => {
      this.#setRow(row, frequencies);
    });
  }

  /** The row as a model: the plain form. */
  model(row: number): EntropyModel {
    return frequencyModel(this.#rows[row]!, TABLE_PRECISION);
  }

  /**
   * Entry 4,096 r + q: what a decoder needs where the cell of q in row r starts at c with frequency f and symbol s, as
   * s 2^24 + (f - 1) 2^12 + (q - c). Undefined for too many rows.
   */
  get points(): Uint32Array | undefined {
    if (this.#points === undefined && this.rows <= MAXIMAL_TABLED_ROWS) this.#points = this.#makePoints();
    return this.#points;
  }

  #setRow(row: number, frequencies: Uint32Array): void {
    if (frequencies.length > MAXIMAL_SYMBOLS) {
      throw invalidArgument('frequencies.length', `at most ${MAXIMAL_SYMBOLS}`, frequencies.length);
    }
    let start = 0;
    for (let symbol = 0; symbol < frequencies.length; symbol++) {
      const frequency = frequencies[symbol]!;
      if (frequency < 1) throw invalidArgument('frequencies', 'at least 1 each', frequency);
      const entry = MAXIMAL_SYMBOLS * row + symbol;
      this.frequencies[entry] = frequency;
      this.cumulatives[entry] = start;
      this.inverses[entry] = (1 / frequency) * ROUNDED_UP;
      start += frequency;
    }
    if (start !== TOTAL) throw invalidArgument('frequencies', `the sum ${TOTAL}`, start);
  }

  #makePoints(): Uint32Array {
    const points = new Uint32Array(TOTAL * this.rows);
    for (let row = 0; row < this.rows; row++) {
      const size = this.#rows[row]!.length;
      for (let symbol = 0; symbol < size; symbol++) {
        const entry = MAXIMAL_SYMBOLS * row + symbol;
        const frequency = this.frequencies[entry]!;
        const first = TOTAL * row + this.cumulatives[entry]!;
        const packed = (symbol << 24) | ((frequency - 1) << 12);
        for (let offset = 0; offset < frequency; offset++) points[first + offset] = packed | offset;
      }
    }
    return points;
  }
}
