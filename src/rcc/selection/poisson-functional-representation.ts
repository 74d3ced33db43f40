/**
 * Poisson functional representation: a clock that runs faster where the target is denser; the candidate that it strikes
 * first is sent.
 *
 *     n* = argmin_n T_n / w_n,    T_n = E_0 + ... + E_n,  E_i ~ Exponential(1),    w_n = q(x_n) / p(x_n)
 *
 * x_n* follows q exactly, and E log2(n* + 1) <= D_KL(q || p) + 1. The search ends once T_n / sup w reaches the best
 * score (the min-weight stop): no later candidate can win. Expected candidates: sup w. The best score is Exponential(1)
 * and independent of the sample. Weights may carry an unknown common factor, the bound then carries the same.
 *
 * C. T. Li and A. El Gamal, "Strong functional representation lemma and applications to coding theorems", IEEE Trans.
 * IT 2018, III; the stop rule: C. Maddison, "A Poisson process model for Monte Carlo", 2016. Global-bound A* coding
 * (Flamich, Markou and Hernandez-Lobato, ICML 2022) is the same choice.
 */
import { exponential, LimitExceededError, log, type RandomSource } from '../../core/index.ts';
import type { Selected, Selection, Weights } from '../types.ts';
import { BATCH, checkWeight, checkWeightBound, MAXIMAL_CANDIDATES } from './weight-checks.ts';

export const poissonFunctionalRepresentation: Selection = { select };

function select(weights: Weights, local: RandomSource): Selected {
  const { logWeightBound } = weights;
  checkWeightBound(weights);
  const logWeights = new Float64Array(BATCH);
  let arrival = exponential(local);
  let logArrival = log(arrival);
  let best = -1;
  let bestLogScore = Number.POSITIVE_INFINITY;
  for (let first = 0; first < MAXIMAL_CANDIDATES; first += BATCH) {
    // Invariant: `best` minimises log T - log w over the candidates before `first`; `arrival` is T_first.
    weights.logWeights(first, logWeights, logArrival - bestLogScore);
    for (let i = 0; i < BATCH; i++) {
      if (logArrival - logWeightBound >= bestLogScore) {
        return { index: best, examined: first + i, logScore: bestLogScore };
      }
      const logWeight = logWeights[i]!;
      checkWeight(logWeight, logWeightBound);
      const logScore = logArrival - logWeight;
      if (logScore < bestLogScore) {
        best = first + i;
        bestLogScore = logScore;
      }
      arrival += exponential(local);
      logArrival = log(arrival);
    }
  }
  throw new LimitExceededError('"candidates" expected a search that ends; use smaller blocks', MAXIMAL_CANDIDATES);
}
