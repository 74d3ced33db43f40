/**
 * Small fast counting generator, 32 bits: a few additions per word, a cycle of at least 2^32 words for any key. It serves
 * fresh streams, which nobody repeats. C. Doty-Humphrey, PractRand (sfc32).
 */
import type { RandomSource } from './types.ts';

/** Words thrown away first: then streams whose keys differ in one bit have nothing in common. */
const WARM_UP = 16;

export class SmallFastCounter implements RandomSource {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  constructor(a: number, b: number, c: number) {
    let s0 = a | 0;
    let s1 = b | 0;
    let s2 = c | 0;
    for (let counter = 1; counter <= WARM_UP; counter++) {
      const word = (s0 + s1 + counter) | 0;
      s0 = s1 ^ (s1 >>> 9);
      s1 = (s2 + (s2 << 3)) | 0;
      s2 = (((s2 << 21) | (s2 >>> 11)) + word) | 0;
    }
    this.#a = s0;
    this.#b = s1;
    this.#c = s2;
    this.#counter = WARM_UP + 1;
  }

  nextUint32(): number {
    const word = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + word) | 0;
    return word >>> 0;
  }

  fill(out: Uint32Array): void {
    let a = this.#a | 0;
    let b = this.#b | 0;
    let c = this.#c | 0;
    let counter = this.#counter | 0;
    for (let i = 0; i < out.length; i++) {
      const word = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      out[i] = word;
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#counter = counter;
  }

  /** Writes the state, four words, for whoever goes on in its place, and gives the stream back by `resume`. */
  lend(out: Int32Array): void {
    out[0] = this.#a;
    out[1] = this.#b;
    out[2] = this.#c;
    out[3] = this.#counter;
  }

  resume(state: Int32Array): void {
    this.#a = state[0]!;
    this.#b = state[1]!;
    this.#c = state[2]!;
    this.#counter = state[3]!;
  }
}
