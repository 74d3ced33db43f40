/**
 * How many candidates a selection of a fixed number K of them gets. K is stated in every chunk, so it may follow the mean
 * weight of the chunk's widest block:
 *
 *     m / (m + K) <= D     for     K >= m (1/D - 1),     m = E_q w, the product over the values of a block
 */
import { CorruptDataError, exp, LimitExceededError } from '../../core/index.ts';
import { type Codec, eliasGamma } from '../../entropy/index.ts';
import type { ChunkInput, PlannedBlocks } from './method.ts';
import { logRatioMeans } from './ratio-bounds.ts';

/** A block of more candidates takes a second and more. */
export const MAXIMAL_FIXED = 4_194_304;

/** K - 1 by Elias gamma; at most 2^22 candidates. */
export const candidatesCodec: Codec<number> = {
  encode: (candidates, encoder) => eliasGamma.encode(candidates - 1, encoder),
  decode(decoder) {
    const candidates = eliasGamma.decode(decoder) + 1;
    if (candidates <= MAXIMAL_FIXED) return candidates;
    throw new CorruptDataError(`"candidates" expected at most ${MAXIMAL_FIXED}, got ${candidates}`, 0);
  },
};

/** K of a chunk: the number asked for, or the least that keeps every block within its total variation. */
export function fixedCandidates({ approximation, targets, marginals, dimension }: ChunkInput): number {
  if ('candidates' in approximation) return approximation.candidates;
  const means = logRatioMeans(targets, marginals);
  const candidates = candidatesWithin(approximation.totalVariation, largestBlock(means, dimension));
  if (candidates <= MAXIMAL_FIXED) return candidates;
  throw new LimitExceededError(
    `"totalVariation" expected at most ${MAXIMAL_FIXED} candidates a block, got ${candidates.toPrecision(2)} for ` +
      `${approximation.totalVariation}; smaller blocks or a larger total variation need fewer`,
    MAXIMAL_FIXED,
  );
}

/** Sender, planning: K where the number is asked for or follows from the largest weight. */
export function plannedCandidates({ approximation, targets, marginals, dimension }: PlannedBlocks): number {
  if ('candidates' in approximation) return approximation.candidates;
  return candidatesWithin(approximation.totalVariation, largestBlock(logRatioMeans(targets, marginals()), dimension));
}

function candidatesWithin(totalVariation: number, logMeanWeight: number): number {
  return Math.max(1, Math.ceil(exp(logMeanWeight) * (1 / totalVariation - 1)));
}

/** The largest sum over a block. */
function largestBlock(logMeans: Float64Array, dimension: number): number {
  let largest = 0;
  for (let start = 0; start < logMeans.length; start += dimension) {
    let sum = 0;
    for (let i = start; i < Math.min(start + dimension, logMeans.length); i++) sum += logMeans[i]!;
    largest = Math.max(largest, sum);
  }
  return largest;
}
