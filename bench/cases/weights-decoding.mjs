/**
 * Decoding of weights, a piece of 2^20 elements of 256 channels to float32, by method: the adaptive model, which nearly all
 * tensors of packaged networks take. To hold: 4 times C, and 200 ns a weight (5 million weights a second) on an idle core.
 */
import { compressWeights, decompressWeights, floatTensor } from 'samplewire/compress-ml';
import { localRandomness, standardNormal } from 'samplewire/core';
import { readContainer } from '../../dist/container/index.js';
import { hashOf, inputFile } from '../inputs.mjs';
import { derivedKeyWords } from '../key-words.mjs';
import { cProgram } from '../reference.mjs';

export const title = 'Weights: 2^20 normal weights of 256 channels to float32';

const COUNT = 1_048_576;
const CHANNELS = 256;
const SEED = 'bench';

export async function cases() {
  const random = localRandomness({ seed: 'weights' }).block(0);
  const weights = Float32Array.from({ length: COUNT }, (_, i) => standardNormal(random) * (0.3 + (i % CHANNELS) / 256));
  const tensor = floatTensor('kernel', [COUNT / CHANNELS, CHANNELS], weights);
  const rows = [];
  for (const method of ['rounding', 'universal', 'lattice']) {
    for (const bits of [2.5, 5]) {
      const { bytes } = await compressWeights([tensor], { budget: { bits }, methods: [method], key: { seed: SEED } });
      const payload = readContainer(bytes).chunks.find(({ count }) => count === 1).payload;
      const path = inputFile(`weights-${method}-${bits}`, payload);
      const [{ data }] = decompressWeights(bytes, { seed: SEED }).tensors;
      const key = derivedKeyWords(SEED, 'weights', 0);
      rows.push({
        name: `${method}, ${bits} bits`,
        unit: 'weight',
        operations: COUNT,
        forms: {
          samplewire: () => decompressWeights(bytes, { seed: SEED }),
          c: cProgram('weights', [path, COUNT, 1, ...key], () => hashOf(data)),
        },
        limits: { c: 4 },
      });
    }
  }
  return rows;
}
