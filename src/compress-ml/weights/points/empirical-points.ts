/**
 * Points by the table of how often each symbol occurred, which is sent first. Dithered points are counted by the quarter
 * of the dither as well: the quarter is known, so a table of 4 x 65 counts is four tables, one for each.
 */
import { CorruptDataError, log2 } from '../../../core/index.ts';
import {
  categoricalModel,
  type EntropyDecoder,
  type EntropyEncoder,
  type EntropyModel,
} from '../../../entropy/index.ts';
import { decodeInside, encodeInside, insideBits, SYMBOLS, symbolOf } from './cells.ts';
import type { PointModel } from './point-model.ts';

const PRECISION = 15;
const BUCKETS = 4;

/** Number of counts: symbol s in quarter b is number 4 s + b; cells of several points are not divided. */
export function tableSize(bits: number, dithered: boolean): number {
  return quarters(bits, dithered) * SYMBOLS;
}

/** The number of the count that a point belongs to. */
export function countNumber(point: number, dither: number, bits: number, dithered: boolean): number {
  const buckets = quarters(bits, dithered);
  return buckets * symbolOf(point, bits) + Math.floor(dither * buckets);
}

function quarters(bits: number, dithered: boolean): number {
  return dithered && bits === 0 ? BUCKETS : 1;
}

export class EmpiricalPoints implements PointModel {
  readonly #bits: number;
  readonly #buckets: number;
  readonly #models: readonly EntropyModel[];
  #model: EntropyModel;

  /** `table`: frequencies of all symbols as they were sent. @throws CorruptDataError where a quarter has none */
  constructor(table: EntropyModel, bits: number, dithered: boolean) {
    const size = tableSize(bits, dithered);
    if (table.size !== size) throw new CorruptDataError(`"table" expected ${size} symbols, got ${table.size}`, 0);
    this.#bits = bits;
    this.#buckets = quarters(bits, dithered);
    this.#models = Array.from({ length: this.#buckets }, (_, bucket) => {
      const weights = Array.from({ length: SYMBOLS }, (_, symbol) => table.frequency(this.#buckets * symbol + bucket));
      if (weights.every((weight) => weight === 0)) throw new CorruptDataError('"table" expected a symbol', 0);
      return categoricalModel(weights, PRECISION);
    });
    this.#model = this.#models[0]!;
  }

  open(dither: number): void {
    this.#model = this.#models[Math.floor(dither * this.#buckets)]!;
  }

  costBits(point: number): number {
    const symbol = symbolOf(point, this.#bits);
    return insideBits(point, symbol, this.#bits) - log2(this.#model.frequency(symbol));
  }

  take(): void {}

  encode(point: number, encoder: EntropyEncoder): void {
    const symbol = symbolOf(point, this.#bits);
    encoder.encode(this.#model.cumulative(symbol), this.#model.frequency(symbol), PRECISION);
    encodeInside(point, symbol, this.#bits, encoder);
  }

  decode(decoder: EntropyDecoder): number {
    const symbol = this.#model.symbolAt(decoder.peek(PRECISION));
    decoder.consume(this.#model.cumulative(symbol), this.#model.frequency(symbol), PRECISION);
    return decodeInside(symbol, this.#bits, decoder);
  }
}
