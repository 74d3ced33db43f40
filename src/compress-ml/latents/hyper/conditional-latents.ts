/**
 * Latents under a mean and a scale each, as a hyper-decoder gives them from what was received before:
 *
 *     mean = m / 256, m an integer;     scale = the i-th of 64, 0.11 .. 256 in equal ratios, i by comparison, never by logarithm
 *     k = ceil(s_alpha(y - mean) - u - 1/2),   z = k + u + mean,   coded under the normal law of mean 0 and that scale
 *
 * The first four bytes are a CRC-32C of all m and i: a decoder whose network gave other numbers says so and decodes nothing.
 *
 * D. Minnen, J. Balle and G. Toderici, "Joint autoregressive and hierarchical priors for learned image compression", 2018.
 */
import {
  ByteReader,
  ByteWriter,
  CorruptDataError,
  crc32c,
  exp,
  invalidArgument,
  log,
  type SharedRandomness,
} from '../../../core/index.ts';
import { normal } from '../../../distributions/index.ts';
import { type QuantizedDensity, quantizedDensity, RangeDecoder, RangeEncoder } from '../../../entropy/index.ts';
import { DitherWords } from '../channels/uniform-noise-channel.ts';
import { softRounded } from '../laws/soft-rounded.ts';
import { nearest, softRound } from '../soft-round.ts';

const SCALES = 64;
const FIRST = 0.11;
const LAST = 256;
const MEANS_PER_UNIT = 256;
/** Of a mean in units of 1/256: below 2^20 with its fraction. */
const LARGEST_MEAN = 268_435_456;

/** The 64 scales. */
export const latentScales: Float64Array = Float64Array.from({ length: SCALES }, (_, i) =>
  i === 0 ? FIRST : i === SCALES - 1 ? LAST : exp(log(FIRST) + (i / (SCALES - 1)) * log(LAST / FIRST)),
);

export interface EntropyParameters {
  /** In units of 1/256. */
  readonly means: Int32Array;
  /** Numbers of scales, 0 .. 63. */
  readonly scales: Uint8Array;
}

/** From what a deterministic network gave: the nearest 1/256, and the smallest of the scales that is not below. */
export function entropyParameters(means: ArrayLike<number>, scales: ArrayLike<number>): EntropyParameters {
  if (means.length !== scales.length) throw invalidArgument('scales.length', `${means.length}`, scales.length);
  return {
    means: Int32Array.from(means, (mean) => {
      if (!(Math.abs(mean * MEANS_PER_UNIT) <= LARGEST_MEAN))
        throw invalidArgument('mean', 'a number within 2^20', mean);
      return nearest(mean * MEANS_PER_UNIT);
    }),
    scales: Uint8Array.from(scales, (scale) => {
      let low = 0;
      let high = SCALES - 1;
      // Invariant: scales before `low` are below; the one at `high` is not, or is the last.
      while (low < high) {
        const middle = (low + high) >> 1;
        if (latentScales[middle]! >= scale) high = middle;
        else low = middle + 1;
      }
      return low;
    }),
  };
}

/** CRC-32C of the means, four bytes each, little-endian, then of the numbers of the scales. */
export function guardOf({ means, scales }: EntropyParameters): number {
  const writer = new ByteWriter();
  for (const mean of means) writer.u32(mean >>> 0);
  return crc32c(scales, crc32c(writer.toBytes()));
}

export interface ConditionalOptions {
  /** Sharpness of soft rounding around the mean, 0 by default. */
  readonly alpha?: number;
  /** The stream of these latents, of nothing else. */
  readonly shared: SharedRandomness;
}

/** The bytes of y given its parameters, and z as the decoder will have it. */
export function encodeConditional(
  y: ArrayLike<number>,
  parameters: EntropyParameters,
  { alpha = 0, shared }: ConditionalOptions,
): { readonly bytes: Uint8Array; readonly z: Float64Array } {
  const { means, scales } = parameters;
  if (y.length !== means.length) throw invalidArgument('y.length', `${means.length}`, y.length);
  const densities = new Densities(alpha);
  const dither = new DitherWords(shared);
  const encoder = new RangeEncoder();
  const centred = softRound(
    Array.from(y, (value, i) => value - means[i]! / MEANS_PER_UNIT),
    alpha,
  );
  const z = centred.map((v, i) => {
    const u = dither.of(i);
    const point = Math.ceil(v - u - 0.5);
    densities.of(scales[i]!).encode(point, u, encoder);
    return point + u + means[i]! / MEANS_PER_UNIT;
  });
  const writer = new ByteWriter();
  writer.u32(guardOf(parameters));
  writer.bytes(encoder.finish());
  return { bytes: writer.toBytes(), z };
}

/** z again. @throws CorruptDataError where the parameters are not the encoder's, or the bytes are none of its */
export function decodeConditional(
  bytes: Uint8Array,
  parameters: EntropyParameters,
  { alpha = 0, shared }: ConditionalOptions,
): Float64Array {
  const reader = new ByteReader(bytes);
  const guard = reader.u32();
  if (guard !== guardOf(parameters)) {
    throw new CorruptDataError('"parameters" expected the means and scales of the encoder, got others', 0);
  }
  const { means, scales } = parameters;
  const densities = new Densities(alpha);
  const dither = new DitherWords(shared);
  const decoder = new RangeDecoder(reader.bytes(reader.remaining));
  const z = Float64Array.from(means, (mean, i) => {
    const u = dither.of(i);
    return densities.of(scales[i]!).decode(u, decoder) + u + mean / MEANS_PER_UNIT;
  });
  decoder.finish();
  return z;
}

/** Codes of the scales, each made when it is wanted. */
class Densities {
  readonly #alpha: number;
  readonly #made: (QuantizedDensity | undefined)[] = new Array(SCALES);

  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  of(scale: number): QuantizedDensity {
    const known = this.#made[scale];
    if (known !== undefined) return known;
    const made = quantizedDensity(softRounded(normal(0, latentScales[scale]!), this.#alpha), 1);
    this.#made[scale] = made;
    return made;
  }
}
