/**
 * The first life of entropy models: laws of latents on tensors whose last dimension counts the channels, with variables to train.
 * Noise uniform on a unit cell makes the likelihood a difference of cumulative functions, and the training loss a code length:
 *
 *     p(z) = c(z + 1/2) - c(z - 1/2);      soft rounding:  p(z) = c(A + 1) - c(A),   A = s^-1(z - 1/2)
 *
 * For parametric laws both values are taken in the tail where they keep their digits. Afterwards `laws()` gives the plain twins,
 * and `tabulate` makes integers of them.
 *
 * J. Balle, D. Minnen, S. Singh, S. J. Hwang and N. Johnston, "Variational image compression with a scale hyperprior", 2018.
 */
import * as tf from '@tensorflow/tfjs';
import { expm1, localRandomness, log, pow, uniform } from '../../../core/index.ts';
import { laplace, logistic, normal } from '../../../distributions/index.ts';
import type { Cdf } from '../../../entropy/index.ts';
import { type MonotoneLayer, monotoneCumulative } from '../../index.ts';
import { softRoundInverse } from './soft-round.ts';

/** Likelihoods below it count as it; their gradient still pushes them up. */
const SMALLEST_LIKELIHOOD = 1e-9;
const LN2 = 0.6931471805599453;

export interface LatentDensity {
  readonly variables: tf.Variable[];
  /** P(lower < Y <= upper), elementwise; shapes [.., channels]. */
  mass(lower: tf.Tensor, upper: tf.Tensor): tf.Tensor;
  /** The plain twins, one per channel, of the variables as they are now. */
  laws(): Cdf[];
}

/** -log2 p(z), elementwise, z = y + u, or for alpha > 0 z = s_alpha(y) + u. */
export function densityBits(density: LatentDensity, z: tf.Tensor, alpha = 0): tf.Tensor {
  if (alpha === 0) return bitsOf(density.mass(z.sub(0.5), z.add(0.5)));
  const start = softRoundInverse(z.sub(0.5), alpha);
  return bitsOf(density.mass(start, start.add(1)));
}

/** -log2 of likelihoods, floored. */
function bitsOf(likelihood: tf.Tensor): tf.Tensor {
  // max(p, floor) would have no gradient below the floor: the straight line of the same slope has.
  const floored = tf.customGrad((p, save) => {
    (save as tf.GradSaveFunc)([p as tf.Tensor]);
    return {
      value: tf.maximum(p as tf.Tensor, SMALLEST_LIKELIHOOD),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        tf.where(tf.logicalOr(saved[0]!.greaterEqual(SMALLEST_LIKELIHOOD), dy.less(0)), dy, tf.zerosLike(dy)),
    };
  })(likelihood);
  return floored.log().div(-LN2);
}

type Shape = 'normal' | 'laplace' | 'logistic';
const TWINS = { normal, laplace, logistic } as const;

/** P(X > t) of the law of place 0 and scale 1. */
const SURVIVALS: Readonly<Record<Shape, (t: tf.Tensor) => tf.Tensor>> = {
  logistic: (t) => t.neg().sigmoid(),
  laplace: (t) => {
    const tail = t.abs().neg().exp().mul(0.5);
    return tf.where(t.greaterEqual(0), tail, tf.sub(1, tail));
  },
  normal: normalSurvival,
};

/** The mass between two places, from the right tail: both are mirrored where their middle lies left of 0. */
function massOf(shape: Shape, lower: tf.Tensor, upper: tf.Tensor): tf.Tensor {
  const survival = SURVIVALS[shape];
  const isRight = lower.add(upper).greaterEqual(0);
  const near = tf.where(isRight, lower, upper.neg());
  const far = tf.where(isRight, upper, lower.neg());
  return survival(near).sub(survival(far));
}

/** A law of one shape per channel, its place and the logarithm of its scale trained. */
export function parametricDensity(shape: Shape, channels: number): LatentDensity {
  const place = tf.variable(tf.zeros([channels]));
  const logScale = tf.variable(tf.zeros([channels]));
  return {
    variables: [place, logScale],
    mass(lower, upper) {
      const scale = logScale.exp();
      return massOf(shape, lower.sub(place).div(scale), upper.sub(place).div(scale));
    },
    laws() {
      const [places, scales] = [place.dataSync(), logScale.exp().dataSync()];
      return Array.from(places, (at, i) => TWINS[shape](at, scales[i]!));
    },
  };
}

/** -log2 p(z) given a mean and a scale for every element, as a hyperprior predicts them; the scale is at least 0.11. */
export function conditionalBits(shape: Shape, z: tf.Tensor, mean: tf.Tensor, scale: tf.Tensor): tf.Tensor {
  const wide = tf.maximum(scale, 0.11);
  const centred = z.sub(mean);
  return bitsOf(massOf(shape, centred.sub(0.5).div(wide), centred.add(0.5).div(wide)));
}

export interface FactorizedOptions {
  /** Sizes of the hidden layers: 3, 3, 3. */
  readonly hidden?: readonly number[];
  /** How wide the law is at first: 10. */
  readonly scale?: number;
  readonly seed: string | number | Uint8Array;
}

/** A learned monotone c per channel: see `monotoneCumulative`, its plain twin. */
export function factorizedDensity(channels: number, options: FactorizedOptions): LatentDensity {
  const { hidden = [3, 3, 3], scale = 10, seed } = options;
  const sizes = [1, ...hidden, 1];
  const random = localRandomness({ seed }).block(0);
  const layers = sizes.slice(1).map((outputs, k) => {
    const inputs = sizes[k]!;
    // Equal factors of all layers make the whole one of slope 1 / scale.
    const width = pow(scale, 1 / (sizes.length - 1)) * outputs;
    const matrix = tf.variable(tf.fill([channels, outputs, inputs], log(expm1(1 / width))));
    const bias = tf.variable(
      tf.tensor(
        Float32Array.from({ length: channels * outputs }, () => uniform(random) - 0.5),
        [channels, outputs, 1],
      ),
    );
    const factor = k + 2 < sizes.length ? tf.variable(tf.zeros([channels, outputs, 1])) : undefined;
    return { matrix, bias, factor, inputs, outputs };
  });
  const logits = (x: tf.Tensor): tf.Tensor => {
    const count = x.size / channels;
    // One batch of matrix products for all channels: [channels, inputs, count].
    let values: tf.Tensor = x.reshape([count, channels]).transpose().reshape([channels, 1, count]);
    for (const { matrix, bias, factor } of layers) {
      values = tf.matMul(matrix.softplus(), values).add(bias);
      if (factor !== undefined) values = values.add(factor.tanh().mul(values.tanh()));
    }
    return values.reshape([channels, count]).transpose().reshape(x.shape);
  };
  return {
    variables: layers.flatMap(({ matrix, bias, factor }) =>
      factor === undefined ? [matrix, bias] : [matrix, bias, factor],
    ),
    mass(lower, upper) {
      return massOf('logistic', logits(lower), logits(upper));
    },
    laws() {
      const data = layers.map(({ matrix, bias, factor, inputs, outputs }) => ({
        matrix: matrix.dataSync(),
        bias: bias.dataSync(),
        factor: factor?.dataSync(),
        inputs,
        outputs,
      }));
      return Array.from({ length: channels }, (_, c) =>
        monotoneCumulative(
          data.map(({ matrix, bias, factor, inputs, outputs }): MonotoneLayer => {
            const plain = {
              matrix: matrix.slice(c * outputs * inputs, (c + 1) * outputs * inputs),
              bias: bias.slice(c * outputs, (c + 1) * outputs),
            };
            return factor === undefined ? plain : { ...plain, factor: factor.slice(c * outputs, (c + 1) * outputs) };
          }),
        ),
      );
    },
  };
}

/** P(N > t), 2e-7 relative on either side. W. H. Press et al., "Numerical Recipes", 6.2: erfc by a Chebyshev fit. */
function normalSurvival(t: tf.Tensor): tf.Tensor {
  return tf.customGrad((input, save) => {
    const values = input as tf.Tensor;
    (save as tf.GradSaveFunc)([values]);
    const z = values.abs().mul(0.7071067811865476);
    const w = tf.scalar(1).div(z.mul(0.5).add(1));
    let fit = w.mul(0.17087277).sub(0.82215223);
    for (const c of [
      1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223,
    ]) {
      fit = fit.mul(w).add(c);
    }
    const tail = w.mul(fit.sub(z.square()).exp()).mul(0.5);
    return {
      value: tf.where(values.greaterEqual(0), tail, tf.sub(1, tail)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        dy.mul(saved[0]!.square().mul(-0.5).exp().mul(-0.3989422804014327)),
    };
  })(t);
}
