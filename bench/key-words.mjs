/** The first two words of a seed's state (docs/format.md, 7): the philox key that the C programs are given. */
import { createHash } from 'node:crypto';

export function keyWords(seed) {
  const state = createHash('sha256').update(`samplewire/1 seed\0\x01${seed}`).digest();
  return [state.readUInt32LE(0), state.readUInt32LE(4)];
}
