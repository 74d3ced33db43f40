/**
 * Soft rounding of tensors, with gradients; the plain functions of the same names, in float32. Everything is measured from the
 * nearest integer or the floor, differences that float32 holds exactly, so that gradients keep their digits and nothing overflows.
 *
 *     s'(y) = alpha 4 e / ((1 + e)^2 2 t),    e = exp(-2 alpha |r|),    t = tanh(alpha / 2)
 *
 * Through the reconstruction r_alpha the noise may be integrated: E_u r'(v + u) = r(v + 1/2) - r(v - 1/2) = 1, hence a gradient
 * of one; `...Pathwise` has the slope at the sampled place instead, whose variance grows like exp(alpha).
 *
 * E. Agustsson and L. Theis, "Universally quantized neural compression", 2020, sections 4.1 to 4.3.
 */
import * as tf from '@tensorflow/tfjs';
import { exp, invalidArgument, tanh } from '../../../core/index.ts';

/** Below it quotients lose more of float32 than the next term of the series is. */
const SMALL = 0.02;
/** Slopes stay below this: the square of it is a float32. */
const LARGEST_SLOPE = 1e18;

/** f with the gradient dy slope(x). */
function withSlope(
  x: tf.Tensor,
  f: (x: tf.Tensor) => tf.Tensor,
  slope: ((x: tf.Tensor) => tf.Tensor) | undefined,
): tf.Tensor {
  return tf.customGrad((input, save) => {
    const values = input as tf.Tensor;
    (save as tf.GradSaveFunc)([values]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor =>
      slope === undefined ? dy.clone() : dy.mul(slope(saved[0]!));
    return { value: f(values), gradFunc };
  })(x);
}

/** s(y), elementwise, float32 of any shape. */
export function softRound(y: tf.Tensor, alpha: number): tf.Tensor {
  checkAlpha(alpha);
  if (alpha === Number.POSITIVE_INFINITY) return hardRound(y);
  const half = 2 * tanh(alpha / 2);
  return withSlope(
    y,
    (values) => {
      const floor = tf.floor(values);
      const r = values.sub(floor).sub(0.5);
      if (alpha < SMALL) return values.add(series(r, alpha));
      return floor.add(tf.tanh(r.mul(alpha)).div(half).add(0.5));
    },
    (values) => {
      const r = values.sub(tf.floor(values)).sub(0.5);
      if (alpha < SMALL) return tf.scalar(1 + (alpha * alpha) / 12).sub(r.square().mul(alpha * alpha));
      const e = tf.exp(r.abs().mul(-2 * alpha));
      return e.mul((4 * alpha) / half).div(e.add(1).square());
    },
  );
}

/** s^-1(z). */
export function softRoundInverse(z: tf.Tensor, alpha: number): tf.Tensor {
  checkAlpha(alpha);
  return withSlope(
    z,
    (values) => {
      const { n, side, distance } = fromNearest(values);
      const rest = distance.mul(2);
      // At an integer both parts of the next line are 1/2 only up to rounding; the side of it is 0.
      return n.add(side.mul(tf.sub(0.5, stretch(tf.sub(1, rest), rest, alpha))));
    },
    (values) => {
      const rest = fromNearest(values).distance.mul(2);
      return slopeOf(tf.sub(1, rest), rest, alpha);
    },
  );
}

/** r(z), the middle of the interval that y lies in; gradient 1, the noise before it integrated. */
export function softRoundConditionalMean(z: tf.Tensor, alpha: number): tf.Tensor {
  checkAlpha(alpha);
  return withSlope(z, (values) => middle(values, alpha), undefined);
}

/** r(z) with the slope at z as its gradient. */
export function softRoundConditionalMeanPathwise(z: tf.Tensor, alpha: number): tf.Tensor {
  checkAlpha(alpha);
  return withSlope(
    z,
    (values) => middle(values, alpha),
    (values) => {
      const m = fromNearest(values).distance.mul(2);
      return slopeOf(m, tf.sub(1, m), alpha);
    },
  );
}

/** The nearest integer, the larger of two; gradient 0. */
export function hardRound(y: tf.Tensor): tf.Tensor {
  const floor = tf.floor(y);
  return floor.add(tf.cast(tf.greaterEqual(y.sub(floor), 0.5), 'float32'));
}

function middle(values: tf.Tensor, alpha: number): tf.Tensor {
  const { n, side, distance } = fromNearest(values);
  const m = distance.mul(2);
  return n.add(side.mul(stretch(m, tf.sub(1, m), alpha)));
}

/** The nearest integer, on which side of it the values lie (-1, 0, 1), and how far. */
function fromNearest(values: tf.Tensor): { n: tf.Tensor; side: tf.Tensor; distance: tf.Tensor } {
  const n = hardRound(values);
  const d = values.sub(n);
  return { n, side: d.sign(), distance: d.abs() };
}

/** atanh(t m) / alpha, 0 <= m <= 1, with rest = 1 - m. */
function stretch(m: tf.Tensor, rest: tf.Tensor, alpha: number): tf.Tensor {
  if (alpha === Number.POSITIVE_INFINITY) return tf.zerosLike(m);
  if (alpha < SMALL) return m.mul(tf.sub(0.5 - (alpha * alpha) / 24, m.square().mul((-alpha * alpha) / 24)));
  const quotient = m.mul(2 * tanh(alpha / 2)).div(oneLess(m, rest, alpha));
  return tf.minimum(tf.log1p(quotient).div(2 * alpha), 0.5);
}

/** 2 t / (alpha (1 - t m) (1 + t m)). */
function slopeOf(m: tf.Tensor, rest: tf.Tensor, alpha: number): tf.Tensor {
  if (alpha === Number.POSITIVE_INFINITY) return tf.zerosLike(m);
  if (alpha < SMALL) return tf.sub(1 - (alpha * alpha) / 12, m.square().mul((-alpha * alpha) / 4));
  const t = tanh(alpha / 2);
  const slope = tf.scalar((2 * t) / alpha).div(oneLess(m, rest, alpha).mul(m.mul(t).add(1)));
  return tf.minimum(slope, Math.max(LARGEST_SLOPE, exp(Math.min(alpha, 80))));
}

/** 1 - t m without cancellation, above the smallest that float32 divides by. */
function oneLess(m: tf.Tensor, rest: tf.Tensor, alpha: number): tf.Tensor {
  const e = exp(-alpha);
  return tf.maximum(rest.add(m.mul((2 * e) / (1 + e))), 1e-36);
}

/** s(y) - y up to alpha^4. */
function series(r: tf.Tensor, alpha: number): tf.Tensor {
  return r.mul(tf.sub((alpha * alpha) / 12, r.square().mul((alpha * alpha) / 3)));
}

function checkAlpha(alpha: number): void {
  if (!(alpha >= 0)) throw invalidArgument('alpha', 'a sharpness from 0 to Infinity', alpha);
}
