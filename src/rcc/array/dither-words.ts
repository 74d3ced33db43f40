/** Dither in bulk: value v of a file has word v mod 2^16 of candidate 0 of block floor(v / 2^16). */
import type { SharedRandomness } from '../../core/index.ts';

const WORDS_PER_BLOCK = 65_536;

/** The dither words of values first .. first + count - 1. */
export function ditherWords(shared: SharedRandomness, first: number, count: number): Uint32Array {
  const words = new Uint32Array(count);
  setDitherWords(shared, first, words);
  return words;
}

/** The dither words of as many values from the first one on as there is room for. */
export function setDitherWords(shared: SharedRandomness, first: number, words: Uint32Array): void {
  const count = words.length;
  for (let done = 0; done < count; ) {
    const value = first + done;
    const word = value % WORDS_PER_BLOCK;
    const length = Math.min(count - done, WORDS_PER_BLOCK - word);
    shared.block((value - word) / WORDS_PER_BLOCK).fill(0, word, words.subarray(done, done + length));
    done += length;
  }
}
