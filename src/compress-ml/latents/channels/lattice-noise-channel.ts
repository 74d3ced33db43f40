/**
 * Noise that is uniform in the cell of the lattice E8, sent by one lattice point for eight values:
 *
 *     P = nearest(v - V),   z = P + V,   E|z - v|^2 / 8 = 929 / 12960,   against 1/12 of a cube of the same volume.
 *
 * R. Zamir and M. Feder, "On lattice quantization noise", IEEE Trans. IT 42, 1996.
 */
import { uniform } from '../../../core/index.ts';
import { e8, latticeDithered, latticeQuantization, voronoiSample } from '../../../rcc/index.ts';
import { blockQuantizer, DIMENSIONS } from './block-quantizer.ts';
import type { NoiseChannel } from './noise-channel.ts';

/** Candidate 0 is sent, always. */
const noIndex = { encode() {}, decode: () => 0 };

export const latticeNoiseChannel: NoiseChannel = {
  name: 'lattice',
  variance: e8.normalisedSecondMoment,
  sigma: 0,
  noise(count, random) {
    const noise = new Float64Array(count);
    const cell = new Float64Array(DIMENSIONS);
    for (let at = 0; at < count; at += DIMENSIONS) {
      voronoiSample(
        e8,
        Float64Array.from(cell, () => uniform(random)),
        cell,
      );
      noise.set(cell.subarray(0, count - at), at);
    }
    return noise;
  },
  quantizer: (laws, shared) =>
    blockQuantizer(laws, shared, (marginals) => {
      const options = { lattice: e8, scale: 1, marginals };
      return {
        simulator: latticeQuantization(options),
        proposal: latticeDithered(options),
        index: noIndex,
        target: (centres) => centres,
      };
    }),
};
