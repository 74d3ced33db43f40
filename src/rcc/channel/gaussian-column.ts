/**
 * A column of the Gaussian channel as both ends hold it while a chunk goes through: its deviations, the normal prior of its
 * centres for each of them, the code of their places, and the scalar form for values that fill no block.
 */
import { CorruptDataError, type SharedBlock } from '../../core/index.ts';
import { type Distribution, Normal } from '../../distributions/index.ts';
import { type Codec, type VariableStepDensity, variableStepDensity } from '../../entropy/index.ts';
import { gaussianNoise } from '../noise/gaussian.ts';
import { LayeredQuantizer } from '../proposal/layer.ts';
import type { RotatedQuantizer } from '../proposal/rotated-quantizer.ts';
import { scalePlaceCodec } from './column-scales.ts';
import type { GaussianStatement } from './gaussian-statement.ts';

export class GaussianColumn {
  /** Codes the place of a value's deviation. */
  readonly place: Codec<number>;
  readonly #sigmas: readonly number[];
  readonly #mean: number;
  /** Of the centres, by the place of the deviation. */
  readonly #variances: readonly number[];
  readonly #marginal: Distribution;
  #density: VariableStepDensity | undefined = undefined;

  /** @throws CorruptDataError where a prior is missing */
  constructor({ sigmas, prior }: GaussianStatement, marginal: Distribution) {
    this.place = scalePlaceCodec(sigmas);
    this.#sigmas = sigmas;
    this.#marginal = marginal;
    if (prior !== undefined) {
      this.#mean = prior.mean;
      this.#variances = sigmas.map(() => prior.deviation * prior.deviation);
    } else if (marginal instanceof Normal) {
      this.#mean = marginal.mu;
      this.#variances = sigmas.map((sigma) => marginal.variance - sigma * sigma);
    } else {
      throw new CorruptDataError(`"tag" expected a stated prior for a law that is not normal, got ${marginal.law}`, 0);
    }
  }

  /** Makes coordinate i of a block one of this column. */
  set(quantizer: RotatedQuantizer, i: number, place: number): void {
    quantizer.set(i, this.#sigmas[place]!, this.#mean, this.#variances[place]!);
  }

  /** The layer of value i of a block. */
  layer(place: number, block: SharedBlock, i: number): LayeredQuantizer {
    const quantizer = new LayeredQuantizer(gaussianNoise, this.#sigmas[place]!, 'direct');
    quantizer.open(block, 0, i);
    return quantizer;
  }

  /** The points of layers under the column's law: their cells are found once, for the smallest deviation. */
  get density(): VariableStepDensity {
    const smallest = this.#sigmas.reduce((least, sigma) => Math.min(least, sigma));
    this.#density ??= variableStepDensity(this.#marginal, smallest);
    return this.#density;
  }
}
