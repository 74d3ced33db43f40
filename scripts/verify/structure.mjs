/**
 * Structural checks of every proposal with a search, on 10,000 blocks a case, and the faults that each check must catch:
 * a check that passes a planted fault is worth nothing.
 */
import { exponential, localRandomness, log, sharedRandomness, standardNormal } from 'samplewire/core';
import { laplace, normal, truncatedNormal, uniform } from 'samplewire/distributions';
import {
  boxOf,
  cdfDithered,
  dithered,
  gaussianE8,
  poissonFunctionalRepresentation,
  prior,
  rotatedLattice,
} from 'samplewire/rcc';
import {
  andersonDarling,
  batchInvariance,
  boundExcess,
  inBatches,
  kolmogorovSmirnov,
  SIGNIFICANCE,
  scoreIsExponential,
  takesWhatIsRebuilt,
  winnerStays,
  withBound,
} from '../../dist/testing/index.js';
import { Verdicts } from './table.mjs';

const BLOCKS = 10_000;
/** A candidate that no search reaches: what comes before the first one. */
const FAR_CANDIDATE = 2 ** 40;
const shared = sharedRandomness('structure');
const local = localRandomness({ seed: 'structure' });
const half = 3.8906;

const cell = (widths, marginals) => dithered({ widths, marginals });
const centres = localRandomness({ seed: 'structure centres' }).block(0);
const spread = (scale) => scale * standardNormal(centres);

/** A case: a proposal, a target for each block, and how many blocks are affordable. */
const cases = [
  {
    name: 'hybrid d = 1, truncated, fixed centre W/2',
    proposal: cell([7.8], [normal(0, 8)]),
    target: () => [truncatedNormal(3.9, 1, 3.9 - half, 3.9 + half)],
  },
  {
    name: 'hybrid d = 1, random centres',
    proposal: cell([7.8], [normal(0, 8)]),
    target: () => {
      const mu = spread(40);
      return [truncatedNormal(mu, 1, mu - half, mu + half)];
    },
  },
  { name: 'hybrid d = 1, local split', proposal: cell([5.2], [normal(0, 8)]), target: () => [normal(spread(8), 1)] },
  {
    name: 'hybrid d = 2, local split',
    proposal: cell([5.2, 5.2], [normal(0, 8), normal(0, 8)]),
    target: () => [normal(spread(8), 1), laplace(spread(8), 0.6)],
  },
  {
    name: 'hybrid d = 4, local split',
    proposal: cell([5.2, 5.2, 5.2, 5.2], Array(4).fill(normal(0, 8))),
    target: () => Array.from({ length: 4 }, () => normal(spread(8), 1)),
  },
  {
    name: 'hybrid d = 1, uniform in a wide cell',
    proposal: cell([3], [normal(0, 8)]),
    target: () => {
      const mu = spread(8);
      return [uniform(mu, mu + 1)];
    },
  },
  {
    name: 'CDF space d = 1',
    proposal: cdfDithered({ widths: [3], marginals: [normal(0, 4)] }),
    target: () => {
      const mu = spread(2);
      return [truncatedNormal(mu, 0.5, mu - 1, mu + 1)];
    },
  },
  {
    name: 'Gaussian channel, E8, 1000 blocks',
    blocks: 1000,
    proposal: rotatedLattice({ cell: gaussianE8, sigma: 1, marginals: Array(8).fill(normal(0, 8)) }),
    target: () => Array.from({ length: 8 }, () => normal(spread(8), 1)),
  },
  { name: 'prior d = 1', proposal: prior(normal(0, 1)), target: () => [normal(0.7, 0.3)] },
  {
    name: 'prior d = 2',
    proposal: prior([normal(0, 1), laplace(0, 1)]),
    target: () => [normal(0.7, 0.6), normal(-0.5, 0.5)],
  },
];

/** Log score and probability transform of the first coordinate of each block, with arrivals of the caller's choice. */
function scores({ proposal, target }, blocks, arrivalsOf) {
  const logScores = new Float64Array(blocks);
  const uniforms = new Float64Array(blocks);
  for (let b = 0; b < blocks; b++) {
    const given = target(b);
    const block = shared.block(b);
    const source = local.block(b);
    const restricted = proposal.restrict?.(given, source) ?? given;
    const candidates = proposal.candidates(restricted, block);
    const { index, logScore } = poissonFunctionalRepresentation.select(
      candidates.weights,
      arrivalsOf(b, source, block),
    );
    // The score of unnormalised weights is Exponential with the box's mass for its rate.
    logScores[b] = logScore + log(boxMass(restricted));
    uniforms[b] = given[0].cdf(candidates.take(index).sample[0]);
  }
  return { logScores, uniforms };
}

function boxMass(target) {
  const { factors, lower, upper } = boxOf(target);
  let mass = 1;
  factors.forEach((factor, i) => {
    mass *=
      lower[i] > (factor.mode ?? 0)
        ? factor.survival(lower[i]) - factor.survival(upper[i])
        : factor.cdf(upper[i]) - factor.cdf(lower[i]);
  });
  return mass;
}

function weightsOf({ proposal, target }, b) {
  const given = target(b);
  const restricted = proposal.restrict?.(given, local.block(b)) ?? given;
  return proposal.candidates(restricted, shared.block(b)).weights;
}

/** How many of `blocks` blocks satisfy a predicate of their weights. */
function count(testCase, blocks, predicate) {
  let satisfied = 0;
  for (let b = 0; b < blocks; b++) if (predicate(weightsOf(testCase, b), b)) satisfied++;
  return satisfied;
}

const least = (results) => results.reduce((worst, result) => Math.min(worst, result.pValue), 1);

export function structureTable() {
  const table = new Verdicts(`Structure, ${BLOCKS} blocks a case unless stated`);
  for (const testCase of cases) {
    const { name, proposal, blocks = BLOCKS } = testCase;
    const excess = Math.max(...Array.from({ length: 1000 }, (_, b) => boundExcess(weightsOf(testCase, b), 100)));
    table.add(`${name}: bound`, excess, '<= 0', excess <= 0);
    const moved = count(
      testCase,
      blocks,
      (weights, b) => !winnerStays(weights, poissonFunctionalRepresentation, () => local.block(b)),
    );
    table.add(`${name}: run-on, winners that change`, moved, 0, moved === 0);
    const batched = count(
      testCase,
      blocks,
      (weights, b) => !batchInvariance(weights, poissonFunctionalRepresentation, () => local.block(b)),
    );
    table.add(`${name}: batches, winners that change`, batched, 0, batched === 0);
    const { logScores, uniforms } = scores(testCase, blocks, (_, source) => source);
    const p = least(scoreIsExponential(logScores, uniforms));
    table.add(`${name}: score is Exponential(1) and independent`, p, `> ${SIGNIFICANCE}`, p > SIGNIFICANCE);
    const rebuilt = Array.from({ length: 1000 }, (_, b) => {
      const block = shared.block(b);
      const given = testCase.target(b);
      const candidates = proposal.candidates(proposal.restrict?.(given, local.block(b)) ?? given, block);
      return takesWhatIsRebuilt(
        candidates,
        (index, point, out) => proposal.reconstruct(index, point, block, out, 0),
        [0, 1, 77, 123_456_789],
      );
    }).every(Boolean);
    table.add(
      `${name}: decoder rebuilds what the encoder took`,
      rebuilt ? 'same bits' : 'other bits',
      'same bits',
      rebuilt,
    );
  }
  for (const fault of faults()) table.add(`planted: ${fault.name}`, fault.measured, fault.bound, fault.caught);
  return table;
}

function faults() {
  const fixed = cases[0];
  const tight = (weights, factor) => withBound(weights, weights.logWeightBound + log(factor));
  const lenient = withoutChecks();
  const moved = (change) =>
    count(fixed, BLOCKS, (weights, b) => !winnerStays(change(weights), lenient, () => local.block(b), 20));
  const small = moved((weights) => tight(weights, 0.98));
  const early = count(fixed, BLOCKS, (weights, b) => {
    const { index, examined } = lenient.select(weights, local.block(b));
    return examined > 1 && index === examined - 1;
  });
  const excess = Math.max(
    ...Array.from({ length: 1000 }, (_, b) => boundExcess(tight(weightsOf(fixed, b), 0.95), 100)),
  );
  const byBatch = count(fixed, 1000, (weights, b) => {
    const off = {
      ...withBound(weights, weights.logWeightBound),
      logWeights: (first, out, cutoff) => weights.logWeights(first + (out.length === 7 ? 1 : 0), out, cutoff),
    };
    const select = (w) => lenient.select(w, local.block(b)).index;
    return select(inBatches(off, 7)) !== select(off);
  });
  const copied = scores(fixed, 2000, (_, __, block) => ditherAsArrivals(block, 0));
  const copiedP = least(scoreIsExponential(copied.logScores, copied.uniforms));
  const shifted = scores(fixed, 20_000, (_, __, block) => ditherAsArrivals(block, 1));
  const shiftedP = Math.min(
    kolmogorovSmirnov(shifted.uniforms).pValue,
    andersonDarling(shifted.uniforms).pValue,
    least(scoreIsExponential(shifted.logScores, shifted.uniforms)),
  );
  const { proposal } = fixed;
  const block = shared.block(0);
  const candidates = proposal.candidates(fixed.target(0), block);
  const advanced = takesWhatIsRebuilt(
    candidates,
    (index, point, out) => proposal.reconstruct(index + 1, point, block, out, 0),
    [0, 5],
  );
  return [
    { name: 'bound 2 % too small, run-on', measured: small, bound: '> 0', caught: small > 0 },
    { name: 'last candidate not scored, run-on', measured: early, bound: '> 0', caught: early > 0 },
    { name: 'bound 5 % too small, bound check', measured: excess, bound: '> 0', caught: excess > 0 },
    { name: 'weights that depend on the batch', measured: byBatch, bound: '> 0', caught: byBatch > 0 },
    {
      name: 'arrivals from the dither, score',
      measured: copiedP,
      bound: `< ${SIGNIFICANCE}`,
      caught: copiedP < SIGNIFICANCE,
    },
    {
      name: 'arrivals from the previous dither',
      measured: shiftedP,
      bound: `< ${SIGNIFICANCE}`,
      caught: shiftedP < SIGNIFICANCE,
    },
    {
      name: 'generator advanced by another amount',
      measured: advanced ? 'same bits' : 'other bits',
      bound: 'other bits',
      caught: !advanced,
    },
  ];
}

/** The same search without the check of the certificate, so that a bound that is too small can be planted. */
function withoutChecks() {
  return {
    select(weights, source) {
      let arrival = exponential(source);
      let [best, bestLogScore] = [-1, Infinity];
      const out = new Float64Array(64);
      for (let first = 0; ; first += 64) {
        weights.logWeights(first, out, -Infinity);
        for (let i = 0; i < 64; i++) {
          if (log(arrival) - weights.logWeightBound >= bestLogScore)
            return { index: best, examined: first + i, logScore: bestLogScore };
          const logScore = log(arrival) - out[i];
          if (logScore < bestLogScore) [best, bestLogScore] = [first + i, logScore];
          arrival += exponential(source);
        }
      }
    },
  };
}

/** Exponentials of the dither words themselves, `lag` candidates late: the fault of a library in the field. */
function ditherAsArrivals(block, lag) {
  let word = 0;
  const next = () => {
    const candidate = (word++ >> 1) - lag;
    return block.word(candidate < 0 ? FAR_CANDIDATE : candidate, 0);
  };
  return {
    nextUint32: next,
    fill: (out) =>
      out.forEach((_, i) => {
        out[i] = next();
      }),
  };
}
