/**
 * Whole arrays in the kernels' memory, whose loops are vector kernels: the same numbers as the plain forms. There is one such
 * room.
 */
import { BulkArrays, type PointCells, plainArrays, type SymbolRuns } from '../arrays/bulk-arrays.ts';
import { type Kernels, kernels } from './kernels.ts';

/** Values that the room holds, and cells of points. */
const MOST_VALUES = 65_536;
const MOST_CELLS = 65_536;
/** Places in the memory, as in wasm/layout.ts. */
const POINTS = 65_536;
const SAMPLES = 589_824;
const DITHER = 1_114_112;
const PLACES = 1_376_256;
const ROWS = 1_638_400;
const SYMBOLS = 1_769_472;
const CELLS = 1_835_008;
const FIRSTS = 1_966_080;
const BITS = 1_968_128;

let kept: BulkArrays = plainArrays(0);

/** Room for the arrays of a chunk, the caller's until the next call; what is in it is undefined. */
export function bulkArrays(count: number): BulkArrays {
  const wide = count <= MOST_VALUES ? kernels() : undefined;
  if (wide !== undefined) return new WideArrays(wide, count);
  if (kept.points.length !== count) kept = plainArrays(count);
  return kept;
}

export class WideArrays extends BulkArrays {
  readonly #kernels: Kernels;

  constructor(kernels: Kernels, count: number) {
    const { buffer } = kernels.words;
    super({
      points: new Float64Array(buffer, POINTS, count),
      samples: new Float64Array(buffer, SAMPLES, count),
      words: new Uint32Array(buffer, DITHER, count),
      rows: new Uint16Array(buffer, ROWS, count),
      symbols: new Uint8Array(buffer, SYMBOLS, count),
      places: new Uint32Array(buffer, PLACES, count),
    });
    this.#kernels = kernels;
  }

  override divide(first: number, columns: number, end: number, width: number): void {
    this.#kernels.arrays.divide(first, columns, end, width);
  }

  override squares(column: number, columns: number, unit: number, place: number): number {
    return this.#kernels.arrays.squares(column, columns, this.points.length, unit, place);
  }

  override quantize(column: number, columns: number, width: number, limit: number): number {
    return this.#kernels.arrays.quantize(column, columns, this.points.length, width, limit);
  }

  override setSamples(column: number, columns: number, width: number): void {
    this.#kernels.arrays.samples(column, columns, this.points.length, width);
  }

  override setRows(column: number, columns: number, row: number, shift: number): void {
    this.#kernels.arrays.rows(column, columns, this.points.length, row, shift);
  }

  override setSymbols(column: number, columns: number, of: PointCells): number {
    const { kmin, cells } = of;
    if (cells.length > MOST_CELLS) return super.setSymbols(column, columns, of);
    new Uint16Array(this.points.buffer, CELLS, cells.length).set(cells);
    return this.#kernels.arrays.symbols(column, columns, this.points.length, kmin, cells.length - 1);
  }

  override setFirsts(column: number, columns: number, { firsts, bits }: SymbolRuns): number {
    new Float64Array(this.points.buffer, FIRSTS, firsts.length).set(firsts);
    new Uint8Array(this.points.buffer, BITS, bits.length).set(bits);
    return this.#kernels.arrays.firsts(column, columns, this.points.length);
  }
}
