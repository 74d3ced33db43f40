/**
 * Soft rounding: a smooth stair between the identity (alpha -> 0) and rounding (alpha -> infinity),
 *
 *     s(y) = floor(y) + tanh(alpha r) / (2 tanh(alpha / 2)) + 1/2,     r = y - floor(y) - 1/2,
 *     s'(y) = alpha (1 - tanh(alpha r)^2) / (2 tanh(alpha / 2))
 *
 * E. Agustsson and L. Theis, "Universally quantized neural compression", 2020, 4.1.
 */
import * as tf from '@tensorflow/tfjs';
import { tanh } from '../../core/index.ts';

/** Elementwise, float32 of any shape, with its gradient. */
export function softRound(y: tf.Tensor, alpha: number): tf.Tensor {
  const half = 2 * tanh(alpha / 2);
  return tf.customGrad((input, save) => {
    const values = input as tf.Tensor;
    const floor = tf.floor(values);
    const slope = tf.tanh(values.sub(floor).sub(0.5).mul(alpha));
    (save as tf.GradSaveFunc)([slope]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor =>
      dy.mul(
        tf
          .scalar(1)
          .sub(tf.square(saved[0] as tf.Tensor))
          .mul(alpha / half),
      );
    return { value: floor.add(slope.div(half)).add(0.5), gradFunc };
  })(y);
}
