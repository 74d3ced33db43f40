/**
 * A tensor of weights of which only a distribution is known: weight i is normal with mean m_i and standard deviation
 * sigma_i = exp(r_i), independent of the others. What it costs to send a sample of it to somebody who knows the prior
 * N(0, s^2), one s for the tensor, is in bits
 *
 *     KL_i = [ ln(s / sigma_i) + (sigma_i^2 + m_i^2) / (2 s^2) - 1/2 ] / ln 2.
 *
 * A weight whose sample has been sent is no longer open: it is its mean, without noise, and costs nothing more.
 *
 * A. Graves, "Practical variational inference for neural networks", 2011; C. Blundell et al., "Weight uncertainty in
 * neural networks", 2015.
 */
import * as tf from '@tensorflow/tfjs';
import { checkPositive, InvalidArgumentError, log } from '../../../core/index.ts';

export class PosteriorTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly mean: tf.Variable;
  /** r = log sigma. */
  readonly logSigma: tf.Variable;
  /** log s. */
  logPrior: number;
  /** 1 where the weight is still a distribution, 0 where its sample was sent. */
  readonly open: Float32Array;
  #openTensor: tf.Tensor | undefined;

  /** @throws InvalidArgumentError where the means do not fill the shape, or sigma or the prior's s is not positive */
  constructor(name: string, shape: readonly number[], mean: Float32Array, sigma: number, prior: number) {
    this.size = shape.reduce((product, n) => product * n, 1);
    if (mean.length !== this.size) {
      throw new InvalidArgumentError(`"mean" expected ${this.size} numbers, got ${mean.length}`);
    }
    this.name = name;
    this.shape = shape;
    this.mean = tf.variable(tf.tensor(mean, [...shape]));
    this.logSigma = tf.variable(tf.fill([...shape], log(checkPositive('sigma', sigma))));
    this.logPrior = log(checkPositive('prior', prior));
    this.open = new Float32Array(this.size).fill(1);
  }

  /** sigma^2, 0 where the weight was sent; inside a `tidy`, with its gradient. */
  variance(): tf.Tensor {
    const variance = tf.exp(this.logSigma.mul(2));
    return this.#openTensor === undefined ? variance : variance.mul(this.#openTensor);
  }

  /** These weights are now known: `values[i]` is weight `indices[i]`. */
  fix(indices: ArrayLike<number>, values: ArrayLike<number>): void {
    const mean = this.mean.dataSync().slice() as Float32Array;
    for (let i = 0; i < indices.length; i++) {
      mean[indices[i]!] = values[i]!;
      this.open[indices[i]!] = 0;
    }
    this.assignMean(mean);
    this.openChanged();
  }

  /** Takes up a changed `open`. */
  openChanged(): void {
    this.#openTensor?.dispose();
    this.#openTensor = tf.keep(tf.tensor(this.open, [...this.shape]));
  }

  assignMean(values: Float32Array): void {
    assign(this.mean, values, this.shape);
  }

  assignLogSigma(values: Float32Array): void {
    assign(this.logSigma, values, this.shape);
  }

  dispose(): void {
    this.mean.dispose();
    this.logSigma.dispose();
    this.#openTensor?.dispose();
    this.#openTensor = undefined;
  }
}

function assign(variable: tf.Variable, values: Float32Array, shape: readonly number[]): void {
  const next = tf.tensor(values, [...shape]);
  variable.assign(next);
  next.dispose();
}
