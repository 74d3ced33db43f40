/**
 * Layered candidates: the target is a noise that both ends know, of known scale, translated by y, and every candidate has
 * exactly the target's law. There is nothing to select: candidate 0 is sent (selection `first`), by its lattice point
 * alone. Coordinate j is value j of the block.
 *
 *     E bits = I(Y; Z, layer): per sample the least possible for an exact scheme that sends one scalar at a time (direct)
 *
 * A. Hegazy and C. T. Li, "Randomized quantization with exact error distribution", ITW 2022; D. B. Wilson, "Layered
 * multishift coupling", 2000.
 */
import { checkPositive, invalidArgument } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { type VariableStepDensity, variableStepDensity } from '../../entropy/index.ts';
import type { LayerForm, UnimodalNoise } from '../noise/noise.ts';
import { boxOf, type Target } from '../target.ts';
import type { Proposal } from '../types.ts';
import { equalWeights } from './equal-weights.ts';
import { LayeredQuantizer, VALUES_PER_BLOCK } from './layer.ts';

export interface LayeredOptions {
  /** Noise per coordinate. */
  readonly noises: readonly UnimodalNoise[];
  /** Its scale per coordinate, known to both ends. */
  readonly scales: ArrayLike<number>;
  /** How k is coded, per coordinate: the law of the centres, or, a little dearer at low rates, that of the samples. */
  readonly marginals: readonly Distribution[];
}

/** Scales of targets may differ from the known one by the rounding of their parameters: this share of it. */
const SCALE_TOLERANCE = 1 / 4_294_967_296;

export function layered(options: LayeredOptions, form: LayerForm): Proposal<Target, Float64Array> {
  const { noises, marginals } = options;
  const scales = Float64Array.from(options.scales, (scale) => checkPositive('scales', scale));
  const dimensions = scales.length;
  if (dimensions === 0 || dimensions > VALUES_PER_BLOCK) throw invalidArgument('scales', '1 to 65536 scales', scales);
  if (noises.length !== dimensions) throw invalidArgument('noises', `one noise per scale (${dimensions})`, noises);
  const densities = layerDensities(scales, marginals);
  const quantizers = noises.map((noise, i) => new LayeredQuantizer(noise, scales[i]!, form));

  return {
    candidates(target, shared) {
      const { factors, normalised } = boxOf(target);
      if (!normalised || factors.length !== dimensions) {
        throw invalidArgument('target', `${dimensions} coordinates, each a whole law`, factors);
      }
      const centres = factors.map((factor, i) => layeredCentre(factor, noises[i]!, scales[i]!));
      return {
        weights: equalWeights,
        take(index) {
          const point = new Float64Array(dimensions);
          const sample = new Float64Array(dimensions);
          quantizers.forEach((quantizer, i) => {
            quantizer.open(shared, index, i);
            point[i] = quantizer.point(centres[i]!);
            sample[i] = quantizer.sample(point[i]!);
          });
          return { sample, point };
        },
      };
    },
    reconstruct(index, point, shared, out, offset) {
      quantizers.forEach((quantizer, i) => {
        quantizer.open(shared, index, i);
        out[offset + i] = quantizer.sample(point[i]!);
      });
    },
    pointCodec: (index, shared) => ({
      encode(point, encoder) {
        quantizers.forEach((quantizer, i) => {
          quantizer.open(shared, index, i);
          quantizer.encode(point[i]!, densities[i]!, encoder);
        });
      },
      decode: (decoder) =>
        Float64Array.from(quantizers, (quantizer, i) => {
          quantizer.open(shared, index, i);
          return quantizer.decode(densities[i]!, decoder);
        }),
    }),
  };
}

/** y of a target that is the noise, scaled and translated. @throws InvalidArgumentError for any other target. */
export function layeredCentre(target: Distribution, noise: UnimodalNoise, scale: number): number {
  const expected = `a translate of ${noise.law} noise of scale ${scale}`;
  if (target.mode === undefined) throw invalidArgument('target', expected, `${target.law}, not known to be unimodal`);
  const place = noise.placeOf(target);
  if (place === undefined) throw invalidArgument('target', expected, `another law, ${target.law}`);
  if (!(Math.abs(place.scale - scale) <= SCALE_TOLERANCE * scale)) {
    throw invalidArgument('target', expected, `scale ${place.scale}`);
  }
  return place.centre;
}

/** One density per coordinate. */
export function layerDensities(
  scales: Float64Array,
  marginals: readonly Distribution[],
): readonly VariableStepDensity[] {
  if (marginals.length !== scales.length) {
    throw invalidArgument('marginals', `one law per scale (${scales.length})`, marginals);
  }
  return marginals.map((marginal, i) => {
    if (!marginal.decoderVisible) throw invalidArgument('marginals', 'laws that a decoder can compute', marginal.law);
    return variableStepDensity(marginal, scales[i]!);
  });
}
