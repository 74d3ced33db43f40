/** What the committed network was trained by. */
import { sharedRandomness } from '../../dist/core/index.js';

export const SEED = 'digits';
export const MEANS = { steps: 6000, rate: 2e-3, seed: SEED };
/** Bits of the whole network; 6,000 steps, in the last half of which the rates fall to 0. */
export const POSTERIOR = {
  bits: 18_000,
  steps: 6000,
  rates: { mean: 1e-3, logSigma: 1e-2, logPrior: 2e-3 },
  beta: 1e-7,
  rate: 0.003,
  seed: SEED,
};
export const BLOCKS = {
  bits: POSTERIOR.bits,
  blockBits: 14,
  extraBits: 1,
  annealing: 200,
  rate: 0.03,
  rounds: 15,
  stepsPerRound: 20,
  rates: { mean: 5e-4, logSigma: 5e-3 },
};
export const SHARED_SEEDS = ['1', '2', '3', '4', '5'];

/** The 32 bytes that a file holds, so that it needs nothing beside it. */
export function storedKey(seed) {
  const words = new Uint32Array(8);
  sharedRandomness(seed).derive('key of the digits').block(0).fill(0, 0, words);
  return { stored: new Uint8Array(words.buffer) };
}
