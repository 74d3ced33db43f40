/**
 * A network's distributions into a file: minimal random code learning. First the price of every block is moved until the
 * block has its share of the budget; then some blocks are sent, the weights that are left are trained for some steps
 * around what is now fixed, and so on until nothing is left.
 *
 * Havasi, Peharz and Hernandez-Lobato 2019, algorithm 2.
 */
import { WeightBlockCoder } from '../../dist/compress-ml/index.js';
import { KlBudget } from '../../dist/compress-ml/tfjs/index.js';
import { localRandomness } from '../../dist/core/index.js';
import { posteriorTrainer } from './stages.mjs';

/**
 * @param plan bits: of the whole network; blockBits: B; extraBits: t; annealing: steps before the first block; rounds: how often
 *   the rest is trained; stepsPerRound; beta: price where the search starts; rate: its change per step; rates: of Adam
 * @returns bytes, what the coder reports, and the KL in bits that training ended with
 */
export async function codeBlocks(network, digits, plan, { key, seed, log = () => {} }) {
  const { tensors } = network;
  const coder = new WeightBlockCoder({
    tensors: tensors.map(({ name, shape, logPrior }) => ({ name, shape, scale: Math.exp(logPrior) })),
    ...laws(tensors),
    blockBits: plan.blockBits,
    extraBits: plan.extraBits,
    blocks: Math.round(plan.bits / plan.blockBits),
    key,
    local: localRandomness({ seed: `sender of ${seed}` }),
  });
  let first = 0;
  for (const tensor of tensors) {
    tensor.logPrior = Math.log(coder.scales[first]);
    first += tensor.size;
  }
  const blockOf = new Int32Array(first);
  for (let block = 0; block < coder.blocks; block++) for (const i of coder.members(block)) blockOf[i] = block;
  const budget = new KlBudget({
    blockOf,
    bits: new Float64Array(coder.blocks).fill(plan.blockBits),
    beta: plan.beta,
    rate: plan.rate,
  });
  const trainer = posteriorTrainer(network, digits, { seed, budget, rates: { ...plan.rates, logPrior: 0 } });
  let loss = 0;
  const train = (steps) => {
    for (let i = 0; i < steps; i++) loss = 0.98 * loss + 0.02 * trainer.step().dataLoss;
  };
  for (let done = 0; done < plan.annealing; done += 250) {
    train(Math.min(250, plan.annealing - done));
    log(`annealing ${trainer.steps}: loss ${loss.toFixed(4)}, ${spread(budget)}`);
  }
  const klBits = budget.kl.reduce((sum, bits) => sum + bits, 0);
  for (let round = 0, block = 0; round < plan.rounds; round++) {
    const { means, sigmas } = laws(tensors);
    for (; block < Math.floor(((round + 1) * coder.blocks) / plan.rounds); block++) {
      const sample = coder.encodeBlock(block, means, sigmas);
      fix(tensors, coder.members(block), sample);
    }
    for (const tensor of tensors) tensor.openChanged();
    if (round + 1 < plan.rounds) train(plan.stepsPerRound);
    if ((round + 1) % Math.ceil(plan.rounds / 10) === 0)
      log(`${block} of ${coder.blocks} blocks: loss ${loss.toFixed(4)}`);
  }
  return { ...coder.finish(), klBits };
}

function laws(tensors) {
  const means = tensors.flatMap(({ mean }) => [...mean.dataSync()]);
  const sigmas = tensors.flatMap(({ logSigma }) => [...logSigma.dataSync()].map((r) => Math.exp(r)));
  return { means, sigmas };
}

/** These weights are known from now on. */
function fix(tensors, members, sample) {
  let first = 0;
  for (const tensor of tensors) {
    const inside = [...members.keys()].filter((j) => members[j] >= first && members[j] < first + tensor.size);
    tensor.fix(
      inside.map((j) => members[j] - first),
      inside.map((j) => sample[j]),
    );
    first += tensor.size;
  }
}

function spread({ kl }) {
  const sorted = Float64Array.from(kl).sort();
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
  return `${Math.round(sorted.reduce((sum, bits) => sum + bits, 0))} bits, blocks ${at(0.05)} to ${at(0.95)}`;
}
