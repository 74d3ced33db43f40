/**
 * Targets with proposals: their density ratio bounded, so that every exact selection can send the target, or unbounded on
 * purpose, so that every exact selection must refuse it.
 */
import fc from 'fast-check';
import { type DensityRatio, type Distribution, densityRatio } from '../../distributions/index.ts';
import {
  evenStudents,
  histograms,
  laplaces,
  logistics,
  normals,
  real,
  triangulars,
  truncatedNormals,
  uniforms,
} from './distributions.ts';

export interface DistributionPair {
  readonly target: Distribution;
  readonly proposal: Distribution;
}

const light = fc.oneof(normals, uniforms, triangulars, truncatedNormals, histograms);
const heavy = fc.oneof(laplaces, logistics, evenStudents);

/** Searches stay short: at most e^7 candidates on average. */
const LARGEST_LOG_SUPREMUM = 7;

/** The supremum of target over proposal is finite and certified, at most e^7. */
export const boundedPairs: fc.Arbitrary<DistributionPair> = fc
  .record({ target: light, proposal: heavy })
  .filter(({ target, proposal }) => densityRatio(target, proposal).logSupremum <= LARGEST_LOG_SUPREMUM);

/** The target has heavier tails than the proposal, or mass where the proposal has none. */
export const unboundedPairs: fc.Arbitrary<DistributionPair> = fc.oneof(
  fc.record({ target: heavy, proposal: fc.oneof(normals, uniforms, truncatedNormals) }),
  fc.record({ target: normals, proposal: fc.oneof(uniforms, triangulars) }),
);

/** log q/p of a bounded pair. */
export const densityRatios: fc.Arbitrary<DensityRatio> = boundedPairs.map(({ target, proposal }) =>
  densityRatio(target, proposal),
);

/** Probabilities of a few symbols, each at least 1/100 of the largest before normalising. */
export const discreteLaws: fc.Arbitrary<readonly number[]> = fc
  .array(real(0.01, 1), { minLength: 2, maxLength: 6 })
  .map((masses) => {
    const sum = masses.reduce((total, mass) => total + mass, 0);
    return masses.map((mass) => mass / sum);
  });
