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
import { exp, LimitExceededError, log, type RandomSource } from '../../core/index.ts';
import type { Selected, Selection, Weights } from '../types.ts';
import { ArrivalTimes, GROUP } from './arrival-times.ts';
import { BATCH, checkWeight, checkWeightBound, MAXIMAL_CANDIDATES } from './weight-checks.ts';

/** Below this bound on log w, ln 2, a search examines less than two candidates on average. */
const FEW = 0.6931471805599453;

export const poissonFunctionalRepresentation: Selection = { select };

function select(weights: Weights, local: RandomSource): Selected {
  const { logWeightBound } = weights;
  checkWeightBound(weights);
  const arrivals = new ArrivalTimes(local, BATCH);
  const all = new Float64Array(BATCH);
  let best = -1;
  let bestLogScore = Number.POSITIVE_INFINITY;
  let lastArrival = Number.POSITIVE_INFINITY;
  // Most searches in one dimension end within a few candidates: the first batch is small. Where weights are almost all
  // equal they end at the first one, which is then asked for alone.
  let head = logWeightBound < FEW ? 1 : GROUP;
  for (let first = 0, size = GROUP; first < MAXIMAL_CANDIDATES; first += size, size = BATCH, head = BATCH) {
    arrivals.next(size);
    for (let from = 0, to = head; from < size && arrivals.at(from) < lastArrival; from = to, to = size) {
      // Invariant: `best` minimises log T - log w over the candidates before first + from; none from lastArrival on can win.
      const logWeights = all.subarray(from, to);
      weights.logWeights(first + from, logWeights, log(arrivals.at(from)) - bestLogScore);
      for (let i = from; i < to; i++) {
        const logWeight = all[i]!;
        if (logWeight === Number.NEGATIVE_INFINITY) continue;
        if (arrivals.at(i) >= lastArrival) break;
        checkWeight(logWeight, logWeightBound);
        const logScore = log(arrivals.at(i)) - logWeight;
        if (logScore >= bestLogScore) continue;
        best = first + i;
        bestLogScore = logScore;
        lastArrival = exp(logScore + logWeightBound);
      }
    }
    const stop = arrivals.firstFrom(lastArrival);
    if (stop < size) return { index: best, examined: first + stop, logScore: bestLogScore };
  }
  throw new LimitExceededError('"candidates" expected a search that ends; use smaller blocks', MAXIMAL_CANDIDATES);
}
