/**
 * Candidates from the prior, with the level functions of their weights: the proposal of greedy rejection and greedy
 * Poisson rejection sampling. Candidates and messages are those of `prior`; what levels cost is said where they
 * are made (levels/). Those of the last target are kept, for runs of equal targets.
 */
import type { Distribution } from '../../distributions/index.ts';
import { levelFunctions } from '../levels/levels.ts';
import { factorsOf, normalisedFactors, type Target } from '../target.ts';
import type { LevelFunctions, LevelledWeights, Proposal } from '../types.ts';
import { prior } from './prior.ts';

/**
 * `law` is the proposal p: one decoder-visible distribution or independent ones. Targets are piecewise constant like
 * their proposal or have a bounded ratio to it with one certified peak, coordinate by coordinate.
 */
export function levelledPrior(law: Distribution | readonly Distribution[]): Proposal<Target, null, LevelledWeights> {
  const plain = prior(law);
  const marginals = factorsOf(law);
  let lastFactors: readonly Distribution[] = [];
  let lastLevels: LevelFunctions | undefined;

  function levelsOf(factors: readonly Distribution[]): LevelFunctions {
    const isLast = factors.length === lastFactors.length && factors.every((factor, i) => factor === lastFactors[i]);
    if (lastLevels === undefined || !isLast) {
      lastLevels = levelFunctions(factors, marginals);
      lastFactors = [...factors];
    }
    return lastLevels;
  }

  return {
    ...plain,
    candidates(target, shared) {
      const levels = levelsOf(normalisedFactors(target));
      const { weights, take } = plain.candidates(target, shared);
      const { logWeightBound, normalised } = weights;
      return {
        weights: {
          ...levels,
          logWeightBound,
          normalised,
          logWeights: (first, out, cutoff) => weights.logWeights(first, out, cutoff),
        },
        take,
      };
    },
  };
}
