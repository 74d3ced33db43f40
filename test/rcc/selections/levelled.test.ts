/** Levelled selections over the levelled prior: the sample follows the target, for every way of finding levels. */
import { localRandomness, sharedRandomness } from 'samplewire/core';
import {
  type Distribution,
  laplace,
  logistic,
  mixture,
  normal,
  piecewiseConstant,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import {
  type Box,
  greedyPoisson,
  greedyRejection,
  type LevelledWeights,
  levelledPrior,
  prior,
  type Selection,
  simulate,
  type Target,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import {
  andersonDarling,
  batchInvariance,
  independence,
  leastProbable,
  probabilityIntegralTransform,
  SIGNIFICANCE,
} from '../../../src/testing/index.ts';

const BLOCKS = 2500;
const shared = sharedRandomness('levelled selections');

const selections: [string, Selection<LevelledWeights>][] = [
  ['greedy rejection', greedyRejection],
  ['greedy Poisson rejection sampling', greedyPoisson],
];

function samplesOf(law: Distribution | readonly Distribution[], target: Target, selection: Selection<LevelledWeights>) {
  const channel = simulate(levelledPrior(law), selection);
  const local = localRandomness({ seed: 'levelled selections' });
  const dimensions = Array.isArray(law) ? law.length : 1;
  const samples = Array.from({ length: dimensions }, () => new Float64Array(BLOCKS));
  const rebuilt = new Float64Array(dimensions);
  let examined = 0;
  let differing = 0;
  for (let block = 0; block < BLOCKS; block++) {
    const sent = channel.simulate(target, shared.block(block), local.block(block));
    channel.reconstruct(sent.message, shared.block(block), rebuilt, 0);
    if (sent.totalVariation !== (selection === greedyPoisson ? 1e-9 : undefined)) differing++;
    for (let i = 0; i < dimensions; i++) {
      samples[i]![block] = rebuilt[i]!;
      if (rebuilt[i] !== sent.sample[i]) differing++;
    }
    examined += sent.examined;
  }
  expect(differing).toBe(0);
  return { samples, examined: examined / BLOCKS };
}

function follows(samples: Float64Array, law: Distribution): void {
  const { uniforms, survivals } = probabilityIntegralTransform(samples, law);
  expect(andersonDarling(uniforms, survivals).pValue).toBeGreaterThan(SIGNIFICANCE);
}

const edges = [0, 1, 2, 3, 4];
const pairs: [string, Distribution, Distribution][] = [
  ['normal', normal(1, 0.5), normal(0, 1)],
  ['truncated normal', truncatedNormal(1, 0.5, -0.5, 1.2), normal(0, 1)],
  ['Laplace', laplace(1, 0.2), laplace(0, 1)],
  ['logistic translates', logistic(1, 1), logistic(0, 1)],
  ['uniform', uniform(0.2, 1), normal(0, 1)],
  ['two peaks on cells', piecewiseConstant(edges, [4, 1, 1, 6]), piecewiseConstant(edges, [1, 2, 3, 1])],
];

describe.each(selections)('%s: the sample follows the target', (_, selection) => {
  test.each(pairs)('%s', (_, q, p) => {
    const { samples } = samplesOf(p, q, selection);
    follows(samples[0]!, q);
  });

  test('three normal laws, of one ratio of deviations', () => {
    const targets = [normal(1, 0.5), normal(-1, 1), normal(0.3, 0.25)];
    const { samples, examined } = samplesOf([normal(0, 1), normal(0, 2), normal(0, 0.5)], targets, selection);
    targets.forEach((target, i) => {
      follows(samples[i]!, target);
    });
    const uniforms = targets.map((target, i) => probabilityIntegralTransform(samples[i]!, target).uniforms);
    expect(leastProbable(independence(uniforms[0]!, uniforms[1]!)).pValue).toBeGreaterThan(SIGNIFICANCE);
    expect(examined).toBeGreaterThan(1);
  });

  test('a normal law, a Laplace law and cells', () => {
    const targets = [normal(1, 0.5), laplace(0.5, 0.4), piecewiseConstant(edges, [4, 1, 1, 6])];
    const { samples } = samplesOf([normal(0, 1), laplace(0, 1), uniform(0, 4)], targets, selection);
    targets.forEach((target, i) => {
      follows(samples[i]!, target);
    });
  });

  test('a box cut out of a normal law', () => {
    const box: Box = {
      factors: [normal(1, 0.5)],
      lower: Float64Array.of(0.5),
      upper: Float64Array.of(1.2),
      normalised: false,
    };
    follows(samplesOf(normal(0, 1), box, selection).samples[0]!, truncatedNormal(1, 0.5, 0.5, 1.2));
  });

  test('neither batches nor pruning change what is sent', () => {
    const local = localRandomness({ seed: 'batches' });
    const proposal = levelledPrior(normal(0, 1));
    const target = normal(2, 0.25);
    for (let block = 0; block < 40; block++) {
      const { weights } = proposal.candidates(target, shared.block(block));
      const levelled: Selection = { select: (others, random) => selection.select({ ...weights, ...others }, random) };
      expect(batchInvariance(weights, levelled, () => local.block(block))).toBe(true);
    }
  });

  test('a proposal without level functions is refused by the types', () => {
    // @ts-expect-error a levelled selection needs to know the levels of the weights
    expect(simulate(prior(normal(0, 1)), selection)).toBeDefined();
  });

  test('what has no level functions is refused', () => {
    const pair = mixture([0.5, 0.5], [normal(-2, 0.3), normal(2, 0.3)]);
    expect(() => samplesOf(normal(0, 1), normal(0, 2), selection)).toThrow(/bounded ratio.*hybrid coding/);
    expect(() => samplesOf(normal(0, 1), pair, selection)).toThrow(/one peak.*Poisson functional representation/);
  });
});
