/**
 * What samples of tensors would take at a price beta of a nat, before anything is sent: information of the weights in the
 * survey's runs, and what each way to send them takes above it.
 */
import { exp, LN2 } from '../../../core/index.ts';
import type { SmallRule } from '../budget/small-tensors.ts';
import type { Surveyed } from '../budget/survey.ts';
import { softened } from './curvature.ts';
import { normalInformationBits } from './normal-information.ts';

/** What a weight takes above its information, about: the Gaussian channel, blocks of four, low rates. */
const GAUSSIAN_EXCESS = 0.235;
const HYBRID_EXCESS = 0.55;
const LOW_EXCESS = 0.3;
const HIGH_RATE = 2;
const PIECE_BYTES = 32;

/** A tensor, and how its weights get their laws. */
export interface PosteriorSource {
  readonly surveyed: Surveyed;
  /** Curvatures in runs of the survey, in units in which the mean over all weights of h w^2 is 1; or one for the tensor. */
  readonly runCurvatures: readonly Float64Array[] | undefined;
  readonly curvature: number;
}

/** The price of a nat at a quality: half the noise's variance for one octave more. */
export function betaOf(octaves: number): number {
  return exp(-octaves * LN2);
}

export function predictedBytes(source: PosteriorSource, beta: number, small: SmallRule): number {
  const { group, exactBytes, halfBytes, elements, tensor } = source.surveyed;
  const isSent = group === 'large' || (group === 'small' && small === 'sent' && tensor.shape.length > 1);
  if (!isSent) {
    const isHalf = group === 'small' && small !== 'exact' && halfBytes !== undefined;
    return PIECE_BYTES + (isHalf ? Math.min(halfBytes, exactBytes) : exactBytes);
  }
  const { bits, count } = sampled(source, beta);
  const mean = bits / Math.max(1, count);
  const high = source.runCurvatures === undefined ? GAUSSIAN_EXCESS : HYBRID_EXCESS;
  const excess = mean < HIGH_RATE ? LOW_EXCESS * Math.min(1, 2 * mean) : high;
  return PIECE_BYTES + ((mean + excess) * elements) / 8;
}

/** Root mean square, relative to each tensor's. `elements`: of all tensors. */
export function predictedError(sources: readonly PosteriorSource[], beta: number, elements: number): number {
  const sum = sources.reduce((total, source) => {
    if (source.surveyed.group !== 'large') return total;
    const { squaredError, count } = sampled(source, beta);
    return total + (source.surveyed.elements * squaredError) / (Math.max(1, count) * source.surveyed.meanSquare);
  }, 0);
  return Math.sqrt(sum / Math.max(1, elements));
}

/** Information and error of the weights in the survey's runs. */
function sampled(
  { surveyed: { runs }, runCurvatures, curvature }: PosteriorSource,
  beta: number,
): { bits: number; squaredError: number; count: number } {
  const values = Float64Array.from(runs.flatMap((run) => [...run.values]));
  const h = runCurvatures === undefined ? curvature : runCurvatures.flatMap((run) => [...run]);
  const { means, sigmas } = softened(values, h, beta);
  let square = 0;
  for (let i = 0; i < means.length; i++) square += means[i]! * means[i]! + sigmas[i]! * sigmas[i]!;
  const scale = Math.sqrt(square / Math.max(1, means.length));
  let bits = 0;
  let squaredError = 0;
  for (let i = 0; i < means.length; i++) {
    bits += normalInformationBits(means[i]!, sigmas[i]!, scale);
    squaredError += sigmas[i]! * sigmas[i]! + (means[i]! - values[i]!) * (means[i]! - values[i]!);
  }
  return { bits, squaredError, count: means.length };
}
