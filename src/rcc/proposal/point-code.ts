/**
 * How lattice points are written in z space: each coordinate by its probability given the dither of that candidate,
 *
 *     P(k | u) = C(W (k + u + 1/2)) - C(W (k + u - 1/2)),
 *
 * C the marginal law that both ends know. It sums to one for every u; any C is decodable, a wrong one only costs bits.
 */
import { invalidArgument, type SharedBlock, uniform32 } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { type Codec, type QuantizedDensity, quantizedDensity } from '../../entropy/index.ts';

/** One quantized density per coordinate, made once per (marginal, width) pair. */
export function pointDensities(widths: Float64Array, marginals: readonly Distribution[]): readonly QuantizedDensity[] {
  const made = new Map<Distribution, Map<number, QuantizedDensity>>();
  return marginals.map((marginal, i) => {
    if (!marginal.decoderVisible) {
      throw invalidArgument('marginals', 'laws that a decoder can compute', marginal.law);
    }
    const width = widths[i]!;
    const ofMarginal = made.get(marginal) ?? new Map<number, QuantizedDensity>();
    made.set(marginal, ofMarginal);
    const density = ofMarginal.get(width) ?? quantizedDensity(marginal, width);
    ofMarginal.set(width, density);
    return density;
  });
}

/** The codec of the points of one candidate, coordinate by coordinate. */
export function pointCodec(
  densities: readonly QuantizedDensity[],
  shared: SharedBlock,
  candidate: number,
): Codec<Float64Array> {
  const words = new Uint32Array(densities.length);
  shared.fill(candidate, 0, words);
  return {
    encode(point, encoder) {
      for (let i = 0; i < words.length; i++) densities[i]!.codec(uniform32(words[i]!)).encode(point[i]!, encoder);
    },
    decode(decoder) {
      return Float64Array.from(words, (word, i) => densities[i]!.codec(uniform32(word)).decode(decoder));
    },
  };
}
