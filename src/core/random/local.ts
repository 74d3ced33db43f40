/**
 * The encoder's own randomness: arrival times, acceptance draws, local splits. One stream per block, so that batching,
 * workers and tuned forms cannot change a later block. By default keyed from the platform's source of randomness; with a
 * seed, by seedrandom's alea, for encoders whose files must be reproducible. It is never derived from the shared key:
 * that would bias the samples.
 */
import alea from 'seedrandom/lib/alea.js';
import { checkInteger } from '../checks.ts';
import { SmallFastCounter } from './small-fast-counter.ts';
import type { LocalRandomness, RandomSource } from './types.ts';

const TWO_32 = 4_294_967_296;

export interface LocalOptions {
  /** Makes the encoder reproducible. It must not be the shared seed, nor be known to whoever must not know the targets. */
  readonly seed: string | number | Uint8Array;
}

/** @example const local = localRandomness();  // a fresh stream: what senders want */
export function localRandomness(options?: LocalOptions): LocalRandomness {
  return localOfKey(options === undefined ? crypto.getRandomValues(new Uint32Array(3)) : seedText(options.seed));
}

/** What a local randomness is made from: the text of its seed, or the three words of a fresh one. As secret as itself. */
export type LocalKey = string | Uint32Array;

const keys = new WeakMap<LocalRandomness, LocalKey>();

/** The key of a local randomness that was made here; undefined for one of the caller's own. */
export function localKeyOf(local: LocalRandomness): LocalKey | undefined {
  return keys.get(local);
}

/** The local randomness with this key: the same streams, elsewhere. */
export function localOfKey(key: LocalKey): LocalRandomness {
  const local = typeof key === 'string' ? seededRandomness(key) : freshRandomness(key);
  keys.set(local, key);
  return local;
}

function seededRandomness(seed: string): LocalRandomness {
  return { block: (index) => new AleaSource(alea(`${seed}/${checkInteger('index', index, 0)}`)) };
}

function freshRandomness(key: Uint32Array): LocalRandomness {
  const [k0, k1, k2] = key as unknown as [number, number, number];
  return {
    block(index) {
      checkInteger('index', index, 0);
      return new SmallFastCounter(k0 ^ index, k1 ^ Math.floor(index / TWO_32), k2);
    },
  };
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

/** One text per seed: text, numbers and bytes of the same look stay different. */
function seedText(seed: string | number | Uint8Array): string {
  if (typeof seed === 'string') return `text ${seed}`;
  if (typeof seed === 'number') return `number ${seed}`;
  return `bytes ${Array.from(seed, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
