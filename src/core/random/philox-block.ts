/**
 * The words of one block under one key: word w of candidate n of block b is output w mod 4 of one philox call,
 *
 *     counter (n mod 2^32,  floor(n / 2^32) + 2^21 (g mod 2^11),  b mod 2^32,  floor(b / 2^32) + 2^21 floor(g / 2^11)),   g = floor(w / 4),
 *
 * so that all addresses are distinct; n | 0 are the low 32 bits of any n below 2^53. Rows and runs of candidates take the
 * calls two at a time.
 */
import { LimitExceededError } from '../errors.ts';
import { philox4x32, philoxPair } from './philox.ts';
import type { SharedBlock } from './types.ts';

const TWO_32 = 4_294_967_296;
const TWO_21 = 2_097_152;
const MAXIMAL_WORD = 16_777_215;

/** Two groups of four words, kept by nobody beyond a call. */
const eight: Uint32Array = new Uint32Array(8);

export class PhiloxBlock implements SharedBlock {
  readonly k0: number;
  readonly k1: number;
  /** The two halves of the block's number. */
  readonly blockLow: number;
  readonly blockHigh: number;

  constructor(k0: number, k1: number, block: number) {
    if (!Number.isSafeInteger(block) || block < 0) throw outOfRange('block', block, Number.MAX_SAFE_INTEGER);
    this.k0 = k0;
    this.k1 = k1;
    this.blockLow = block | 0;
    this.blockHigh = Math.floor(block / TWO_32);
  }

  word(candidate: number, word: number): number {
    checkCandidate(candidate);
    checkWords(word, word);
    this.#group(candidate, word >>> 2, eight, 0);
    return eight[word & 3]!;
  }

  fill(candidate: number, firstWord: number, out: Uint32Array): void {
    if (out.length === 0) return;
    checkCandidate(candidate);
    checkWords(firstWord, firstWord + out.length - 1);
    this.#row(candidate, firstWord, out, 0, out.length);
  }

  candidates(firstCandidate: number, count: number, firstWord: number, words: number, out: Uint32Array): void {
    if (count === 0 || words === 0) return;
    checkCandidate(firstCandidate);
    checkCandidate(firstCandidate + (count - 1));
    checkWords(firstWord, firstWord + words - 1);
    if ((firstWord & 3) + words <= 4) {
      this.#column(firstCandidate, count, firstWord, words, out);
      return;
    }
    for (let i = 0; i < count; i++) this.#row(firstCandidate + i, firstWord, out, i * words, words);
  }

  /** Words that lie in one group, for many candidates: one call each. */
  #column(firstCandidate: number, count: number, firstWord: number, words: number, out: Uint32Array): void {
    const group = firstWord >>> 2;
    const start = firstWord & 3;
    let offset = 0;
    // Invariant: out[0 .. offset - 1] holds the words of the candidates before the i-th.
    for (let i = 0; i < count; i += 2) {
      const candidate = firstCandidate + i;
      if (i + 1 === count) this.#group(candidate, group, eight, 0);
      else this.#pair(candidate, group, candidate + 1, group, eight, 0);
      for (let w = start; w < start + words; w++) out[offset++] = eight[w]!;
      if (i + 1 < count) for (let w = start + 4; w < start + 4 + words; w++) out[offset++] = eight[w]!;
    }
  }

  /** Words firstWord .. firstWord + count - 1 of one candidate at out[offset ..], whole groups of four where they fit. */
  #row(candidate: number, firstWord: number, out: Uint32Array, offset: number, count: number): void {
    const end = firstWord + count;
    let word = firstWord;
    while (word < end) {
      const group = word >>> 2;
      if ((word & 3) === 0 && word + 8 <= end) {
        this.#pair(candidate, group, candidate, group + 1, out, offset);
        word += 8;
        offset += 8;
      } else if ((word & 3) === 0 && word + 4 <= end) {
        this.#group(candidate, group, out, offset);
        word += 4;
        offset += 4;
      } else {
        this.#group(candidate, group, eight, 0);
        do out[offset++] = eight[word++ & 3]!;
        while (word < end && (word & 3) !== 0);
      }
    }
  }

  #group(n: number, g: number, out: Uint32Array, offset: number): void {
    const c1 = Math.floor(n / TWO_32) + TWO_21 * (g & 2047);
    const c3 = this.blockHigh + TWO_21 * (g >>> 11);
    philox4x32(n | 0, c1 | 0, this.blockLow, c3 | 0, this.k0, this.k1, out, offset);
  }

  /** Group g of candidate n, then group h of candidate m. */
  #pair(n: number, g: number, m: number, h: number, out: Uint32Array, offset: number): void {
    const low = this.blockLow;
    const a1 = Math.floor(n / TWO_32) + TWO_21 * (g & 2047);
    const a3 = this.blockHigh + TWO_21 * (g >>> 11);
    const b1 = Math.floor(m / TWO_32) + TWO_21 * (h & 2047);
    const b3 = this.blockHigh + TWO_21 * (h >>> 11);
    const a0 = n | 0;
    const b0 = m | 0;
    philoxPair(a0, a1 | 0, low, a3 | 0, b0, b1 | 0, low, b3 | 0, this.k0, this.k1, out, offset);
  }
}

export function checkCandidate(candidate: number): void {
  if (!Number.isSafeInteger(candidate) || candidate < 0) {
    throw outOfRange('candidate', candidate, Number.MAX_SAFE_INTEGER);
  }
}

export function checkWords(firstWord: number, lastWord: number): void {
  if (!(Number.isInteger(firstWord) && firstWord >= 0 && lastWord <= MAXIMAL_WORD)) {
    throw outOfRange('word', firstWord, MAXIMAL_WORD);
  }
}

function outOfRange(name: string, value: number, limit: number): LimitExceededError {
  return new LimitExceededError(`"${name}" expected an integer from 0 to ${limit}, got ${value}`, limit);
}
