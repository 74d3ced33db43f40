/**
 * Derivatives of what follows noise, without the derivative of what follows: for u uniform on [-1/2, 1/2) and any h,
 *
 *     d/dv E[h(v + u)] = h(v + 1/2) - h(v - 1/2).
 *
 * The forward pass is h at the sampled place, the backward pass the difference: h may be a stair. Before a loss l the estimate
 * (d l / d h) (h(v + 1/2) - h(v - 1/2)) has a bias, as far as the two factors are correlated, and far less variance than the slope
 * at the sampled place where h is steep.
 *
 * Agustsson and Theis 2020, section 4.3.
 */
import * as tf from '@tensorflow/tfjs';

/** An elementwise function of a tensor. */
export type Pointwise = (x: tf.Tensor) => tf.Tensor;

/** h after noise: (v, u) -> h(v + u). Variables that h itself uses get their own gradients at the sampled place. */
export function integrateNoise(h: Pointwise): (v: tf.Tensor, u: tf.Tensor) => tf.Tensor {
  return (v, u) => h(withoutGradient(v).add(u)).add(differenceGradient(v, h));
}

/**
 * The rate of noisy latents, -log2 p(v + u) elementwise, given that function: its gradient with respect to v is
 * log2 p(v - 1/2) - log2 p(v + 1/2), exactly that of the mean over u and without noise of its own.
 */
export function noisyRate(bits: Pointwise, v: tf.Tensor, u: tf.Tensor): tf.Tensor {
  return integrateNoise(bits)(v, u);
}

/** h(y) with the gradient of the identity: the usual makeshift, as a baseline. Y. Bengio, N. Leonard and A. Courville, 2013. */
export function straightThrough(h: Pointwise): Pointwise {
  return tf.customGrad((y) => ({ value: h(y as tf.Tensor), gradFunc: (dy: tf.Tensor) => dy.clone() }));
}

/** The values, as a constant. */
function withoutGradient(x: tf.Tensor): tf.Tensor {
  return tf.customGrad((values) => ({
    value: (values as tf.Tensor).clone(),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }))(x);
}

/** Zeros whose gradient is dy (h(v + 1/2) - h(v - 1/2)). */
function differenceGradient(v: tf.Tensor, h: Pointwise): tf.Tensor {
  return tf.customGrad((input, save) => {
    const values = input as tf.Tensor;
    (save as tf.GradSaveFunc)([values]);
    return {
      value: tf.zerosLike(values),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => dy.mul(h(saved[0]!.add(0.5)).sub(h(saved[0]!.sub(0.5)))),
    };
  })(v);
}
