/** The first two words of a stream's state (docs/format.md, 7): the philox key that the C programs are given. */
import { createHash } from 'node:crypto';

export function keyWords(seed) {
  return wordsOf(seedState(seed));
}

/** Of the stream that these labels, texts or integers, derive from a seed's, one after the other. */
export function derivedKeyWords(seed, ...labels) {
  let state = seedState(seed);
  for (const label of labels) {
    state = createHash('sha256').update('samplewire/1 derive\0').update(state).update(tagged(label)).digest();
  }
  return wordsOf(state);
}

function seedState(seed) {
  return createHash('sha256').update(`samplewire/1 seed\0\x01${seed}`).digest();
}

function tagged(label) {
  if (typeof label === 'string') return Buffer.from(`\x01${label}`);
  const bytes = Buffer.alloc(9);
  bytes[0] = 2;
  bytes.writeBigUInt64LE(BigInt(label), 1);
  return bytes;
}

function wordsOf(state) {
  return [state.readUInt32LE(0), state.readUInt32LE(4)];
}
