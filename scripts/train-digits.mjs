/**
 * Trains a network on 8,000 digits and sends it in about 2.5 kB: `node scripts/train-digits.mjs FOLDER`, after
 * `npm run build`. Checkpoints, files and results go to the folder; run again, it goes on where it was (within the coding
 * of a file, at that file's beginning). `FOLDER BITS [FITTED]`: one file of BITS, from distributions fitted to FITTED bits. The held-out digits are looked at when a file is done, and never before.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decompressWeights } from '../dist/compress-ml/index.js';
import { codeBlocks } from './digits/code-blocks.mjs';
import { loadDigits } from './digits/data.mjs';
import { meansOf, startTensorflow } from './digits/network.mjs';
import { errorOf, valuesByName } from './digits/plain-network.mjs';
import { BLOCKS, MEANS, POSTERIOR, SHARED_SEEDS, storedKey } from './digits/plan.mjs';
import { fitPosterior, pretrain } from './digits/stages.mjs';

const [folder, bits = BLOCKS.bits, fitted = POSTERIOR.bits] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node scripts/train-digits.mjs FOLDER [BITS [FITTED]]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
await startTensorflow();
const { training, heldOut } = loadDigits();
const means = meansOf((await pretrain(folder, training, MEANS)).tensors);
const results = [];
const seeds = bits === BLOCKS.bits ? SHARED_SEEDS : SHARED_SEEDS.slice(0, 1);
const name = Number(fitted) === POSTERIOR.bits ? 'posterior' : `posterior-${fitted}`;
for (const seed of seeds) {
  // Its checkpoint is the end of the training: every seed starts from the same distributions.
  const { network, trainer } = await fitPosterior(folder, training, means, {
    ...POSTERIOR,
    bits: Number(fitted),
    name,
  });
  const plan = { ...BLOCKS, bits: Number(bits), beta: trainer.budget.beta[0] };
  const began = performance.now();
  const { bytes, report, klBits } = await codeBlocks(network, training, plan, {
    key: storedKey(seed),
    seed,
    log: console.log,
  });
  const error = errorOf(valuesByName(decompressWeights(bytes).tensors), heldOut);
  const seconds = Math.round((performance.now() - began) / 1000);
  results.push({
    seed,
    bits: plan.bits,
    bytes: bytes.length,
    error,
    klBits,
    informationBits: report.informationBits,
    seconds,
  });
  console.log(results.at(-1));
  writeFileSync(join(folder, `digits-${plan.bits}-${seed}.swr`), bytes);
  writeFileSync(join(folder, `results-${plan.bits}.json`), `${JSON.stringify(results, undefined, 1)}\n`);
}
