/** Shared randomness that notes what is read of it: which candidates, and how many words. */
import type { SharedBlock } from '../../core/index.ts';

export class WatchedBlock implements SharedBlock {
  readonly #block: SharedBlock;
  #words = 0;
  readonly #candidates: Set<number> = new Set();

  constructor(block: SharedBlock) {
    this.#block = block;
  }

  get words(): number {
    return this.#words;
  }

  get candidatesRead(): ReadonlySet<number> {
    return this.#candidates;
  }

  word(candidate: number, word: number): number {
    this.#note(candidate, 1);
    return this.#block.word(candidate, word);
  }

  fill(candidate: number, firstWord: number, out: Uint32Array): void {
    this.#note(candidate, out.length);
    this.#block.fill(candidate, firstWord, out);
  }

  candidates(firstCandidate: number, count: number, firstWord: number, words: number, out: Uint32Array): void {
    for (let i = 0; i < count; i++) this.#note(firstCandidate + i, words);
    this.#block.candidates(firstCandidate, count, firstWord, words, out);
  }

  #note(candidate: number, words: number): void {
    this.#words += words;
    if (this.#candidates.size < KEPT) this.#candidates.add(candidate);
  }
}

const KEPT = 10_000;
