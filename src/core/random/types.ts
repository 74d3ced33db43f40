/**
 * The two kinds of randomness, as two types that cannot be passed for one another. Shared randomness is addressed, so that
 * the decoder rebuilds candidate n without replaying the ones before it; local randomness is the encoder's own stream.
 */

/** Randomness that sender and receiver hold in common. */
export interface SharedRandomness {
  /** An independent stream named by `label`; a number 3 and a string '3' are different labels. */
  derive(label: string | number | Uint8Array): SharedRandomness;
  /** The words of one block, 0 <= index < 2^53. */
  block(index: number): SharedBlock;
}

/** Uniform 32-bit words addressed by candidate (0 .. 2^53 - 1) and word (0 .. 2^24 - 1): O(1) for any address. */
export interface SharedBlock {
  word(candidate: number, word: number): number;
  /** Words firstWord .. firstWord + out.length - 1 of one candidate. */
  fill(candidate: number, firstWord: number, out: Uint32Array): void;
  /** Words firstWord .. firstWord + words - 1 of candidates firstCandidate .. + count - 1, candidate by candidate. */
  candidates(firstCandidate: number, count: number, firstWord: number, words: number, out: Uint32Array): void;
}

/** The encoder's own randomness, one stream per block: batching, workers and tuned forms cannot change a later block. */
export interface LocalRandomness {
  block(index: number): RandomSource;
}

/** A sequential stream of uniform 32-bit words. */
export interface RandomSource {
  nextUint32(): number;
  fill(out: Uint32Array): void;
}
