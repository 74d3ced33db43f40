/** How numbers become points and points numbers, all in units of the step, a block of elements at a time. */
import type { SharedRandomness } from '../../../core/index.ts';
import type { EntropyDecoder, EntropyEncoder } from '../../../entropy/index.ts';
import type { PointModel } from '../points/point-model.ts';

/** Elements whose dither is one block of shared words; blocks start at its multiples. */
export const BLOCK_ELEMENTS = 65_536;

export interface Quantizer {
  readonly dithered: boolean;
  /** Elements go together in groups of this many; the last group is filled up with zeros. */
  readonly group: number;
  /** The points of y, a block of at most 65,536 elements from element `first` on, at `points`. The model goes on with them. */
  quantize(y: Float64Array, first: number, model: PointModel, points: Float64Array): void;
  /** Writes a block of points. */
  encode(points: Float64Array, first: number, model: PointModel, encoder: EntropyEncoder): void;
  /** Reads a block of points and gives its values z. @throws CorruptDataError */
  decode(z: Float64Array, first: number, model: PointModel, decoder: EntropyDecoder): void;
  /** The values z of a block of points. */
  values(points: Float64Array, first: number, z: Float64Array): void;
}

/** The words of a tensor's dither: word e mod 2^16 of block floor(e / 2^16), candidate 0, for element e. */
export class DitherWords {
  readonly #shared: SharedRandomness;
  #words: Uint32Array = new Uint32Array(0);

  /** `shared`: the stream of this tensor. */
  constructor(shared: SharedRandomness) {
    this.#shared = shared;
  }

  /** Those of `count` elements from `first` on, all of one block; valid until the next call. */
  of(first: number, count: number): Uint32Array {
    if (this.#words.length < count) this.#words = new Uint32Array(count);
    const words = this.#words.subarray(0, count);
    this.#shared.block(Math.floor(first / BLOCK_ELEMENTS)).fill(0, first % BLOCK_ELEMENTS, words);
    return words;
  }
}
