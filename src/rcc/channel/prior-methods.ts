/**
 * The selections of the literature over the prior, as methods of a file: candidates are samples of the columns' own laws,
 * and a block's index is all that is sent. An exact search looks at as many candidates as the block's largest weight says,
 * so these methods suit low rates. Selections of a fixed number K of candidates state it in every chunk.
 */
import type { Distribution } from '../../distributions/index.ts';
import { unitCodec } from '../../entropy/index.ts';
import { empiricalCode } from '../message/empirical-code.ts';
import { geometricCode } from '../message/geometric-code.ts';
import type { AnyIndexCode } from '../message/index-code.ts';
import { tableCode } from '../message/table-code.ts';
import { truncatedZipfCode } from '../message/truncated-zipf-code.ts';
import { uniformCode } from '../message/uniform-code.ts';
import { zipfCode } from '../message/zipf-code.ts';
import { levelledPrior } from '../proposal/levelled-prior.ts';
import { prior } from '../proposal/prior.ts';
import { greedyPoisson } from '../selection/greedy-poisson.ts';
import { greedyRejection } from '../selection/greedy-rejection.ts';
import { LEVEL_TABLE_VARIATION } from '../selection/level-table.ts';
import { minimalRandom } from '../selection/minimal-random.ts';
import { orderedRandom } from '../selection/ordered-random.ts';
import { poissonFunctionalRepresentation } from '../selection/poisson-functional-representation.ts';
import { rejection } from '../selection/rejection.ts';
import type { Target } from '../target.ts';
import type { Proposal, Selection, Weights } from '../types.ts';
import { blockMethod } from './block-method.ts';
import { cyclic } from './columns.ts';
import { candidatesCodec, fixedCandidates, plannedCandidates } from './fixed-candidates.ts';
import { type ChannelMethod, meanWork, type PlannedBlocks } from './method.ts';
import { logRatioBounds } from './ratio-bounds.ts';

/** The largest weight of a block, on average. */
function largestWeight({ targets, marginals, dimension }: PlannedBlocks): number {
  return meanWork(logRatioBounds(targets, marginals()), dimension);
}

/** The stop rule ends an ordered search as it would end an exact one, but never after K. */
function orderedWork(planned: PlannedBlocks): number {
  if ('candidates' in planned.approximation) return planned.approximation.candidates;
  return Math.min(largestWeight(planned), plannedCandidates(planned));
}

interface ExactMethodOptions<W extends Weights>
  extends Pick<ChannelMethod, 'name' | 'id' | 'marginal' | 'totalVariation'> {
  readonly selection: Selection<NoInfer<W>>;
  readonly proposal: (marginals: readonly Distribution[]) => Proposal<Target, null, W>;
  readonly indexCodes: readonly AnyIndexCode[];
}

/** A selection that needs bounded weights, and levels where its proposal has them. */
function exactMethod<W extends Weights>(options: ExactMethodOptions<W>): ChannelMethod {
  return blockMethod<null, null, W>({
    ...options,
    selection: () => options.selection,
    indexCodes: () => options.indexCodes,
    work: largestWeight,
    fit: ({ targets, marginals }) => {
      logRatioBounds(targets, marginals);
      return null;
    },
    parameters: () => unitCodec,
    proposal: (_, marginals, column, dimension) => options.proposal(cyclic(marginals, column, dimension)),
  });
}

/** A selection among K candidates, K as the chunk states it. */
function fixedMethod(
  name: string,
  id: number,
  selection: (candidates: number) => Selection,
  indexCodes: (candidates: number) => readonly AnyIndexCode[],
  work: (planned: PlannedBlocks) => number,
): ChannelMethod {
  return blockMethod<number, null, Weights>({
    name,
    id,
    marginal: 'covering',
    approximate: true,
    selection,
    indexCodes,
    work,
    fit: fixedCandidates,
    parameters: () => candidatesCodec,
    proposal: (_, marginals, column, dimension) => prior(cyclic(marginals, column, dimension)),
  });
}

const common: readonly AnyIndexCode[] = [zipfCode, tableCode, empiricalCode];

export const priorMethods: readonly ChannelMethod[] = [
  exactMethod({
    name: 'poisson-functional-representation',
    id: 8,
    marginal: 'covering',
    selection: poissonFunctionalRepresentation,
    proposal: prior,
    indexCodes: common,
  }),
  exactMethod({
    name: 'rejection',
    id: 9,
    marginal: 'covering',
    selection: rejection,
    proposal: prior,
    indexCodes: [geometricCode, ...common],
  }),
  exactMethod({
    name: 'greedy-rejection',
    id: 10,
    marginal: 'reaching',
    selection: greedyRejection,
    proposal: levelledPrior,
    indexCodes: common,
  }),
  exactMethod({
    name: 'greedy-poisson',
    id: 11,
    marginal: 'reaching',
    totalVariation: LEVEL_TABLE_VARIATION,
    selection: greedyPoisson,
    proposal: levelledPrior,
    indexCodes: common,
  }),
  fixedMethod(
    'ordered-random',
    12,
    orderedRandom,
    (candidates) => [truncatedZipfCode(candidates), tableCode, empiricalCode],
    orderedWork,
  ),
  fixedMethod('minimal-random', 13, minimalRandom, (candidates) => [uniformCode(candidates)], plannedCandidates),
];
