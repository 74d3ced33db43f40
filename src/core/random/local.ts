/**
 * The encoder's own randomness: arrival times, acceptance draws, local splits. One stream per block, so that batching,
 * workers and tuned forms cannot change a later block. By default keyed from the platform's source of randomness; with a
 * seed, by seedrandom's alea, for encoders whose files must be reproducible. It is never derived from the shared key:
 * that would bias the samples.
 */
import alea from 'seedrandom/lib/alea.js';
import { checkInteger } from '../checks.ts';
import { sharedRandomness } from './shared.ts';
import type { LocalRandomness, RandomSource, SharedBlock } from './types.ts';

export interface LocalOptions {
  /** Makes the encoder reproducible. It must not be the shared seed, nor be known to whoever must not know the targets. */
  readonly seed: string | number | Uint8Array;
}

/** @example const local = localRandomness();  // a fresh stream: what senders want */
export function localRandomness(options?: LocalOptions): LocalRandomness {
  if (options === undefined) return freshRandomness();
  const seed = seedText(options.seed);
  return { block: (index) => new AleaSource(alea(`${seed}/${checkInteger('index', index, 0)}`)) };
}

function freshRandomness(): LocalRandomness {
  const key = sharedRandomness(crypto.getRandomValues(new Uint8Array(32)));
  return { block: (index) => new PhiloxSource(key.block(index)) };
}

class AleaSource implements RandomSource {
  readonly #generator: { int32(): number };
  constructor(generator: { int32(): number }) {
    this.#generator = generator;
  }
  nextUint32(): number {
    return this.#generator.int32() >>> 0;
  }
  fill(out: Uint32Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.#generator.int32();
  }
}

const BUFFER = 64;

/** The candidates 0, 1, 2, ... of one block of a private key, 64 words each, in sequence. */
class PhiloxSource implements RandomSource {
  readonly #block: SharedBlock;
  readonly #words: Uint32Array = new Uint32Array(BUFFER);
  #candidate = 0;
  #next = BUFFER;

  constructor(block: SharedBlock) {
    this.#block = block;
  }

  nextUint32(): number {
    if (this.#next === BUFFER) {
      this.#block.fill(this.#candidate++, 0, this.#words);
      this.#next = 0;
    }
    return this.#words[this.#next++]!;
  }

  fill(out: Uint32Array): void {
    for (let filled = 0; filled < out.length; ) {
      if (this.#next === BUFFER) {
        this.#block.fill(this.#candidate++, 0, this.#words);
        this.#next = 0;
      }
      const taken = Math.min(out.length - filled, BUFFER - this.#next);
      out.set(this.#words.subarray(this.#next, this.#next + taken), filled);
      this.#next += taken;
      filled += taken;
    }
  }
}

/** One text per seed: text, numbers and bytes of the same look stay different. */
function seedText(seed: string | number | Uint8Array): string {
  if (typeof seed === 'string') return `text ${seed}`;
  if (typeof seed === 'number') return `number ${seed}`;
  return `bytes ${Array.from(seed, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
