/** Loads the committed network and classifies the digits that training never saw: `npm run demo:digits`. */
import { readFileSync } from 'node:fs';
import { decompressWeights } from '../dist/compress-ml/index.js';
import { loadDigits } from './digits/data.mjs';
import { errorOf, valuesByName } from './digits/plain-network.mjs';

const bytes = readFileSync(new URL('../examples/digits/digits.swr', import.meta.url));
const results = JSON.parse(readFileSync(new URL('../examples/digits/results.json', import.meta.url), 'utf8'));
const tensors = valuesByName(decompressWeights(bytes).tensors);
const weights = [...tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
const { heldOut } = loadDigits();
const error = errorOf(tensors, heldOut);
const { klBits } = results.blocks.find(({ seed }) => seed === results.committed);
console.log(`${weights} weights in ${bytes.length} bytes (float32: ${4 * weights}), all included`);
console.log(`information of the trained distributions: ${Math.round(klBits)} bits`);
console.log(
  `test error on ${heldOut.count} held-out digits: ${(100 * error).toFixed(2)} % (${Math.round(error * heldOut.count)} wrong)`,
);
