/**
 * The shared words of layered quantization in bulk: dither and scale words of a run of values are drawn by two calls, and
 * value by value they are only copied. The same words as the block's own, whatever is asked for.
 */
import type { SharedBlock } from '../../core/index.ts';
import { SCALE_WORDS, VALUES_PER_BLOCK } from '../proposal/layer.ts';

export class BulkLayerWords implements SharedBlock {
  readonly #block: SharedBlock;
  readonly #first: number;
  readonly #dither: Uint32Array;
  readonly #scales: Uint32Array;

  /** For values first .. first + count - 1 of a block. */
  constructor(block: SharedBlock, first: number, count: number) {
    this.#block = block;
    this.#first = first;
    this.#dither = new Uint32Array(count);
    this.#scales = new Uint32Array(SCALE_WORDS * count);
    block.fill(0, first, this.#dither);
    block.fill(0, VALUES_PER_BLOCK + SCALE_WORDS * first, this.#scales);
  }

  word(candidate: number, word: number): number {
    const at = word - this.#first;
    return candidate === 0 && at >= 0 && at < this.#dither.length
      ? this.#dither[at]!
      : this.#block.word(candidate, word);
  }

  fill(candidate: number, firstWord: number, out: Uint32Array): void {
    const at = firstWord - VALUES_PER_BLOCK - SCALE_WORDS * this.#first;
    if (candidate === 0 && at >= 0 && at + out.length <= this.#scales.length) {
      for (let i = 0; i < out.length; i++) out[i] = this.#scales[at + i]!;
    } else this.#block.fill(candidate, firstWord, out);
  }

  candidates(firstCandidate: number, count: number, firstWord: number, words: number, out: Uint32Array): void {
    this.#block.candidates(firstCandidate, count, firstWord, words, out);
  }
}
