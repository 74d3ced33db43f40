/** What a user asks of samples of weights. */
import { checkPositive, InvalidArgumentError, type LocalRandomness } from '../../../core/index.ts';
import type { ChannelKey, Preference } from '../../../rcc/index.ts';
import type { Model } from '../../tensors/model.ts';
import type { WeightProgress } from '../options.ts';

/**
 * A sample of N(m, sigma^2) for every weight, against a normal proposal per tensor or channel, for little more than its
 * information. Where the deviations come from:
 *
 * - `sigmas`: given, by name; the weights of the model are the means. A tensor's sigmas have its shape, or the shape [] (one
 *   for all), or [channels] (one per output channel: the last axis, or the first where only that has this size). Weights
 *   whose sigma is 0 or not a number, or whose mean is not finite, are kept exactly; so are tensors without sigmas.
 * - `budget`: chosen, one per tensor: as much noise as the budget asks for, shared out by `sensitivities`.
 * - `curvature` and `budget`: chosen, one per weight, by the curvature of the loss at each weight (squared gradients on
 *   calibration inputs), tensors of the same names and shapes.
 */
export interface PosteriorOptions {
  readonly method: 'posterior';
  readonly sigmas?: Model;
  readonly curvature?: Model;
  /** As for other methods; `tolerance` is not one of these. */
  readonly budget?: { readonly bits: number } | { readonly size: number } | { readonly error: number };
  /** By name: loss added per unit of mean squared error of the tensor. Left out: 1 / mean square, the same for all weights. */
  readonly sensitivities?: ReadonlyMap<string, number>;
  /** Tensors that are small, with a budget: as they are (default), or as float16. */
  readonly smallTensors?: 'exact' | 'half';
  /** What the planner goes by where a weight has less than 2 bits. */
  readonly prefer?: Preference;
  /** Total variation per block that is accepted at such rates; left out: 0, only exact searches are tried. */
  readonly totalVariation?: number;
  /** Left out: fresh, and stored. */
  readonly key?: ChannelKey;
  /** Of the sender alone. Left out: fresh. */
  readonly local?: LocalRandomness;
  /** The laws of each tensor of which samples were sent, in the end. */
  readonly onLaws?: (laws: WeightLaws) => void;
  readonly onProgress?: (progress: WeightProgress) => void | Promise<void>;
}

export interface WeightLaws {
  readonly name: string;
  readonly means: Float64Array;
  readonly sigmas: Float64Array;
  /** Elements that are kept exactly. */
  readonly kept: Uint32Array;
}

/** @throws InvalidArgumentError */
export function checkPosteriorOptions({ sigmas, curvature, budget, totalVariation }: PosteriorOptions): void {
  if ((sigmas === undefined) === (budget === undefined)) {
    throw new InvalidArgumentError(
      '"sigmas" or "budget" expected one of them: deviations are given, or follow from a budget',
    );
  }
  if (sigmas !== undefined && curvature !== undefined) {
    throw new InvalidArgumentError('"curvature" expected a budget, and no sigmas');
  }
  if (totalVariation !== undefined && !(totalVariation > 0 && totalVariation < 1)) {
    throw new InvalidArgumentError(`"totalVariation" expected a number between 0 and 1, got ${totalVariation}`);
  }
  if (budget === undefined) return;
  const given = Object.entries(budget);
  if (given.length !== 1 || !['bits', 'size', 'error'].includes(given[0]![0])) {
    throw new InvalidArgumentError('"budget" expected one of bits, size, error for samples');
  }
  checkPositive(given[0]![0], given[0]![1]);
}
