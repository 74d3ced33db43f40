/** The stages of training the digits' network, each resumed from where its last checkpoint in the folder was. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { KlBudget, trainVariational, VariationalTrainer } from '../../dist/compress-ml/tfjs/index.js';
import { Batches } from './batches.mjs';
import { crossEntropy, digitNetwork } from './network.mjs';

export const BATCH = 128;
const REPORT_EVERY = 250;
const CHECKPOINT_EVERY = 250;

/** Writes whole files only: a run that is stopped while it writes leaves the checkpoint before. */
export function saveState(path, state) {
  writeFileSync(`${path}.part`, serialize(state));
  renameSync(`${path}.part`, path);
}

export function loadState(path) {
  return existsSync(path) ? deserialize(readFileSync(path)) : undefined;
}

/**
 * Without noise and without a price on information: the means alone. `decay`: the price of the squares of the weights,
 * as it is used for the network that is rounded.
 */
export async function pretrain(folder, digits, { steps, rate, seed, name = 'means' }) {
  const path = join(folder, `${name}.state`);
  const network = digitNetwork(seed);
  const batches = new Batches(digits, BATCH, seed);
  const trainer = new VariationalTrainer({
    tensors: network.tensors,
    seed,
    rates: { mean: rate, logSigma: 0, logPrior: 0 },
    dataLoss: (step) => {
      const { images, labels } = batches.batch(step);
      return crossEntropy(network.scores(images), labels);
    },
  });
  await run(trainer, path, { until: steps, rateAt: cosine(rate, steps), title: name });
  return network;
}

/** The rate falls as half a wave. */
function cosine(rate, steps) {
  return (step) => ({ mean: rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps)), logSigma: 0, logPrior: 0 });
}

/** A trainer of the distributions that starts from the means of another network. */
export function posteriorTrainer(network, digits, { seed, budget, rates }) {
  const batches = new Batches(digits, BATCH, seed);
  return new VariationalTrainer({
    tensors: network.tensors,
    seed,
    budget,
    rates,
    dataLoss: (step, noise) => {
      const { images, labels } = batches.batch(step);
      return crossEntropy(network.scores(images, noise), labels);
    },
  });
}

/** The whole network held to `bits` by one price: the trade between weights and between layers is the loss's own. */
export async function fitPosterior(folder, digits, means, { bits, steps, rates, beta, rate, seed, name }) {
  const network = digitNetwork(seed);
  for (const tensor of network.tensors) {
    const values = means.get(tensor.name).values;
    const rms = Math.sqrt(values.reduce((sum, w) => sum + w * w, 1e-4) / values.length);
    tensor.assignMean(Float32Array.from(values));
    tensor.assignLogSigma(new Float32Array(tensor.size).fill(Math.log(0.1 * rms)));
    tensor.logPrior = Math.log(rms);
  }
  const weights = network.tensors.reduce((sum, { size }) => sum + size, 0);
  const budget = new KlBudget({ blockOf: new Int32Array(weights), bits: [bits], beta, rate });
  const trainer = posteriorTrainer(network, digits, { seed, budget, rates });
  const fall = (step) => Math.min(1, (2 * (steps - step)) / steps);
  const rateAt = (step) => ({
    mean: rates.mean * fall(step),
    logSigma: rates.logSigma * fall(step),
    logPrior: rates.logPrior * fall(step),
  });
  await run(trainer, join(folder, `${name}.state`), { until: steps, rateAt, title: name });
  return { network, trainer };
}

async function run(trainer, path, { until, rateAt, title }) {
  const state = loadState(path);
  if (state !== undefined) trainer.restore(state);
  let [loss, began] = [0, performance.now()];
  await trainVariational(trainer, {
    until,
    checkpointEvery: CHECKPOINT_EVERY,
    onCheckpoint: (checkpoint) => saveState(path, checkpoint),
    onStep: ({ step, dataLoss, klBits }) => {
      if (rateAt !== undefined) trainer.rates = rateAt(step + 1);
      loss += dataLoss;
      if ((step + 1) % REPORT_EVERY !== 0) return;
      const milliseconds = (performance.now() - began) / REPORT_EVERY;
      console.log(
        `${title} ${step + 1}: loss ${(loss / REPORT_EVERY).toFixed(4)}, ${Math.round(klBits)} bits, ${milliseconds.toFixed(0)} ms a step`,
      );
      [loss, began] = [0, performance.now()];
    },
  });
}
