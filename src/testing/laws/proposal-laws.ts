/** Laws of a proposal: weights that are what they claim, and candidates that the decoder finds in one step. */
import type { Proposal } from '../../rcc/index.ts';
import type { Tails } from '../goodness-of-fit/probability-integral-transform.ts';
import type { LawOptions } from './options.ts';
import { candidatesDiffer, decoderRebuilds, decoderTakesOneStep, pointsAreReadBack } from './proposal/candidates.ts';
import {
  boundIsNeverExceeded,
  onlyHopelessOnesAreGivenUp,
  weightedCandidatesFollow,
  weightsAreFunctions,
} from './proposal/weights.ts';
import { runLaws } from './run-laws.ts';
import { coordinatesOf } from './targets.ts';
import type { Subjects, Theorem } from './theorem.ts';

export interface ProposalLawOptions<T, K> extends LawOptions {
  /** The targets to send: each of a list, or those of an arbitrary. */
  readonly targets: Subjects<T>;
  /** Tails of each coordinate of a target; needed for targets that are not distributions, lists or boxes of them. */
  readonly coordinates?: (target: T) => readonly Tails[];
  /** The receiver's own proposal, so that no state is shared with the sender's; the same object where not given. */
  readonly receiver?: Proposal<T, K>;
}

/**
 * Checks one proposal, over targets that it can send.
 *
 * @example proposalLaws(dithered({ widths: [5.2], marginals: [normal(0, 8)] }), { targets: [[normal(0, 1)], [normal(2.6, 1)]] });
 * @throws LawViolationError
 */
export function proposalLaws<T, K>(proposal: Proposal<T, K>, options: ProposalLawOptions<T, K>): void {
  const { targets, coordinates = coordinatesOf, receiver = proposal } = options;
  const theorems: readonly Theorem<T>[] = [
    boundIsNeverExceeded(proposal),
    weightsAreFunctions(proposal),
    onlyHopelessOnesAreGivenUp(proposal),
    weightedCandidatesFollow(proposal, coordinates),
    decoderRebuilds(proposal, receiver),
    decoderTakesOneStep(proposal),
    pointsAreReadBack(proposal, receiver),
    candidatesDiffer(proposal),
  ];
  runLaws(theorems, targets, 'target', options);
}
