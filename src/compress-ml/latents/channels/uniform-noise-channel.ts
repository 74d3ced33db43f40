/**
 * Uniform noise on a unit cell, sent by universal quantization: with a dither u that both sides know,
 *
 *     k = ceil(v - u - 1/2),   z = k + u,    P(k | u) = C(z + 1/2) - C(z - 1/2),   C the cdf of v:
 *
 * the training loss -log2 (C(z + 1/2) - C(z - 1/2)) is the code length. Word i mod 2^16 of block floor(i / 2^16) is that of
 * value i. J. Ziv, "On universal quantization", 1985; Agustsson and Theis 2020, section 3.
 */
import { type SharedRandomness, uniform32 } from '../../../core/index.ts';
import { quantizedDensity } from '../../../entropy/index.ts';
import type { NoiseChannel, NoiseQuantizer } from './noise-channel.ts';

const BLOCK = 65_536;

export const uniformNoiseChannel: NoiseChannel = {
  name: 'uniform',
  variance: 1 / 12,
  sigma: 0,
  noise: (count, random) => Float64Array.from({ length: count }, () => uniform32(random.nextUint32()) - 0.5),
  quantizer(laws, shared) {
    const densities = laws.map((law) => quantizedDensity(law, 1));
    return {
      encode(v, first, _random, encoder) {
        const dither = new DitherWords(shared);
        return v.map((value, i) => {
          const u = dither.of(first + i);
          const point = Math.ceil(value - u - 0.5);
          densities[(first + i) % densities.length]!.encode(point, u, encoder);
          return point + u;
        });
      },
      decode(count, first, decoder) {
        const dither = new DitherWords(shared);
        const z = new Float64Array(count);
        for (let i = 0; i < count; i++) {
          const u = dither.of(first + i);
          z[i] = densities[(first + i) % densities.length]!.decode(u, decoder) + u;
        }
        return z;
      },
    } satisfies NoiseQuantizer;
  },
};

/** Dithers by place, a block of words at a time. */
export class DitherWords {
  readonly #shared: SharedRandomness;
  readonly #words: Uint32Array = new Uint32Array(BLOCK);
  #block = -1;

  constructor(shared: SharedRandomness) {
    this.#shared = shared;
  }

  /** u of value i, 0 < u < 1. */
  of(place: number): number {
    const block = Math.floor(place / BLOCK);
    if (block !== this.#block) this.#shared.block(block).fill(0, 0, this.#words);
    this.#block = block;
    return uniform32(this.#words[place % BLOCK]!);
  }
}
