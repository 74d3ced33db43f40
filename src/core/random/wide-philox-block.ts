/**
 * The words of one block, in bulk by the vector form of philox: eight counters at a time. A few words, and engines without
 * it, take the plain form; the words are the same.
 */
import { type Kernels, kernels } from '../wasm/kernels.ts';
import { checkCandidate, checkWords, PhiloxBlock } from './philox-block.ts';

const TWO_32 = 4_294_967_296;
const TWO_21 = 2_097_152;
/** Below so many calls the plain form is as fast. */
const LEAST_CALLS = 3;
/** Calls that the kernels' memory holds. */
const MOST_CALLS = 2048;
/** Groups of four words with one upper half of their number: c3 stays, c1 counts. */
const GROUPS_PER_COLUMN = 2048;

export class WidePhiloxBlock extends PhiloxBlock {
  override fill(candidate: number, firstWord: number, out: Uint32Array): void {
    const wide = out.length < 4 * LEAST_CALLS ? undefined : kernels();
    if (wide === undefined) super.fill(candidate, firstWord, out);
    else {
      checkCandidate(candidate);
      checkWords(firstWord, firstWord + out.length - 1);
      this.#row(wide, candidate, firstWord, out, 0, out.length);
    }
  }

  override candidates(first: number, count: number, firstWord: number, words: number, out: Uint32Array): void {
    const group = firstWord >>> 2;
    const start = firstWord & 3;
    const low = first % TWO_32;
    const inGroup = start + words <= 4 && count >= LEAST_CALLS && low + count <= TWO_32;
    const wide = inGroup ? kernels() : undefined;
    if (wide === undefined) {
      super.candidates(first, count, firstWord, words, out);
      return;
    }
    checkCandidate(first);
    checkCandidate(first + (count - 1));
    checkWords(firstWord, firstWord + words - 1);
    wide.key(this.k0, this.k1);
    const c1 = (first - low) / TWO_32 + TWO_21 * (group % GROUPS_PER_COLUMN);
    const c3 = this.blockHigh + TWO_21 * (group >>> 11);
    for (let done = 0, offset = 0; done < count; done += MOST_CALLS) {
      const calls = Math.min(count - done, MOST_CALLS);
      wide.fill(low + done, c1, this.blockLow, c3, 1, 0, calls);
      for (let at = start; at < 4 * calls; at += 4) {
        for (let w = at; w < at + words; w++) out[offset++] = wide.words[w]!;
      }
    }
  }

  /** Whole groups of four words, and what of them is asked for. */
  #row(wide: Kernels, candidate: number, firstWord: number, out: Uint32Array, from: number, count: number): void {
    wide.key(this.k0, this.k1);
    const high = Math.floor(candidate / TWO_32);
    const end = firstWord + count;
    for (let word = firstWord, offset = from; word < end; ) {
      const group = word >>> 2;
      const column = group % GROUPS_PER_COLUMN;
      const calls = Math.min(((end + 3) >>> 2) - group, GROUPS_PER_COLUMN - column);
      const c3 = this.blockHigh + TWO_21 * (group >>> 11);
      wide.fill(candidate | 0, high + TWO_21 * column, this.blockLow, c3, 0, TWO_21, calls);
      const skipped = word - 4 * group;
      const taken = Math.min(4 * calls - skipped, end - word);
      out.set(wide.words.subarray(skipped, skipped + taken), offset);
      word += taken;
      offset += taken;
    }
  }
}
