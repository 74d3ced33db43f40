/**
 * Rejection sampling: every candidate is accepted with probability w / w_max, independently; the first accepted one is
 * sent.
 *
 *     n* = min { n : U_n <= w_n / w_max },    U_n ~ Uniform(0, 1)
 *
 * x_n* follows q exactly. The index is geometric with success probability 1 / w_max whatever the target, independent of
 * the sample: H(N) = w_max h_2(1 / w_max), about log2 w_max + 1.44 bits. Expected candidates: w_max. Weights may carry
 * an unknown common factor if the bound carries the same.
 *
 * J. von Neumann, "Various techniques used in connection with random digits", 1951.
 */
import { LimitExceededError, log, type RandomSource, uniform } from '../../core/index.ts';
import type { Selected, Selection, Weights } from '../types.ts';
import { BATCH, checkWeight, checkWeightBound, MAXIMAL_CANDIDATES } from './weight-checks.ts';

export const rejection: Selection = { select };

function select(weights: Weights, local: RandomSource): Selected {
  const { logWeightBound } = weights;
  checkWeightBound(weights);
  const logWeights = new Float64Array(BATCH);
  for (let first = 0; first < MAXIMAL_CANDIDATES; first += BATCH) {
    // Invariant: every candidate before `first` was rejected.
    weights.logWeights(first, logWeights, Number.NEGATIVE_INFINITY);
    for (let i = 0; i < BATCH; i++) {
      const logWeight = logWeights[i]!;
      checkWeight(logWeight, logWeightBound);
      if (log(uniform(local)) <= logWeight - logWeightBound) return { index: first + i, examined: first + i + 1 };
    }
  }
  throw new LimitExceededError('"candidates" expected a search that ends; use smaller blocks', MAXIMAL_CANDIDATES);
}
