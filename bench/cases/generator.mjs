/** Shared randomness in bulk: the dither words of an array, block by block. */
import { philox4x32 } from 'samplewire/core';
import { PhiloxBlock } from '../../dist/core/random/philox-block.js';
import { cProgram } from '../reference.mjs';

export const title = 'Generator: philox4x32-10';

const BLOCK = 65_536;
const BLOCKS = 160;
const words = new Uint32Array(BLOCK);

export function cases() {
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
        samplewire: each((block) => new PhiloxBlock(1, 2, block).fill(0, 0, words)),
        plain: each((block) => {
          for (let group = 0; 4 * group < BLOCK; group++) {
            philox4x32(0, (group & 2047) << 21, block, (group >>> 11) << 21, 1, 2, words, 4 * group);
          }
        }),
        c: cProgram('philox', [BLOCK * BLOCKS], () => String(last)),
      },
    },
  ];
}
