/**
 * Shared randomness: a tree of streams grown from a seed by SHA-256, each stream a philox key, each word addressed by
 * (block, candidate, word). The decoder rebuilds candidate n of a block without the candidates before it.
 *
 *     root = SHA-256("samplewire/1 seed" 00 tag payload),    derive(label) = SHA-256("samplewire/1 derive" 00 state tag payload)
 *     word w of candidate n of block b, g = floor(w / 4):  counter (n mod 2^32, n / 2^32 + 2^21 (g mod 2^11), b mod 2^32, b / 2^32 + 2^21 (g / 2^11))
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { invalidArgument } from '../checks.ts';
import { LimitExceededError } from '../errors.ts';
import { philox4x32 } from './philox.ts';
import type { SharedBlock, SharedRandomness } from './types.ts';

const TWO_32 = 4_294_967_296;
const TWO_21 = 2_097_152;
const MAXIMAL_WORD = 16_777_215;

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
    block(index) {
      if (!Number.isSafeInteger(index) || index < 0) throw outOfRange('block', index, Number.MAX_SAFE_INTEGER);
      return new PhiloxBlock(k0, k1, index);
    },
  };
}

class PhiloxBlock implements SharedBlock {
  readonly #k0: number;
  readonly #k1: number;
  readonly #blockLow: number;
  readonly #blockHigh: number;
  readonly #four: Uint32Array = new Uint32Array(4);

  constructor(k0: number, k1: number, block: number) {
    this.#k0 = k0;
    this.#k1 = k1;
    this.#blockLow = (block % TWO_32) | 0;
    this.#blockHigh = Math.floor(block / TWO_32);
  }

  word(candidate: number, word: number): number {
    checkAddress(candidate, word, word);
    this.#group((candidate % TWO_32) | 0, Math.floor(candidate / TWO_32), word >>> 2, this.#four, 0);
    return this.#four[word & 3]!;
  }

  fill(candidate: number, firstWord: number, out: Uint32Array): void {
    if (out.length === 0) return;
    checkAddress(candidate, firstWord, firstWord + out.length - 1);
    this.#row((candidate % TWO_32) | 0, Math.floor(candidate / TWO_32), firstWord, out, 0, out.length);
  }

  candidates(firstCandidate: number, count: number, firstWord: number, words: number, out: Uint32Array): void {
    if (count === 0 || words === 0) return;
    checkAddress(firstCandidate + count - 1, firstWord, firstWord + words - 1);
    for (let i = 0; i < count; i++) {
      const candidate = firstCandidate + i;
      this.#row((candidate % TWO_32) | 0, Math.floor(candidate / TWO_32), firstWord, out, i * words, words);
    }
  }

  /** Words firstWord .. firstWord + count - 1 of one candidate at out[offset ..], whole groups of four where they fit. */
  #row(low: number, high: number, firstWord: number, out: Uint32Array, offset: number, count: number): void {
    const four = this.#four;
    let word = firstWord;
    const end = firstWord + count;
    while (word < end) {
      if ((word & 3) === 0 && word + 4 <= end) {
        this.#group(low, high, word >>> 2, out, offset);
        word += 4;
        offset += 4;
        continue;
      }
      this.#group(low, high, word >>> 2, four, 0);
      do out[offset++] = four[word++ & 3]!;
      while (word < end && (word & 3) !== 0);
    }
  }

  #group(low: number, high: number, group: number, out: Uint32Array, offset: number): void {
    const c1 = high + TWO_21 * (group & 2047);
    const c3 = this.#blockHigh + TWO_21 * (group >>> 11);
    philox4x32(low, c1 | 0, this.#blockLow, c3 | 0, this.#k0, this.#k1, out, offset);
  }
}

function checkAddress(candidate: number, firstWord: number, lastWord: number): void {
  if (!Number.isSafeInteger(candidate) || candidate < 0) {
    throw outOfRange('candidate', candidate, Number.MAX_SAFE_INTEGER);
  }
  if (!(Number.isInteger(firstWord) && firstWord >= 0 && lastWord <= MAXIMAL_WORD)) {
    throw outOfRange('word', firstWord, MAXIMAL_WORD);
  }
}

function outOfRange(name: string, value: number, limit: number): LimitExceededError {
  return new LimitExceededError(`"${name}" expected an integer from 0 to ${limit}, got ${value}`, limit);
}

/** A domain text and its terminating zero. */
function domain(text: string): Uint8Array {
  return concatenate([new TextEncoder().encode(text), Uint8Array.of(0)]);
}

function tagged(name: string, value: string | number | Uint8Array): Uint8Array {
  if (value instanceof Uint8Array) return concatenate([Uint8Array.of(0), value]);
  if (typeof value === 'string') {
    if (!isWellFormed(value)) throw invalidArgument(name, 'text without lone surrogates', value);
    return concatenate([Uint8Array.of(1), new TextEncoder().encode(value)]);
  }
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

/** No surrogate without its partner: only such text has a UTF-8 form. */
function isWellFormed(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) return false;
  }
  return true;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
