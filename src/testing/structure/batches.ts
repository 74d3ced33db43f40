/**
 * Batch invariance: weights are a pure function of the candidate's number. No index may depend on how many candidates
 * are asked for at once, in which order, how often, or on whether hopeless ones are given up early.
 */
import { checkInteger, type RandomSource } from '../../core/index.ts';
import type { Selection, Weights } from '../../rcc/index.ts';

/** The weights, computed in aligned batches of `size`, whatever is asked for. */
export function inBatches(weights: Weights, size: number): Weights {
  const batch = new Float64Array(checkInteger('size', size, 1));
  let start = -1;
  let batchCutoff = Number.POSITIVE_INFINITY;
  return {
    logWeightBound: weights.logWeightBound,
    normalised: weights.normalised,
    logWeights(first, out, cutoff) {
      for (let i = 0; i < out.length; ) {
        const within = (first + i) % size;
        // A batch that was pruned with a lower cutoff has all that a higher one asks for.
        if (start !== first + i - within || cutoff < batchCutoff) {
          start = first + i - within;
          batchCutoff = cutoff;
          weights.logWeights(start, batch, cutoff);
        }
        const taken = Math.min(size - within, out.length - i);
        out.set(batch.subarray(within, within + taken), i);
        i += taken;
      }
    },
  };
}

/** The weights without pruning: every candidate is scored in full. */
export function unpruned(weights: Weights): Weights {
  return {
    logWeightBound: weights.logWeightBound,
    normalised: weights.normalised,
    logWeights: (first, out) => weights.logWeights(first, out, Number.NEGATIVE_INFINITY),
  };
}

const SIZES: readonly number[] = [1, 7, 64, 4096];

/**
 * Whether the selected index is the same for batches of every size, pruned and plain. `local` starts the same stream
 * each time.
 */
export function batchInvariance(
  weights: Weights,
  selection: Selection,
  local: () => RandomSource,
  sizes: readonly number[] = SIZES,
): boolean {
  const { index } = selection.select(weights, local());
  const variants = [
    unpruned(weights),
    ...sizes.flatMap((size) => [weights, unpruned(weights)].map((w) => inBatches(w, size))),
  ];
  return variants.every((variant) => selection.select(variant, local()).index === index);
}

/** Whether the first `candidates` log weights have the same bits one by one, backwards, and all at once. */
export function weightsArePure(weights: Weights, candidates: number): boolean {
  const together = new Float64Array(checkInteger('candidates', candidates, 1));
  weights.logWeights(0, together, Number.NEGATIVE_INFINITY);
  const alone = new Float64Array(1);
  for (let n = candidates - 1; n >= 0; n--) {
    weights.logWeights(n, alone, Number.NEGATIVE_INFINITY);
    if (!Object.is(alone[0], together[n])) return false;
  }
  return true;
}
