/**
 * The selections of the literature over the prior, as methods of a file: candidates are samples of the columns' own laws,
 * and a block's index is all that is sent. An exact search looks at as many candidates as the block's largest weight says,
 * so these methods suit low rates. Selections of a fixed number K of candidates state it in every chunk.
 */
import type { Distribution } from '../../distributions/index.ts';
import type { Codec } from '../../entropy/index.ts';
import { empiricalCode } from '../message/empirical-code.ts';
import type { AnyIndexCode } from '../message/index-code.ts';
import { tableCode } from '../message/table-code.ts';
import { zipfCode } from '../message/zipf-code.ts';
import { prior } from '../proposal/prior.ts';
import { minimalRandom } from '../selection/minimal-random.ts';
import { orderedRandom } from '../selection/ordered-random.ts';
import { poissonFunctionalRepresentation } from '../selection/poisson-functional-representation.ts';
import { rejection } from '../selection/rejection.ts';
import type { Selection, Weights } from '../types.ts';
import { blockMethod } from './block-method.ts';
import { cyclic } from './columns.ts';
import { candidatesCodec, fixedCandidates, plannedCandidates } from './fixed-candidates.ts';
import { type ChannelMethod, meanWork, type PlannedBlocks } from './method.ts';
import { logRatioBounds } from './ratio-bounds.ts';

/** A chunk without parameters. */
const nothing: Codec<null> = { encode() {}, decode: () => null };

/** The largest weight of a block, on average. */
function largestWeight({ targets, marginals, dimension }: PlannedBlocks): number {
  return meanWork(logRatioBounds(targets, marginals()), dimension);
}

/** The stop rule ends an ordered search as it would end an exact one, but never after K. */
function orderedWork(planned: PlannedBlocks): number {
  if ('candidates' in planned.approximation) return planned.approximation.candidates;
  return Math.min(largestWeight(planned), plannedCandidates(planned));
}

/** A selection that needs the bound of the weights and nothing else. */
function boundedMethod(
  name: string,
  id: number,
  selection: Selection,
  indexCodes: readonly AnyIndexCode[],
): ChannelMethod {
  return blockMethod<null, null, Weights>({
    name,
    id,
    marginal: 'covering',
    selection: () => selection,
    indexCodes: () => indexCodes,
    work: largestWeight,
    fit: ({ targets, marginals }) => {
      logRatioBounds(targets, marginals);
      return null;
    },
    parameters: () => nothing,
    proposal: priorOf,
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
    proposal: priorOf,
  });
}

function priorOf<P>(
  _: P,
  marginals: readonly Distribution[],
  column: number,
  dimension: number,
): ReturnType<typeof prior> {
  return prior(cyclic(marginals, column, dimension));
}

const indexCodes: readonly AnyIndexCode[] = [zipfCode, tableCode, empiricalCode];

export const priorMethods: readonly ChannelMethod[] = [
  boundedMethod('poisson-functional-representation', 8, poissonFunctionalRepresentation, indexCodes),
  boundedMethod('rejection', 9, rejection, indexCodes),
  fixedMethod('ordered-random', 12, orderedRandom, () => indexCodes, orderedWork),
  fixedMethod('minimal-random', 13, minimalRandom, () => indexCodes, plannedCandidates),
];
