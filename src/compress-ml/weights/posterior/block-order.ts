/**
 * Which weights share a block. All weights are put in an order that both ends know, so that blocks mix sensitive and dull
 * weights of all tensors; then they are cut into blocks, either all of nearly the same length, which costs nothing to say,
 * or greedily, each closed before its information would pass B bits, which costs the lengths.
 *
 *     order: by the shared word of weight i, ties by i
 *     equal: block b ends before place floor((b + 1) T / blocks)
 *
 * M. Havasi, R. Peharz and J. M. Hernandez-Lobato, "Minimal random code learning", ICLR 2019, section 3.
 */
import type { SharedRandomness } from '../../../core/index.ts';

const WORDS_PER_BLOCK = 65_536;
/** So many that a word and the number of a weight fit a double together. */
export const MAXIMAL_BLOCK_WEIGHTS = 2_097_152;

/** The weights in their order: a permutation of 0 .. count - 1, count <= 2^21. */
export function blockOrder(shared: SharedRandomness, count: number): Uint32Array {
  const stream = shared.derive('order');
  const keys = new Float64Array(count);
  for (let first = 0, block = 0; first < count; first += WORDS_PER_BLOCK, block++) {
    const words = new Uint32Array(Math.min(WORDS_PER_BLOCK, count - first));
    stream.block(block).fill(0, 0, words);
    for (let i = 0; i < words.length; i++) keys[first + i] = words[i]! * MAXIMAL_BLOCK_WEIGHTS + (first + i);
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % MAXIMAL_BLOCK_WEIGHTS);
}

/** Where blocks of nearly equal length end, in places of the order. */
export function equalEnds(count: number, blocks: number): Uint32Array {
  return Uint32Array.from({ length: blocks }, (_, b) => Math.floor(((b + 1) * count) / blocks));
}

/** Where blocks end that hold at most `most` bits each, or one weight; `bits` in the order. */
export function greedyEnds(bits: Float64Array, most: number): Uint32Array {
  const ends: number[] = [];
  let sum = 0;
  for (let i = 0; i < bits.length; i++) {
    if (i > (ends[ends.length - 1] ?? 0) && sum + bits[i]! > most) {
      ends.push(i);
      sum = 0;
    }
    sum += bits[i]!;
  }
  ends.push(bits.length);
  return Uint32Array.from(ends);
}
