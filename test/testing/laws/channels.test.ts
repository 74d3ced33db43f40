/** The library's own proposals and channels obey the laws that it exports. */
import fc from 'fast-check';
import { type Distribution, laplace, normal, truncatedNormal, uniform } from 'samplewire/distributions';
import {
  aStarBranching,
  dithered,
  first,
  gaussianNoise,
  hybridCoding,
  indexedMessageCode,
  layered,
  layeredQuantization,
  orderedRandom,
  prior,
  simulate,
  type Target,
  tableCode,
  universalQuantization,
  zipfCode,
} from 'samplewire/rcc';
import { channels } from 'samplewire/testing';
import { channelSimulatorLaws, proposalLaws } from 'samplewire/testing/vitest';
import { describe } from 'vitest';

const marginals = [normal(0, 8)];
const one = { widths: [5.2], marginals };
/** Logarithms of one coordinate under its target and under the marginal law. */
const logOf = (maximalExcessBits: number) => ({
  logTarget: ([law]: readonly Distribution[], [z]: Float64Array) => law!.logDensity(z!),
  logMarginal: ([z]: Float64Array) => marginals[0]!.logDensity(z!),
  maximalExcessBits,
});

describe('channels', () => {
  describe('hybrid coding: whole, in the middle and at the border of a cell, truncated, narrow and far', () =>
    channelSimulatorLaws(hybridCoding(one), {
      targets: [[normal(0, 1)], [normal(2.6, 1)], [truncatedNormal(3.9, 1, 1.5, 6)], [normal(20, 0.1)]],
      receiver: hybridCoding(one),
      code: indexedMessageCode(dithered(one), tableCode),
      rate: logOf(1.5),
    }));
  const unit = { widths: [1], marginals };
  describe('universal quantization', () =>
    channelSimulatorLaws(universalQuantization(unit), {
      targets: [0, 0.5, -7.3].map((centre) => [uniform(centre - 0.4999999, centre + 0.4999999)]),
      code: indexedMessageCode(dithered(unit), zipfCode),
      rate: logOf(0.05),
    }));
  const gaussian = { noises: [gaussianNoise], scales: [1], marginals };
  describe('layered quantization', () =>
    channelSimulatorLaws(layeredQuantization(gaussian), {
      targets: [[normal(0, 1)], [normal(0.123, 1)]],
      code: indexedMessageCode(layered(gaussian, 'direct'), zipfCode),
      rate: logOf(0.55),
    }));
  describe('A* coding by branching', () =>
    channelSimulatorLaws(aStarBranching(normal(0, 1)), {
      targets: [normal(0.7, 0.1), normal(0, 0.5)],
      blocks: 10_000,
    }));
  const ordered = simulate(prior(normal(0, 1)), orderedRandom(16));
  describe('ordered random coding', () =>
    channelSimulatorLaws(ordered, { targets: [normal(0.7, 0.3)], blocks: 10_000 }));
});

describe('proposals', () => {
  describe('dithered', () =>
    proposalLaws(dithered({ widths: [5.2, 4], marginals: [normal(0, 8), laplace(0, 3)] }), {
      targets: [[normal(0, 1), laplace(1, 0.5)]] as Target[],
      receiver: dithered({ widths: [5.2, 4], marginals: [normal(0, 8), laplace(0, 3)] }),
    }));
  describe('first of equals', () =>
    channelSimulatorLaws(simulate(prior(normal(0, 1)), first), { targets: [normal(0, 1)], blocks: 5000 }));
});

describe('arbitrary channels', () => {
  fc.sample(channels, { seed: 5, numRuns: 5 }).forEach(({ name, channel, target, code }, i) => {
    describe(`${i}: ${name}`, () => channelSimulatorLaws(channel, { targets: [target], code, blocks: 500, runs: 20 }));
  });
});
