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
import { ArrivalTimes } from './arrival-times.ts';
import { raceWinner } from './race.ts';
import { BATCH, checkWeight, checkWeightBound, MAXIMAL_CANDIDATES } from './weight-checks.ts';

/** Below this bound on log w, ln 2, a search examines less than two candidates on average. */
const FEW = 0.6931471805599453;

export const poissonFunctionalRepresentation: Selection = { select };

/**
 * Most searches in one dimension end within a few candidates: the first batch is small, and batches grow. Where weights are
 * almost all equal they end at the first one, which is then asked for alone.
 */
const FIRST_BATCH = 8;

/** Room for one search, kept for the next one. */
class SearchRoom {
  readonly arrivals: ArrivalTimes = new ArrivalTimes(BATCH);
  readonly batches: Map<number, Float64Array> = new Map();

  constructor() {
    for (const size of [1, FIRST_BATCH - 1]) this.batches.set(size, new Float64Array(size));
    for (let size = FIRST_BATCH; size <= BATCH; size *= 2) this.batches.set(size, new Float64Array(size));
  }
}

let spare: SearchRoom | undefined;

function select(weights: Weights, local: RandomSource): Selected {
  checkWeightBound(weights);
  const winner = weights.race === undefined ? undefined : raceWinner(weights.race, local, weights.logWeightBound);
  if (winner !== undefined) return winner;
  const room = spare ?? new SearchRoom();
  // Weights may search, too: the room is nobody else's meanwhile.
  spare = undefined;
  const selected = search(weights, local, room);
  spare = room;
  return selected;
}

function search(weights: Weights, local: RandomSource, { arrivals, batches }: SearchRoom): Selected {
  const { logWeightBound } = weights;
  const firstBatch = logWeightBound < FEW ? 1 : FIRST_BATCH;
  arrivals.restart(local);
  let best = -1;
  let bestLogWeight = Number.NEGATIVE_INFINITY;
  let bestLogScore = Number.POSITIVE_INFINITY;
  let lastArrival = Number.POSITIVE_INFINITY;
  for (let first = 0; first < MAXIMAL_CANDIDATES; ) {
    // Invariant: `best` minimises log T - log w over the candidates before `first`; none from lastArrival on can win.
    const size = first === 0 ? firstBatch : first === 1 ? FIRST_BATCH - 1 : Math.min(first, BATCH);
    const logWeights = batches.get(size)!;
    arrivals.next(size);
    // No arrival of the batch is earlier than the last one before it.
    const cutoff = best < 0 ? Number.NEGATIVE_INFINITY : log(arrivals.before) - bestLogScore;
    weights.logWeights(first, logWeights, cutoff);
    for (let i = 0; i < size; i++) {
      const logWeight = logWeights[i]!;
      checkWeight(logWeight, logWeightBound);
      // It arrives later than the best one: only a larger weight can win.
      if (logWeight <= bestLogWeight) continue;
      const arrival = arrivals.at(i);
      if (arrival >= lastArrival) break;
      const logScore = log(arrival) - logWeight;
      if (logScore >= bestLogScore) continue;
      best = first + i;
      bestLogWeight = logWeight;
      bestLogScore = logScore;
      lastArrival = exp(logScore + logWeightBound);
    }
    // The winner was examined, even where its weight is the bound and rounding puts its own arrival at the stop.
    const stop = Math.max(arrivals.firstFrom(lastArrival), best - first + 1);
    if (stop < size) return { index: best, examined: first + stop, logScore: bestLogScore };
    first += size;
  }
  throw new LimitExceededError('"candidates" expected a search that ends; use smaller blocks', MAXIMAL_CANDIDATES);
}
