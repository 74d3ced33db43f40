/** What the sections share: streams of arguments, and hashes of results. */
import { sha256 } from '@noble/hashes/sha2.js';
import { sharedRandomness, uniform52 } from 'samplewire/core';

export const shared = sharedRandomness('engines');

/** Over the bytes of typed arrays; NaN, whose bits engines choose, may not occur. */
export function hashOf(parts) {
  const hash = sha256.create();
  for (const part of parts) {
    if (part instanceof Float64Array && part.some(Number.isNaN)) throw new Error('NaN has no bits to compare');
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Uniform doubles in (0, 1), of their own stream per label. */
export function uniforms(label, count) {
  const words = new Uint32Array(2 * count);
  shared.derive(label).block(0).fill(0, 0, words);
  return Float64Array.from({ length: count }, (_, i) => uniform52(words[2 * i], words[2 * i + 1]));
}
