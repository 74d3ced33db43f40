/** Blocks to look into, and a search that trusts its weights, into which faults can be planted. */
import {
  exponential,
  localRandomness,
  log,
  type RandomSource,
  type SharedBlock,
  sharedRandomness,
} from 'samplewire/core';
import { type Distribution, normal, truncatedNormal } from 'samplewire/distributions';
import { dithered, type Selected, type Selection, type Weights } from 'samplewire/rcc';

const HALF_WIDTH = 3.8906;
const CELL = 7.8;

export const shared = sharedRandomness('structural checks');
export const local = localRandomness({ seed: 'structural checks' });

/** Candidates of hybrid coding in a cell a little wider than the support. */
export const hybrid = dithered({ widths: [CELL], marginals: [normal(0, 8)] });

/** The centre is in the middle of a cell, so that the dither says where in the cell a candidate lies. */
export const target: Distribution = truncatedNormal(CELL / 2, 1, CELL / 2 - HALF_WIDTH, CELL / 2 + HALF_WIDTH);

export function weightsOf(block: number): Weights {
  return hybrid.candidates(target, shared.block(block)).weights;
}

/** The Poisson functional representation with `prune` nats added to the cutoff that it passes on: exact for 0. */
export function trustingSearch(prune: number = 0): Selection {
  return { select: (weights, source) => search(weights, source, prune) };
}

function search(weights: Weights, source: RandomSource, prune: number): Selected {
  const out = new Float64Array(16);
  let arrival = exponential(source);
  let [best, bestLogScore] = [-1, Number.POSITIVE_INFINITY];
  for (let first = 0; ; first += out.length) {
    weights.logWeights(first, out, log(arrival) - bestLogScore + prune);
    for (let i = 0; i < out.length; i++) {
      if (log(arrival) - weights.logWeightBound >= bestLogScore) {
        return { index: best, examined: first + i, logScore: bestLogScore };
      }
      const logScore = log(arrival) - out[i]!;
      if (logScore < bestLogScore) [best, bestLogScore] = [first + i, logScore];
      arrival += exponential(source);
    }
  }
}

/** Arrivals made of the dither itself: a fault of a library in the field. */
export function ditherAsArrivals(block: SharedBlock): RandomSource {
  let word = 0;
  const next = (): number => block.word(word++ >> 1, 0);
  return {
    nextUint32: next,
    fill(out) {
      for (let i = 0; i < out.length; i++) out[i] = next();
    },
  };
}

/** How many of the first `blocks` blocks satisfy a predicate. */
export function count(blocks: number, predicate: (block: number) => boolean): number {
  let satisfied = 0;
  for (let block = 0; block < blocks; block++) if (predicate(block)) satisfied++;
  return satisfied;
}
