/**
 * Mixtures of geometric laws: an index that is geometric given the sample, as that of the Poisson functional
 * representation, is a mixture of geometric laws over all samples.
 *
 *     P(index = j) = sum_i w_i (1 / (1 + g_i)) r_i^j,    r_i = g_i / (1 + g_i),    P(index >= j) = sum_i w_i r_i^j
 *
 * On the wire weights and means g_i are integers of 16 bits, g on a grid of factors 2^(1/1024), and the table comes from
 * them by + - * / alone, so that both ends hold the same integers.
 */
import { checkInteger, checkPositive, exp, invalidArgument, LN2, powerOfTwo } from '../../core/index.ts';
import { quantizeFrequencies } from './frequencies.ts';

export interface GeometricMixture {
  readonly components: readonly GeometricComponent[];
}

export interface GeometricComponent {
  /** Relative weight, 1 .. 65,535. */
  readonly weight: number;
  /** Code of the mean g = 2^(code / 1024 - 32), 0 .. 65,535. */
  readonly meanCode: number;
}

export const MEAN_GRID = 1024;
export const MEAN_OFFSET = 32;

/** 2^(i / 1024), i = 0 .. 1023, by the exponential that is the same everywhere. */
const ROOTS: Float64Array = Float64Array.from({ length: MEAN_GRID }, (_, i) => exp((i / MEAN_GRID) * LN2));

/** The mean g of a component. */
export function geometricMean(meanCode: number): number {
  return ROOTS[meanCode % MEAN_GRID]! * powerOfTwo(Math.floor(meanCode / MEAN_GRID) - MEAN_OFFSET);
}

/**
 * Frequencies of `size` cells with sum 2^precision: indices 0 .. size - 2 and, last, the escape of all larger ones.
 * Decoder-visible. @throws InvalidArgumentError
 */
export function geometricMixtureTable(mixture: GeometricMixture, size: number, precision: number): Uint32Array;
export function geometricMixtureTable(
  weights: ArrayLike<number>,
  means: ArrayLike<number>,
  size: number,
  precision: number,
): Uint32Array;
export function geometricMixtureTable(
  mixture: GeometricMixture | ArrayLike<number>,
  sizeOrMeans: number | ArrayLike<number>,
  precisionOrSize: number,
  precision: number = precisionOrSize,
): Uint32Array {
  if ('components' in mixture) {
    const { components } = mixture;
    const weights = Float64Array.from(components, ({ weight }) => weight);
    const means = Float64Array.from(components, ({ meanCode }) => geometricMean(meanCode));
    return table(weights, means, Number(sizeOrMeans), precision);
  }
  if (typeof sizeOrMeans === 'number') throw invalidArgument('means', 'an array', sizeOrMeans);
  return table(mixture, sizeOrMeans, precisionOrSize, precision);
}

function table(weights: ArrayLike<number>, means: ArrayLike<number>, size: number, precision: number): Uint32Array {
  checkInteger('size', size, 1, 65_536);
  if (means.length !== weights.length) throw invalidArgument('means', `${weights.length} numbers`, means.length);
  const masses = new Float64Array(size);
  for (let i = 0; i < weights.length; i++) {
    const mean = checkPositive(`means[${i}]`, means[i]!);
    const ratio = mean / (1 + mean);
    // Invariant: tail = w r^j, the mass of this component from index j on.
    let tail = weights[i]!;
    for (let j = 0; j < size - 1; j++) {
      masses[j]! += tail / (1 + mean);
      tail *= ratio;
    }
    masses[size - 1]! += tail;
  }
  return quantizeFrequencies(masses, precision);
}
