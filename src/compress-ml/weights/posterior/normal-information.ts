/**
 * What a weight N(m, v) tells under the proposal N(0, s^2), in bits,
 *
 *     KL = [ln(s / sqrt v) + (v + m^2) / (2 s^2) - 1/2] / ln 2,        least for s^2 = mean of (v + m^2)
 */
import { type Bits, LN2, log } from '../../../core/index.ts';

export function normalInformationBits(mean: number, sigma: number, scale: number): Bits {
  const ratio = sigma / scale;
  const shift = mean / scale;
  return ((ratio * ratio + shift * shift - 1) / 2 - log(ratio)) / LN2;
}

/** The deviation s of the proposal that makes the sum of KL least. */
export function bestScale(means: ArrayLike<number>, sigmas: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < means.length; i++) sum += means[i]! * means[i]! + sigmas[i]! * sigmas[i]!;
  return Math.sqrt(sum / Math.max(1, means.length));
}
