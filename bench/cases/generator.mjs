/** Shared randomness in bulk: the dither words of an array, block by block. */
import { sharedRandomness } from 'samplewire/core';
import { PhiloxBlock } from '../../dist/core/random/philox-block.js';
import { keyWords } from '../key-words.mjs';
import { cProgram } from '../reference.mjs';

export const title = 'Generator: philox4x32-10';

const BLOCK = 65_536;
const BLOCKS = 160;
const SEED = 'bench';
const words = new Uint32Array(BLOCK);

export function cases() {
  const shared = sharedRandomness(SEED);
  const key = keyWords(SEED);
  let last = 0;
  const each = (fill) => () => {
    last = 0;
    for (let block = 0; block < BLOCKS; block++) {
      fill(block);
      last = (last ^ words[block % BLOCK]) >>> 0;
    }
  };
  return [
    {
      name: 'dither words, in blocks of 65,536',
      unit: 'word',
      operations: BLOCK * BLOCKS,
      forms: {
        samplewire: each((block) => shared.block(block).fill(0, 0, words)),
        plain: each((block) => new PhiloxBlock(...key, block).fill(0, 0, words)),
        c: cProgram('philox', [BLOCK * BLOCKS, ...key], () => String(last)),
      },
    },
  ];
}
