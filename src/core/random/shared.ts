/**
 * Shared randomness: a tree of streams grown from a seed by SHA-256, each stream a philox key, each word addressed by
 * (block, candidate, word). The decoder rebuilds candidate n of a block without the candidates before it.
 *
 *     root = SHA-256("samplewire/1 seed" 00 tag payload),    derive(label) = SHA-256("samplewire/1 derive" 00 state tag payload)
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatenate } from '../bytes/concatenate.ts';
import { utf8 } from '../bytes/utf8.ts';
import { invalidArgument } from '../checks.ts';
import type { SharedRandomness } from './types.ts';
import { WidePhiloxBlock } from './wide-philox-block.ts';

const TWO_32 = 4_294_967_296;

/** A seed is bytes, well-formed text, or an integer 0 .. 2^53 - 1; each kind has streams of its own. */
export function sharedRandomness(seed: string | number | Uint8Array): SharedRandomness {
  return stream(sha256(concatenate([domain('samplewire/1 seed'), tagged('seed', seed)])));
}

/** Eight bytes that tell one key from another without revealing it: the first two words of a derived stream. */
export function keyCheck(shared: SharedRandomness): Uint8Array {
  const words = new Uint32Array(2);
  shared.derive('samplewire key check').block(0).fill(0, 0, words);
  const check = new Uint8Array(8);
  const view = new DataView(check.buffer);
  view.setUint32(0, words[0]!, true);
  view.setUint32(4, words[1]!, true);
  return check;
}

function stream(state: Uint8Array): SharedRandomness {
  const view = new DataView(state.buffer, state.byteOffset);
  const k0 = view.getUint32(0, true) | 0;
  const k1 = view.getUint32(4, true) | 0;
  return {
    derive: (label) => stream(sha256(concatenate([domain('samplewire/1 derive'), state, tagged('label', label)]))),
    block: (index) => new WidePhiloxBlock(k0, k1, index),
  };
}

/** A domain text and its terminating zero. */
function domain(text: string): Uint8Array {
  return concatenate([utf8('domain', text), Uint8Array.of(0)]);
}

function tagged(name: string, value: string | number | Uint8Array): Uint8Array {
  if (value instanceof Uint8Array) return concatenate([Uint8Array.of(0), value]);
  if (typeof value === 'string') return concatenate([Uint8Array.of(1), utf8(name, value)]);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw invalidArgument(name, 'bytes, text, or an integer from 0 to 2^53 - 1', value);
  }
  const bytes = new Uint8Array(9);
  const view = new DataView(bytes.buffer);
  bytes[0] = 2;
  view.setUint32(1, value % TWO_32, true);
  view.setUint32(5, Math.floor(value / TWO_32), true);
  return bytes;
}
