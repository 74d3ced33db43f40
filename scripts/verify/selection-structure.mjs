/**
 * Structure of the selections and of the tree searches, on 10,000 blocks a case, and the faults that the checks of structure
 * and law must catch: bounds, stop rules, batches, scores; and what a search must not see, candidates after its own.
 */
import { exponential, localRandomness, log, sharedRandomness } from 'samplewire/core';
import { laplace, normal } from 'samplewire/distributions';
import {
  greedyPoisson,
  greedyRejection,
  levelledPrior,
  orderedRandom,
  poissonFunctionalRepresentation,
  prior,
  rejection,
} from 'samplewire/rcc';
import { aStarSearch } from '../../dist/rcc/branching/a-star.js';
import { greedyPoissonSearch } from '../../dist/rcc/branching/greedy-poisson.js';
import { TreeWalk } from '../../dist/rcc/branching/tree.js';
import { treeTargets } from '../../dist/rcc/branching/tree-target.js';
import {
  batchInvariance,
  boundExcess,
  kolmogorovSmirnov,
  leastProbable,
  probabilityIntegralTransform,
  SIGNIFICANCE,
  scoreIsExponential,
  twoSampleKolmogorovSmirnov,
  winnerStays,
  withBound,
} from '../../dist/testing/index.js';
import { Verdicts } from './table.mjs';

const BLOCKS = 10_000;
/** Batches of 4,096 weights take most of the time: so many blocks of them. */
const LARGE_BATCH_BLOCKS = 200;
const FAULT_BLOCKS = 100_000;

const shared = sharedRandomness('selection structure');
const local = localRandomness({ seed: 'selection structure' });

const cases = [
  { name: 'normal off centre', law: [normal(0, 1)], target: [normal(1, 0.5)] },
  { name: 'Laplace', law: [laplace(0, 1)], target: [laplace(0.5, 0.3)] },
  { name: 'two normals', law: [normal(0, 1), normal(0, 1)], target: [normal(0.5, 0.6), normal(-0.7, 0.6)] },
];

const selections = [
  ['rejection', rejection, prior],
  ['greedy-rejection', greedyRejection, levelledPrior],
  ['poisson-functional-representation', poissonFunctionalRepresentation, prior],
  ['greedy-poisson', greedyPoisson, levelledPrior],
  ['ordered-random, K = 64', orderedRandom(64), prior],
];
/** The first acceptance is sent: later candidates do not matter. */
const FIRST_ACCEPTED = new Set(['rejection', 'greedy-rejection', 'greedy-poisson']);

const searches = [
  ['a-star-branching', aStarSearch],
  ['greedy-poisson-branching', greedyPoissonSearch],
];

const count = (blocks, predicate) => {
  let satisfied = 0;
  for (let b = 0; b < blocks; b++) if (predicate(b)) satisfied++;
  return satisfied;
};

export function selectionStructure() {
  const table = new Verdicts(`Structure of selections and tree searches, ${BLOCKS} blocks a case`);
  const none = (name, moved) => table.add(name, moved, 0, moved === 0);
  for (const { name, law, target } of cases) {
    for (const [method, selection, proposalOf] of selections) {
      const title = `${method}, ${name}`;
      const proposal = proposalOf(law);
      const weightsOf = (b) => proposal.candidates(target, shared.block(b)).weights;
      const source = (b) => () => local.block(b);
      const excess = Math.max(...Array.from({ length: 1000 }, (_, b) => boundExcess(weightsOf(b), 100)));
      table.add(`${title}: bound`, excess, '<= 0', excess <= 0);
      // Batches carry no level functions: those of the block are put beside them.
      const batched = (b, sizes) => {
        const weights = weightsOf(b);
        const levelled = { select: (batches, random) => selection.select({ ...weights, ...batches }, random) };
        return !batchInvariance(weights, levelled, source(b), sizes);
      };
      const changed =
        count(BLOCKS, (b) => batched(b, [1, 7, 64])) + count(LARGE_BATCH_BLOCKS, (b) => batched(b, [4096]));
      none(`${title}: batches, winners that change`, changed);
      if (FIRST_ACCEPTED.has(method)) {
        none(
          `${title}: later candidates, winners that change`,
          count(BLOCKS, (b) => {
            const weights = weightsOf(b);
            const { index } = selection.select(weights, local.block(b));
            return selection.select(likelyAfter(weights, index), local.block(b)).index !== index;
          }),
        );
      } else if (method === 'poisson-functional-representation') {
        none(
          `${title}: run-on, winners that change`,
          count(BLOCKS, (b) => !winnerStays(weightsOf(b), selection, source(b))),
        );
      } else {
        none(
          `${title}: to the last candidate, winners that change`,
          count(BLOCKS, (b) => {
            const weights = weightsOf(b);
            const stopped = selection.select(weights, local.block(b)).index;
            return selection.select(withBound(weights, Number.POSITIVE_INFINITY), local.block(b)).index !== stopped;
          }),
        );
      }
    }
    if (law.length === 1) for (const search of searches) treeChecks(table, name, law[0], target[0], search);
  }
  for (const { name, measured, bound, caught } of faults()) table.add(`planted: ${name}`, measured, bound, caught);
  return table;
}

/** The same weights up to `index`, and the largest possible ones after it. */
function likelyAfter(weights, index) {
  return {
    ...weights,
    logWeights(first, out, cutoff) {
      weights.logWeights(first, out, cutoff);
      for (let i = Math.max(0, index + 1 - first); i < out.length; i++) out[i] = weights.logWeightBound;
    },
  };
}

function treeChecks(table, name, law, target, [method, search]) {
  const found = treeTargets(law)(target);
  const samples = new Float64Array(BLOCKS);
  const logScores = new Float64Array(BLOCKS);
  let moved = 0;
  let above = Number.NEGATIVE_INFINITY;
  for (let b = 0; b < BLOCKS; b++) {
    const { sample, depth, logScore = Number.NaN } = search(found, new TreeWalk(shared.block(b)), local.block(b));
    samples[b] = sample;
    logScores[b] = logScore;
    above = Math.max(above, found.law.logDensity(sample) - found.proposal.logDensity(sample) - found.logSupremum);
    if (method === 'a-star-branching') {
      const longer = { ...found, logSupremum: found.logSupremum + log(20) };
      if (search(longer, new TreeWalk(shared.block(b)), local.block(b)).depth !== depth) moved++;
    }
  }
  table.add(`${method}, ${name}: bound`, above, '<= 0', above <= 0);
  if (method !== 'a-star-branching') return;
  table.add(`${method}, ${name}: run-on, winners that change`, moved, 0, moved === 0);
  const { uniforms } = probabilityIntegralTransform(samples, target);
  const { pValue } = leastProbable(scoreIsExponential(logScores, uniforms));
  table.add(
    `${method}, ${name}: score is Exponential(1) and independent`,
    pValue,
    `> ${SIGNIFICANCE}`,
    pValue > SIGNIFICANCE,
  );
}

function faults() {
  const [{ law, target }] = cases;
  const [p] = law;
  const [q] = target;
  const levelled = levelledPrior(law);
  const weightsOf = (b) => levelled.candidates(target, shared.block(b)).weights;
  /** The p-value of the law of samples that a selection chooses with changed weights. */
  const lawWith = (selection, change, blocks = FAULT_BLOCKS) => {
    const samples = Float64Array.from({ length: blocks }, (_, b) => {
      const candidates = levelled.candidates(target, shared.block(b));
      return candidates.take(selection.select(change(candidates.weights), local.block(b)).index).sample[0];
    });
    return kolmogorovSmirnov(probabilityIntegralTransform(samples, q).uniforms).pValue;
  };
  const tight = (factor) => (weights) => ({
    ...weights,
    logWeightBound: weights.logWeightBound + log(factor),
    logWeights(first, out, cutoff) {
      weights.logWeights(first, out, cutoff);
      for (let i = 0; i < out.length; i++) out[i] = Math.min(out[i], weights.logWeightBound + log(factor));
    },
  });
  const shape = {};
  const shifted = (weights) => ({
    ...weights,
    shape,
    massAbove: (logLevel) => weights.massAbove(logLevel - log(0.7)),
    proposalAbove: (logLevel) => weights.proposalAbove(logLevel - log(0.7)),
  });
  const found = treeTargets(p)(q);
  const treeSamples = (search, walkOf) =>
    Float64Array.from({ length: FAULT_BLOCKS / 5 }, (_, b) => {
      return search(found, walkOf(shared.block(b)), local.block(b)).sample;
    });
  const pOf = (samples) => kolmogorovSmirnov(probabilityIntegralTransform(samples, q).uniforms).pValue;
  const early = count(BLOCKS, (b) => lenientDepth(found, log(0.9), b) !== lenientDepth(found, log(20), b));
  const excess = Math.max(
    ...Array.from({ length: 1000 }, (_, b) =>
      boundExcess(withBound(weightsOf(b), weightsOf(b).logWeightBound + log(0.95)), 100),
    ),
  );
  const byBatch = count(1000, (b) => {
    const weights = weightsOf(b);
    const off = {
      ...weights,
      logWeights: (first, out, cutoff) => weights.logWeights(first + (out.length === 7 ? 1 : 0), out, cutoff),
    };
    return !batchInvariance(off, rejection, () => local.block(b), [7]);
  });
  const ordered = approximateSamples(orderedRandom(4));
  const truncated = approximateSamples(unscaledOrdered(4));
  const minimal = twoSampleKolmogorovSmirnov(ordered, truncated).pValue;
  const below = (name, measured) => ({ name, measured, bound: `< ${SIGNIFICANCE}`, caught: measured < SIGNIFICANCE });
  const some = (name, measured) => ({ name, measured, bound: '> 0', caught: measured > 0 });
  return [
    some('bound 5 % too small, bound check', excess),
    some('weights that depend on the batch, batch check', byBatch),
    below('rejection under 0.7 of its bound, law', lawWith(rejection, tight(0.7))),
    below('greedy rejection, levels of another height, law', lawWith(greedyRejection, shifted)),
    below('greedy Poisson, levels of another height, law', lawWith(greedyPoisson, shifted)),
    some('A* by branching under 0.9 of its supremum, run-on', early),
    below(
      'A* by branching, arrivals without the width, law',
      pOf(treeSamples(aStarSearch, (block) => new WideWalk(block))),
    ),
    below(
      'greedy Poisson by branching, arrivals without the width, law',
      pOf(treeSamples(greedyPoissonSearch, (block) => new WideWalk(block))),
    ),
    below('ordered random coding with unscaled spacings, two samples', minimal),
  ];

  function approximateSamples(selection) {
    return Float64Array.from({ length: FAULT_BLOCKS }, (_, b) => {
      const candidates = levelled.candidates(target, shared.block(b));
      return candidates.take(selection.select(candidates.weights, local.block(b)).index).sample[0];
    });
  }
}

/** A* coding without the check of its certificate, so that a supremum that is too small can be planted. */
function lenientDepth({ law, proposal, mode, logSupremum }, raise, b) {
  const walk = new TreeWalk(shared.block(b));
  const random = local.block(b);
  let time = exponential(random);
  let [depth, best] = [0, Number.POSITIVE_INFINITY];
  while (log(time) - logSupremum - raise < best) {
    const x = walk.point(proposal);
    const logScore = log(time) - law.logDensity(x) + proposal.logDensity(x);
    if (logScore < best) [depth, best] = [walk.depth, logScore];
    walk.descend(x < mode ? 1 : 0);
    time += exponential(random) / walk.width;
  }
  return depth;
}

/** Arrivals in every node as if it were the root. */
class WideWalk extends TreeWalk {
  get width() {
    return 1;
  }
}

/** The least T_n / w_n of K arrivals of one rate: a race that is cut off, and not ordered random coding. */
function unscaledOrdered(K) {
  return {
    select(weights, random) {
      const out = new Float64Array(K);
      weights.logWeights(0, out, Number.NEGATIVE_INFINITY);
      let [index, best, arrival] = [0, Number.POSITIVE_INFINITY, 0];
      for (let n = 0; n < K; n++) {
        arrival -= Math.log((random.nextUint32() + 0.5) / 4_294_967_296);
        const score = Math.log(arrival) - out[n];
        if (score < best) [index, best] = [n, score];
      }
      return { index, examined: K };
    },
  };
}
