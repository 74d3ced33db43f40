/**
 * Mixtures of geometric laws: the exact law of an index whose law is geometric given the sample.
 *
 *     P(index = j) = sum_i w_i (1 / (1 + g_i)) r_i^j,    r_i = g_i / (1 + g_i)
 *
 * Weights and means g_i are integers on the wire (16 bits each, g on a grid of factors 2^(1/1024)), and the table comes
 * from them by products and sums alone. Fitted by expectation-maximisation (Dempster, Laird and Rubin, 1977).
 */
import { checkInteger, CorruptDataError, exp, LN2 } from '../../core/index.ts';
import type { Codec, EntropyModel } from '../interfaces.ts';
import { eliasGamma } from '../codec/elias-gamma.ts';
import { bitsCodec } from '../codec/uniform-codec.ts';
import { quantizeFrequencies } from './frequencies.ts';
import { frequencyModel } from './frequency-model.ts';

export interface GeometricMixture {
  readonly components: readonly GeometricComponent[];
}

export interface GeometricComponent {
  /** Relative weight, 1 .. 65,535. */
  readonly weight: number;
  /** Code of the mean g = 2^(code / 1024 - 32), 0 .. 65,535. */
  readonly meanCode: number;
}

const GRID = 1024;
const OFFSET = 32;
const MAXIMAL_COMPONENTS = 16;
const word = bitsCodec(16);

/** 2^(i / 1024), i = 0 .. 1023, by the deterministic exponential. */
const ROOTS: Float64Array = Float64Array.from({ length: GRID }, (_, i) => exp((i / GRID) * LN2));

/** The mean g of a component. */
export function geometricMean(meanCode: number): number {
  const exponent = Math.floor(meanCode / GRID) - OFFSET;
  const power = exponent >= 0 ? twoToThe(exponent) : 1 / twoToThe(-exponent);
  return ROOTS[meanCode % GRID]! * power;
}

function twoToThe(n: number): number {
  return n < 31 ? 1 << n : (1 << (n - 30)) * 1_073_741_824;
}

export const geometricMixtureCodec: Codec<GeometricMixture> = {
  encode({ components }, encoder) {
    eliasGamma.encode(checkInteger('components', components.length, 1, MAXIMAL_COMPONENTS) - 1, encoder);
    for (const { weight, meanCode } of components) {
      word.encode(weight, encoder);
      word.encode(meanCode, encoder);
    }
  },
  decode(decoder) {
    const count = eliasGamma.decode(decoder) + 1;
    if (count > MAXIMAL_COMPONENTS) throw new CorruptDataError(`"components" expected at most 16, got ${count}`, 0);
    const components: GeometricComponent[] = [];
    for (let i = 0; i < count; i++) {
      const weight = word.decode(decoder);
      if (weight === 0) throw new CorruptDataError('"weight" expected 1 to 65535, got 0', 0);
      components.push({ weight, meanCode: word.decode(decoder) });
    }
    return { components };
  },
};

/** Cells for indices 0 .. size - 2 and one for all larger ones. */
export function geometricMixtureTable({ components }: GeometricMixture, size: number, precision: number): EntropyModel {
  const masses = new Float64Array(size);
  for (const { weight, meanCode } of components) {
    const mean = geometricMean(meanCode);
    const ratio = mean / (1 + mean);
    let tail = weight;
    for (let j = 0; j < size - 1; j++) {
      masses[j] = masses[j]! + tail / (1 + mean);
      tail *= ratio;
    }
    masses[size - 1] = masses[size - 1]! + tail;
  }
  return frequencyModel(quantizeFrequencies(masses, precision), precision);
}
