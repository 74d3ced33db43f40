/**
 * The run-on test: after a search has stopped, it goes on for many times as many candidates, and the winner must stay.
 * With a bound that is too small by 2, 5, 10 % another candidate wins in 0.19, 0.68, 1.8 % of blocks, so 10,000 blocks
 * are certain to show it; a last candidate that was not scored changes 34 %.
 *
 * The search is not copied: it runs again, with the same local randomness and the bound raised,
 *
 *     stop at T_n >= S sup w    becomes    stop at T_n >= f S sup w,
 *
 * f doubled until `factor` times as many candidates were looked at. For searches whose bound is only their stop rule
 * (Poisson functional representation); that of rejection sampling is part of its law.
 */
import { LimitExceededError, LN2, log, type RandomSource } from '../../core/index.ts';
import type { Selected, Selection, Weights } from '../../rcc/index.ts';

export interface RunOn {
  readonly stopped: Selected;
  /** The same search past its end. */
  readonly longer: Selected;
  /** Whether both have one winner. */
  readonly stays: boolean;
}

/** The expected number of candidates doubles with each step: 64 never happen unless the search ignores its bound. */
const MAXIMAL_DOUBLINGS = 64;

/** `local` starts the same stream each time it is called. */
export function runOn(weights: Weights, selection: Selection, local: () => RandomSource, factor: number = 10): RunOn {
  const stopped = selection.select(weights, local());
  let slack = log(2 * factor);
  for (let doubling = 0; doubling < MAXIMAL_DOUBLINGS; doubling++, slack += LN2) {
    const longer = selection.select(withBound(weights, weights.logWeightBound + slack), local());
    if (longer.examined >= factor * stopped.examined) {
      return { stopped, longer, stays: longer.index === stopped.index };
    }
  }
  throw new LimitExceededError('"selection" expected a search that a larger bound prolongs', MAXIMAL_DOUBLINGS);
}

/** Whether the winner stays when the search runs on for at least `factor` times as many candidates. */
export function winnerStays(
  weights: Weights,
  selection: Selection,
  local: () => RandomSource,
  factor: number = 10,
): boolean {
  return runOn(weights, selection, local, factor).stays;
}

/** The weights with another bound: raised, to run on; lowered, to plant a fault. */
export function withBound(weights: Weights, logWeightBound: number): Weights {
  return {
    logWeightBound,
    normalised: weights.normalised,
    logWeights: (first, out, cutoff) => weights.logWeights(first, out, cutoff),
  };
}
