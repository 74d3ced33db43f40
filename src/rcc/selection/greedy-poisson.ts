/**
 * Greedy Poisson rejection sampling: greedy rejection on a clock. A level rises through the weight while candidates
 * arrive; the first one that is not below the level is sent.
 *
 *     n* = min { n : w_n >= L(T_n) },    dL/dt = G(L), L(0) = 0,    T_n = E_0 + ... + E_n,  E_i ~ Exponential(1)
 *
 * Nothing is accepted before time t with probability G(L(t)), so the part of q between L(t) and L(t + dt) is what dt
 * accepts: x_n* follows q exactly, up to the error of the level table, below 1e-9 in total variation. Expected candidates:
 * w_max. Which candidate is sent does not depend on later ones. Needs normalised weights and their level functions.
 *
 * G. Flamich, "Greedy Poisson rejection sampling", NeurIPS 2023, 3.
 */
import { LimitExceededError, type RandomSource } from '../../core/index.ts';
import type { LevelledWeights, Selected, Selection } from '../types.ts';
import { ArrivalTimes } from './arrival-times.ts';
import { LEVEL_TABLE_VARIATION, levelTable } from './level-table.ts';
import { BATCH, checkNormalised, checkWeight, checkWeightBound, MAXIMAL_CANDIDATES } from './weight-checks.ts';

export const greedyPoisson: Selection<LevelledWeights> = { select };

function select(weights: LevelledWeights, local: RandomSource): Selected {
  const { logWeightBound } = weights;
  checkNormalised(weights);
  checkWeightBound(weights);
  const levels = levelTable(weights);
  const arrivals = new ArrivalTimes(BATCH);
  arrivals.restart(local);
  const logWeights = new Float64Array(BATCH);
  for (let first = 0; first < MAXIMAL_CANDIDATES; first += BATCH) {
    // Invariant: every candidate before `first` came when the level had risen above its weight.
    arrivals.next(BATCH);
    weights.logWeights(first, logWeights, levels.logLevelAt(arrivals.at(0)));
    for (let i = 0; i < BATCH; i++) {
      const logWeight = logWeights[i]!;
      checkWeight(logWeight, logWeightBound);
      if (arrivals.at(i) > levels.timeAt(logWeight)) continue;
      return { index: first + i, examined: first + i + 1, totalVariation: LEVEL_TABLE_VARIATION };
    }
  }
  throw new LimitExceededError('"candidates" expected a search that ends; use smaller blocks', MAXIMAL_CANDIDATES);
}
