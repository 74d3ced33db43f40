/** Laws of a selection, over discrete laws of which everything is known. */
import { checkInteger } from '../../core/index.ts';
import type { LevelledWeights, Selection } from '../../rcc/index.ts';
import type { LawOptions } from './options.ts';
import { runLaws } from './run-laws.ts';
import { type DiscretePair, discretePairs } from './selection/discrete.ts';
import { choiceIsByWeight, sampleFollowsTheTarget } from './selection/law.ts';
import { scoreHasItsLaw, winnerStaysWhenRunOn, workIsGeometric } from './selection/score.ts';
import {
  batchesDoNotMatter,
  brokenCertificatesAreRefused,
  commonFactorDoesNotMatter,
  impossibleOnesAreNotSent,
  selectionIsDeterministic,
} from './selection/structure.ts';
import type { Theorem } from './theorem.ts';

export interface SelectionLawOptions extends LawOptions {
  /** K, for selections among a fixed number of candidates whose law, given the candidates, is by their weights. */
  readonly candidates?: number;
}

/**
 * Checks one selection. Those with a score are searched further than they stop, and their score has a law of its own.
 *
 * @example selectionLaws(poissonFunctionalRepresentation);
 * @example selectionLaws(orderedRandom(8), { candidates: 8 });
 * @throws LawViolationError
 */
export function selectionLaws(selection: Selection<LevelledWeights>, options: SelectionLawOptions = {}): void {
  const { candidates } = options;
  const theorems: Theorem<DiscretePair>[] = [
    sampleFollowsTheTarget(selection),
    selectionIsDeterministic(selection),
    batchesDoNotMatter(selection),
    impossibleOnesAreNotSent(selection),
    commonFactorDoesNotMatter(selection),
    brokenCertificatesAreRefused(selection),
    winnerStaysWhenRunOn(selection),
    scoreHasItsLaw(selection),
    workIsGeometric(selection),
  ];
  if (candidates !== undefined) theorems.push(choiceIsByWeight(selection, checkInteger('candidates', candidates, 2)));
  runLaws(theorems, discretePairs, 'pair', options);
}
