/**
 * Exponential noise of scale 1: one-sided, density exp(-x) for x >= 0, mode 0. Level sets are [0, -log lambda].
 *
 *     layer = [0, -log(u_1 u_2)],  a Gamma(2) width
 *
 * With nothing left of the mode the shifted form is the direct form. Overhead at high rate: 0.833 bit. As a target it is
 * a Laplace law restricted to the right of its centre.
 */
import { log } from '../../core/index.ts';
import { type DistributionDescription, distribution } from '../../distributions/index.ts';
import { laplaceNoise } from './laplace.ts';
import { type Layer, SMALLEST_CUSP, type UnimodalNoise, uniformAt } from './noise.ts';

const LAW = 'truncated';

export const exponentialNoise: UnimodalNoise = {
  law: 'exponential',
  shape: 0,
  furtherWords: 0,
  direct: oneSided,
  shifted: oneSided,
  placeOf(target) {
    const { lower, upper } = target.support;
    if (target.law !== LAW || upper !== Number.POSITIVE_INFINITY) return undefined;
    const inner = distribution(target.description().distribution as DistributionDescription);
    const place = laplaceNoise.placeOf(inner);
    // Memoryless: a cut right of the Laplace law's centre starts the same exponential law there.
    return place === undefined || lower < place.centre ? undefined : { centre: lower, scale: place.scale };
  },
};

function oneSided(words: Uint32Array, layer: Layer): void {
  layer.lower = 0;
  layer.upper = Math.max(-log(uniformAt(words, 0) * uniformAt(words, 2)), SMALLEST_CUSP);
}
