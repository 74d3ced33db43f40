/**
 * Candidates from the prior, with the level functions of their weights: the proposal of greedy rejection and greedy
 * Poisson rejection sampling. Candidates and messages are those of `prior`; what levels cost is said where they
 * are made (levels/). Those of the last target are kept, for runs of equal targets.
 */
import type { Distribution } from '../../distributions/index.ts';
import { levelFunctions } from '../levels/levels.ts';
import { type Box, boxOf, factorsOf, normalisedFactors, type Target } from '../target.ts';
import type { LevelFunctions, LevelledWeights, Proposal } from '../types.ts';
import { prior } from './prior.ts';

/**
 * `law` is the proposal p: one decoder-visible distribution or independent ones. Targets are piecewise constant like
 * their proposal or have a bounded ratio to it with one certified peak, coordinate by coordinate.
 */
export function levelledPrior(law: Distribution | readonly Distribution[]): Proposal<Target, null, LevelledWeights> {
  const plain = prior(law);
  const marginals = factorsOf(law);
  let last: Box | undefined;
  let lastLevels: LevelFunctions | undefined;

  function levelsOf(target: Target): LevelFunctions {
    const box = boxOf(target);
    if (lastLevels === undefined || last === undefined || !areEqual(box, last)) {
      lastLevels = levelFunctions(normalisedFactors(box), marginals);
      last = { ...box, factors: [...box.factors], lower: box.lower.slice(), upper: box.upper.slice() };
    }
    return lastLevels;
  }

  return {
    ...plain,
    candidates(target, shared) {
      const levels = levelsOf(target);
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

function areEqual(a: Box, b: Box): boolean {
  return (
    a.normalised === b.normalised &&
    a.factors.length === b.factors.length &&
    a.factors.every((factor, i) => factor === b.factors[i]) &&
    a.lower.every((lower, i) => lower === b.lower[i]) &&
    a.upper.every((upper, i) => upper === b.upper[i])
  );
}
