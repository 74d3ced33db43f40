/** Laws of a distribution: tails, density, shape and samples are those of one law. */
import type { DistributionDescription } from '../../distributions/index.ts';
import {
  cdfHasTheDensity,
  densityIntegratesToOne,
  momentsAreTheDensitys,
  nothingOutsideTheSupport,
} from './distribution/density.ts';
import {
  batchesEqualSingleCalls,
  descriptionMakesTheLaw,
  samplesAreTheSources,
  samplesFollowTheCdf,
} from './distribution/sampling.ts';
import { logConcavityHolds, modeIsDensest, scoreStaysInItsRange } from './distribution/shape.ts';
import {
  cdfInvertsQuantile,
  quantileInvertsCdf,
  quantilesStayInside,
  survivalInvertsItsQuantile,
  tailsSumToOne,
} from './distribution/tails.ts';
import type { TestedDistribution } from './distribution/tested.ts';
import type { LawOptions } from './options.ts';
import { runLaws } from './run-laws.ts';
import { isArbitrary, type Subjects, type Theorem } from './theorem.ts';

export interface DistributionLawOptions extends LawOptions {
  /** Makes a law from its description: `distribution` for the laws of this library. */
  readonly parse?: (description: DistributionDescription) => TestedDistribution;
}

const theorems: readonly Theorem<TestedDistribution>[] = [
  cdfInvertsQuantile,
  survivalInvertsItsQuantile,
  quantileInvertsCdf,
  tailsSumToOne,
  quantilesStayInside,
  cdfHasTheDensity,
  densityIntegratesToOne,
  nothingOutsideTheSupport,
  momentsAreTheDensitys,
  scoreStaysInItsRange,
  modeIsDensest,
  logConcavityHolds,
  batchesEqualSingleCalls,
  samplesAreTheSources,
  samplesFollowTheCdf,
];

/**
 * Checks one distribution, several, or those of an arbitrary. Members that a distribution does not have are not tested.
 *
 * @example distributionLaws(gumbel);                                          // throws LawViolationError
 * @example describe('gumbel', () => distributionLaws(gumbel, { test }));      // a test for each law
 * @throws LawViolationError
 */
export function distributionLaws(
  distributions: TestedDistribution | Subjects<TestedDistribution>,
  options: DistributionLawOptions = {},
): void {
  const subjects =
    Array.isArray(distributions) || ('generate' in distributions && isArbitrary(distributions))
      ? (distributions as Subjects<TestedDistribution>)
      : [distributions as TestedDistribution];
  const { parse } = options;
  runLaws(
    parse === undefined ? theorems : [...theorems, descriptionMakesTheLaw(parse)],
    subjects,
    'distribution',
    options,
  );
}
