/**
 * Layers with a distribution over their weights, trained by the local reparameterisation: instead of one sample of the
 * weights for a whole batch, a sample of each output, whose law is known,
 *
 *     y = x M + b + sqrt(x^2 S + t) z,     z ~ N(0, 1) afresh for every output,
 *
 * M and S means and variances of the weights, b and t of the biases. The same expectation, and gradients that vary less.
 * A convolution is the same on patches (outputs at different positions get independent noise, as is usual: Molchanov et
 * al. 2017). D. P. Kingma, T. Salimans and M. Welling, "Variational dropout and the local reparameterization trick", 2015.
 */
import * as tf from '@tensorflow/tfjs';
import { checkPositive, normalQuantile, type SharedRandomness, uniform32 } from '../../../core/index.ts';
import { gatherPatches, patchColumns, patchRows, scatterPatches, validGrid } from '../patches.ts';
import type { NormalNoise } from './normal-noise.ts';
import { PosteriorTensor } from './posterior-tensor.ts';

export interface VariationalLayer {
  /** Kernel and bias, each with a prior of its own. */
  readonly tensors: readonly [PosteriorTensor, PosteriorTensor];
  /** Outputs before the activation: sampled where there is noise, else those of the means. */
  apply(x: tf.Tensor, noise?: NormalNoise): tf.Tensor;
}

export interface VariationalLayerOptions {
  readonly name: string;
  /** Of the initial means: normal, of variance 2 / inputs per output (He et al. 2015). */
  readonly shared: SharedRandomness;
  /** Initial standard deviation of every weight. */
  readonly sigma?: number;
  /** Initial standard deviation of the prior of the kernel and of the biases. */
  readonly prior?: number;
}

const INITIAL_SIGMA = 0.01;
const INITIAL_PRIOR = 0.1;
/** Under the root, so that its slope is finite where nothing is uncertain. */
const LEAST_VARIANCE = 1e-10;

/** [batch, inputs] to [batch, units]. */
export function variationalDense(
  options: VariationalLayerOptions & { readonly inputs: number; readonly units: number },
): VariationalLayer {
  const { inputs, units } = options;
  const tensors = kernelAndBias(options, [inputs, units], inputs, units);
  return { tensors, apply: (x, noise) => sampledProduct(x, tensors, [inputs, units], noise) };
}

/** [batch, height, width, channels] to [batch, height', width', filters]; square filters, no padding. */
export function variationalConv2d(
  options: VariationalLayerOptions & {
    readonly channels: number;
    readonly filters: number;
    /** Pixels. */
    readonly size: number;
    readonly stride: number;
  },
): VariationalLayer {
  const { channels, filters, size, stride } = options;
  checkPositive('stride', stride);
  const inputs = size * size * channels;
  const tensors = kernelAndBias(options, [size, size, channels, filters], inputs, filters);
  const apply = (x: tf.Tensor, noise?: NormalNoise): tf.Tensor => {
    const grid = validGrid(x.shape as [number, number, number, number], size, stride);
    const y = sampledProduct(patches(x, size, stride), tensors, [inputs, filters], noise);
    return y.reshape([grid.batch, grid.outHeight, grid.outWidth, filters]);
  };
  return { tensors, apply };
}

function kernelAndBias(
  { name, shared, sigma = INITIAL_SIGMA, prior = INITIAL_PRIOR }: VariationalLayerOptions,
  shape: readonly number[],
  inputs: number,
  outputs: number,
): [PosteriorTensor, PosteriorTensor] {
  const words = new Uint32Array(inputs * outputs);
  shared.derive(name).block(0).fill(0, 0, words);
  const scale = Math.sqrt(2 / inputs);
  const mean = Float32Array.from(words, (word) => normalQuantile(uniform32(word)) * scale);
  return [
    new PosteriorTensor(`${name}/kernel`, shape, mean, sigma, prior),
    new PosteriorTensor(`${name}/bias`, [outputs], new Float32Array(outputs), sigma, prior),
  ];
}

function sampledProduct(
  x: tf.Tensor,
  [kernel, bias]: readonly [PosteriorTensor, PosteriorTensor],
  shape: [number, number],
  noise: NormalNoise | undefined,
): tf.Tensor {
  const mean = product(x, kernel.mean.reshape(shape)).add(bias.mean);
  if (noise === undefined) return mean;
  const variance = product(tf.square(x), kernel.variance().reshape(shape)).add(bias.variance());
  return mean.add(tf.sqrt(variance.add(LEAST_VARIANCE)).mul(noise.draw(mean.shape)));
}

/** The product of two matrices. Its gradients transpose first: the backend's own products of transposed matrices are several times slower. */
function product(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.customGrad((left, right, save) => {
    const [x, w] = [left as tf.Tensor, right as tf.Tensor];
    (save as tf.GradSaveFunc)([x, w]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => [
      tf.matMul(dy, tf.transpose(saved[1]!)),
      tf.matMul(tf.transpose(saved[0]!), dy),
    ];
    return { value: tf.matMul(x, w), gradFunc };
  })(a, b);
}

/** The matrix of patches, with its gradient. */
function patches(x: tf.Tensor, size: number, stride: number): tf.Tensor {
  const grid = validGrid(x.shape as [number, number, number, number], size, stride);
  return tf.customGrad((image) => {
    const value = tf.tensor2d(gatherPatches((image as tf.Tensor).dataSync(), grid), [
      patchRows(grid),
      patchColumns(grid),
    ]);
    return { value, gradFunc: (dy: tf.Tensor) => tf.tensor(scatterPatches(dy.dataSync(), grid), x.shape) };
  })(x);
}
