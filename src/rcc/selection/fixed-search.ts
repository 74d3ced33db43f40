/**
 * What the selections with a fixed number K of candidates share: the scan for the least score, and their distance from
 * the target,
 *
 *     TV <= E_q[ max(0, w - 1) / (w + K - 1) ] <= (w_max - 1) / (w_max + K - 1)        (Jensen on E[1 / (w + R)]; ours)
 *           <= E_q[ w / (w + K) ]              <= m / (m + K),   m = E_q w             (Jensen again: w / (w + K) is concave)
 */
import { checkInteger, exp, expm1, type Nats } from '../../core/index.ts';
import type { Weights } from '../types.ts';
import { BATCH, checkWeight } from './weight-checks.ts';

const MAXIMAL_FIXED_CANDIDATES = 2_147_483_648;
/** Beyond it a weight would overflow. */
const LARGEST_LOG_WEIGHT = 700;

export function checkCandidates(candidates: number): void {
  checkInteger('candidates', candidates, 1, MAXIMAL_FIXED_CANDIDATES);
}

/** argmin of log T_n - log w_n over n < candidates, ended early once log T_n - `stopBound` cannot win; 0 if all weights are 0. */
export function scan(
  weights: Weights,
  candidates: number,
  nextLogArrival: (n: number) => Nats,
  stopBound: Nats,
): { index: number; examined: number } {
  const batch = new Float64Array(Math.min(BATCH, candidates));
  let index = 0;
  let bestLogScore = Number.POSITIVE_INFINITY;
  for (let first = 0; first < candidates; first += batch.length) {
    const logWeights = batch.subarray(0, Math.min(batch.length, candidates - first));
    weights.logWeights(first, logWeights, Number.NEGATIVE_INFINITY);
    for (let i = 0; i < logWeights.length; i++) {
      const logArrival = nextLogArrival(first + i);
      if (logArrival - stopBound >= bestLogScore) return { index, examined: first + i };
      const logWeight = logWeights[i]!;
      checkWeight(logWeight, weights.logWeightBound);
      const logScore = logArrival - logWeight;
      if (logScore < bestLogScore) {
        index = first + i;
        bestLogScore = logScore;
      }
    }
  }
  return { index, examined: candidates };
}

/** The certified distance of K-candidate selections from the target; 1 where the weights have no finite bound. */
export function importanceSamplingVariation(weights: Weights, candidates: number): number {
  if (!weights.normalised) return 1;
  const largest = Math.max(0, expm1(Math.min(weights.logWeightBound, LARGEST_LOG_WEIGHT)));
  const byLargest = weights.logWeightBound === Number.POSITIVE_INFINITY ? 1 : largest / (largest + candidates);
  const { logMeanWeight = Number.POSITIVE_INFINITY } = weights;
  if (!(logMeanWeight < LARGEST_LOG_WEIGHT)) return byLargest;
  const mean = exp(logMeanWeight);
  return Math.min(byLargest, mean / (mean + candidates));
}
