/**
 * Latents as a file: v = s_alpha(y / step) through a noise channel, points under the laws of the channels, and z out.
 *
 *     header:  channel, alpha, step, sigma, number of channels, hash of the model
 *     first chunk, of no values: the tables of all channels, unless the laws are those of a model that both ends hold
 *     data chunks of up to 65,536 values: one stream each; value i is of channel i mod channels
 *
 * Where laws are tables of y, the code length is the training loss: -log2 P(k | u) = -log2 p(z). Layout: docs/format.md 11.
 */
import type { SharedRandomness } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import type { NoiseChannel } from './channels/noise-channel.ts';
import { softRounded } from './laws/soft-rounded.ts';
import { type LatentTable, tableLaw } from './laws/tables.ts';
import { softRoundConditionalMean } from './soft-round.ts';

export const CHUNK_VALUES = 65_536;
const STREAM = 'latents';

/** Tables that both ends hold, and 32 bytes that name them: a hash of the model that they came with. */
export interface LatentModel {
  readonly tables: readonly LatentTable[];
  readonly hash: Uint8Array;
}

export interface DecodedLatents {
  readonly channel: NoiseChannel;
  readonly shape: readonly number[];
  readonly alpha: number;
  readonly step: number;
  /** step (s(y / step) + noise). */
  readonly z: Float64Array;
  /** step r(z / step), the middle of what y can have been; z itself for alpha = 0. */
  readonly reconstruction: Float64Array;
}

/** Of soft rounded latents, one per channel. */
export function lawsOf(tables: readonly LatentTable[], alpha: number): Distribution[] {
  return tables.map((table) => softRounded(tableLaw(table), alpha));
}

/** Where the dither of latents comes from. */
export function streamOf(shared: SharedRandomness): SharedRandomness {
  return shared.derive(STREAM);
}

/** From units of the channel to those of y. */
export function inUnits(z: Float64Array, stated: Omit<DecodedLatents, 'z' | 'reconstruction'>): DecodedLatents {
  const { alpha, step } = stated;
  const scaled = (values: Float64Array): Float64Array => values.map((value) => step * value + 0);
  return { ...stated, z: scaled(z), reconstruction: scaled(softRoundConditionalMean(z, alpha)) };
}
