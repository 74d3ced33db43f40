/**
 * A noise channel has two lives with one law: z = v + noise, the noise independent of v.
 *
 *     training:   the noise is drawn, and gradients pass: dz/dv = 1
 *     use:        z is what a quantizer with shared randomness gives, and its points are bytes
 *
 * Maps before and after it make the usual pair of soft rounding and reconstruction; either may be the identity.
 */
import type { RandomSource, SharedRandomness } from '../../../core/index.ts';
import type { Distribution } from '../../../distributions/index.ts';
import type { EntropyDecoder, EntropyEncoder } from '../../../entropy/index.ts';
import { SoftRounding } from '../soft-round.ts';

export interface NoiseChannel {
  readonly name: 'uniform' | 'gaussian' | 'lattice';
  /** Of the noise of one value. */
  readonly variance: number;
  /** Deviation of Gaussian noise; 0 for the other channels, whose cell has volume 1. */
  readonly sigma: number;
  /** Training: the noise of `count` values. */
  noise(count: number, random: RandomSource): Float64Array;
  /** Use: a quantizer whose points are written under these laws of v, one per channel. */
  quantizer(laws: readonly Distribution[], shared: SharedRandomness): NoiseQuantizer;
}

/** Values are those of places first, first + 1, .. of an array; place i is of channel i mod the number of laws. */
export interface NoiseQuantizer {
  /** Writes points for v and gives z. `first` is a multiple of 8. Local randomness serves searches. */
  encode(v: Float64Array, first: number, random: RandomSource, encoder: EntropyEncoder): Float64Array;
  /** z again, bit for bit. @throws CorruptDataError */
  decode(count: number, first: number, decoder: EntropyDecoder): Float64Array;
}

/** What stands before and after the noise. */
export interface ChannelMaps {
  readonly before: (y: number) => number;
  readonly after: (z: number) => number;
}

/** Soft rounding before, its conditional mean after. */
export function softRoundingMaps(alpha: number): ChannelMaps {
  const { round, conditionalMean } = new SoftRounding(alpha);
  return { before: round, after: conditionalMean };
}

/** Soft rounding of what is noisy already: the other order. */
export function softRoundingAfter(alpha: number): ChannelMaps {
  return { before: (y) => y, after: new SoftRounding(alpha).round };
}

/** The training life between two maps: after(before(y) + noise). */
export function throughNoise(
  channel: NoiseChannel,
  y: ArrayLike<number>,
  random: RandomSource,
  { before, after }: ChannelMaps,
): Float64Array {
  const noise = channel.noise(y.length, random);
  return noise.map((error, i) => after(before(y[i]!) + error));
}
