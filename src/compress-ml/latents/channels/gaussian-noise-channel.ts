/**
 * Gaussian noise of a deviation that both sides know, sent in blocks of eight by a rotated and randomly scaled E8:
 *
 *     z - v ~ N(0, sigma^2), exactly;     bits = I(V; Z) + 0.23 a value
 *
 * In training it is a normal variate. Points are written under a normal prior with the mean and variance of each law.
 */
import { checkPositive, standardNormal } from '../../../core/index.ts';
import { type Distribution, normal } from '../../../distributions/index.ts';
import { gaussianChannel, gaussianE8, gaussianIndexCode, rotatedLattice } from '../../../rcc/index.ts';
import { blockQuantizer } from './block-quantizer.ts';
import type { NoiseChannel } from './noise-channel.ts';

export function gaussianNoiseChannel(sigma: number): NoiseChannel {
  checkPositive('sigma', sigma);
  return {
    name: 'gaussian',
    variance: sigma * sigma,
    sigma,
    noise: (count, random) => Float64Array.from({ length: count }, () => sigma * standardNormal(random)),
    quantizer: (laws, shared) =>
      blockQuantizer(laws, shared, (centres) => {
        const marginals = centres.map(({ mean, variance }) =>
          normal(mean!, Math.sqrt(checkPositive('variance', variance!) + sigma * sigma)),
        );
        const options = { sigma, marginals };
        return {
          simulator: gaussianChannel(options),
          proposal: rotatedLattice({ ...options, cell: gaussianE8 }),
          index: gaussianIndexCode(gaussianE8).codec(null),
          target: (places): readonly Distribution[] => Array.from(places, (place) => normal(place, sigma)),
        };
      }),
  };
}
