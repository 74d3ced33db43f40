/** What a user asks of the compression of weights. */
import type { ChannelKey } from '../../rcc/index.ts';
import type { Tensor } from '../tensors/tensor.ts';

/**
 * How weights are sent.
 *
 * - `rounding`: to multiples of a step, by decisions that weigh error against bits. The least squared error below 2 bits or so,
 *   but it depends on the weights, and outputs of networks suffer more from it.
 * - `universal`: dithered. Reconstructed plainly, the error is uniform, independent of the weights and of mean 0.
 * - `lattice`: dithered in eight dimensions by E8: 0.1 bit below `universal` at the same error, from about 2 bits on.
 */
export type WeightMethod = 'rounding' | 'universal' | 'lattice';

/**
 * The output's relative error when the tensors of this map take the place of the originals of their names. What is
 * measured (which inputs, which outputs, which norm) is the caller's choice; the tolerance is in its unit. For a
 * `sensitivity`, of which there are more than tensors, an estimate will do.
 */
export type MeasureOutputError = (
  changed: ReadonlyMap<string, Tensor>,
  purpose: 'sensitivity' | 'budget',
) => Promise<number>;

export type WeightBudget =
  /** Bits per weight: 8 x bytes of the file, all included, over the number of elements of all tensors. */
  | { readonly bits: number }
  /** Bytes of the file: never more, and at most one in a hundred less where weights are the most of it. */
  | { readonly size: number }
  /** Root of the mean over all weights of (error)^2 / (mean square of its tensor). */
  | { readonly error: number }
  /** Largest output error. */
  | { readonly tolerance: number; readonly measure: MeasureOutputError };

/**
 * What stands for a quantized weight.
 *
 * - `matched`: conditional means, stretched so that weights do not shrink on average: the regression of what is received on
 *   what was sent has slope 1. A shrunk layer weakens its output, layer after layer; noise does not add up like that.
 * - `mean`: conditional means, the least squared error.
 * - `plain`: the quantizer's own points: the nearest for `rounding`. With a dither each weight has its own value as its mean.
 */
export type Reconstruction = 'matched' | 'mean' | 'plain';

export interface WeightProgress {
  readonly stage: 'measuring' | 'writing';
  /** Of the stage. */
  readonly done: number;
  readonly total: number;
  /** The name of the tensor that is being worked on. */
  readonly tensor: string;
  /** How many times the model was written before, this one included; 0 while measuring. */
  readonly attempt: number;
  /** Bits per weight that this attempt is expected to take. */
  readonly bits?: number;
}

export interface CompressOptions {
  readonly budget: WeightBudget;
  /**
   * Of these, each tensor takes the one that is cheapest at equal squared error; with a tolerance the model takes the one
   * with which its output changes least. Left out: all, and for bits and size the error of rounding counts double, since it
   * depends on the weights and adds up over layers, which that of a dither does not.
   */
  readonly methods?: readonly WeightMethod[];
  /** Unless said otherwise `plain` where there is a dither, `matched` where there is none. */
  readonly reconstruction?: Reconstruction;
  /** By name: loss added per unit of mean squared error of the tensor. Left out: 1 / mean square, the same for all weights. */
  readonly sensitivities?: ReadonlyMap<string, number>;
  /** Tensors that are not sent with loss: as they are (default), or as float16. */
  readonly smallTensors?: 'exact' | 'half';
  /** Of the dither. Left out: fresh, and stored. */
  readonly key?: ChannelKey;
  /** Octaves of quality around the one that is found, half a bit per weight each: for a curve in the report. */
  readonly curveOctaves?: readonly number[];
  readonly onProgress?: (progress: WeightProgress) => void | Promise<void>;
}
