/**
 * Greedy rejection: at every step accept as much of the target as the step can hold. A level rises through the weight;
 * what lies below it is already sent.
 *
 *     accept n if U_n S_n <= w_n - L_n,    L_0 = 0,  S_n = G(L_n),  L_(n+1) = L_n + S_n,    G(h) = E_p max(0, w - h)
 *
 * S_n is the probability that nothing was accepted before n, so the part of q between the levels L_n and L_n + S_n is
 * what step n accepts: x_n* follows q exactly. H(N) <= D_CS(q || p) + log2(e + 1), D_CS the channel simulation
 * divergence. Expected candidates: between w_max and w_max + 1. Needs normalised weights and their level function G.
 *
 * P. Harsha, R. Jain, D. McAllester and J. Radhakrishnan, "The communication complexity of correlation", 2007; the
 * level form: G. Flamich and L. Theis, "Adaptive greedy rejection sampling", 2023.
 */
import { exp, LimitExceededError, log, type RandomSource, uniform } from '../../core/index.ts';
import type { LevelledWeights, Selected, Selection } from '../types.ts';
import { BATCH, checkNormalised, checkWeight, checkWeightBound, MAXIMAL_CANDIDATES } from './weight-checks.ts';

export const greedyRejection: Selection<LevelledWeights> = { select };

function select(weights: LevelledWeights, local: RandomSource): Selected {
  const { logWeightBound } = weights;
  checkNormalised(weights);
  checkWeightBound(weights);
  const logWeights = new Float64Array(BATCH);
  let level = 0;
  let remaining = 1;
  for (let first = 0; first < MAXIMAL_CANDIDATES; first += BATCH) {
    weights.logWeights(first, logWeights, log(level));
    for (let i = 0; i < BATCH; i++) {
      // Invariant: `level` is filled, and `remaining` = G(level) is the probability that nothing is accepted before this.
      const logWeight = logWeights[i]!;
      checkWeight(logWeight, logWeightBound);
      const above = exp(logWeight) - level;
      if (above > 0 && uniform(local) * remaining <= above) return { index: first + i, examined: first + i + 1 };
      level += remaining;
      remaining = weights.massAbove(log(level));
    }
  }
  throw new LimitExceededError('"candidates" expected a search that ends; use smaller blocks', MAXIMAL_CANDIDATES);
}
