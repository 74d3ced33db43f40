/**
 * Soft rounding: a smooth stair between the identity (alpha = 0) and rounding (alpha = Infinity), a step for every integer.
 * With r = y - floor(y) - 1/2 and t = tanh(alpha / 2),
 *
 *     s(y) = floor(y) + 1/2 + tanh(alpha r) / (2 t),        s'(y) = alpha sech(alpha r)^2 / (2 t),
 *     s^-1(z) = floor(z) + 1/2 + atanh(2 t x) / alpha,      x = z - floor(z) - 1/2
 *
 * Add uniform noise, z = s(y) + u: given z, y lies in [A, A + 1), A = s^-1(z - 1/2), and the mean of an even law there is
 *
 *     r(z) = E[y | z] = s^-1(z - 1/2) + 1/2.
 *
 * Everything is finite and deterministic at every alpha: what a decoder computes of it may feed an entropy model.
 *
 * E. Agustsson and L. Theis, "Universally quantized neural compression", 2020, section 4.
 */
import { exp, invalidArgument, log1p, tanh } from '../../core/index.ts';

/** Below it alpha^4 is nothing in double precision, and the quotients above lose digits. */
const SMALL = 1e-3;

/** The functions of one sharpness, 0 <= alpha <= Infinity. Methods are bound: they can be handed around as maps. */
export class SoftRounding {
  readonly alpha: number;
  /** t = tanh(alpha / 2), and 1 - t. */
  readonly #tanh: number;
  readonly #gap: number;

  constructor(alpha: number) {
    if (!(alpha >= 0)) throw invalidArgument('alpha', 'a sharpness from 0 to Infinity', alpha);
    this.alpha = alpha;
    this.#tanh = tanh(alpha / 2);
    const e = exp(-alpha);
    this.#gap = (2 * e) / (1 + e);
  }

  /** s(y). */
  readonly round = (y: number): number => {
    const { alpha } = this;
    if (alpha === Number.POSITIVE_INFINITY) return nearest(y);
    const floor = Math.floor(y);
    const r = y - floor - 0.5;
    if (alpha < SMALL) return y + alpha * alpha * r * (1 / 12 - (r * r) / 3);
    return floor + (0.5 + tanh(alpha * r) / (2 * this.#tanh));
  };

  /** s'(y); 0 for rounding. */
  readonly derivative = (y: number): number => {
    const { alpha } = this;
    if (alpha === Number.POSITIVE_INFINITY) return 0;
    const r = y - Math.floor(y) - 0.5;
    if (alpha < SMALL) return 1 + alpha * alpha * (1 / 12 - r * r);
    const e = exp(-2 * alpha * Math.abs(r));
    return (alpha / (2 * this.#tanh)) * ((4 * e) / ((1 + e) * (1 + e)));
  };

  /** s^-1(z). Of the interval that rounding maps to an integer, its middle is that of the step: floor(z) + 1/2. */
  readonly inverse = (z: number): number => {
    const n = nearest(z);
    const d = z - n;
    const side = 0.5 - this.#stretch(1 - 2 * Math.abs(d), 2 * Math.abs(d));
    return d === 0 ? n : n + (d < 0 ? -side : side);
  };

  /** The derivative of s^-1; at an integer and a large alpha it may be infinite. */
  readonly inverseDerivative = (z: number): number => {
    const d = 2 * Math.abs(z - nearest(z));
    return this.#slope(1 - d, d);
  };

  /** r(z): the middle of the interval that y lies in. */
  readonly conditionalMean = (z: number): number => {
    const n = nearest(z);
    const d = z - n;
    const m = 2 * Math.abs(d);
    const shift = this.#stretch(m, 1 - m);
    return n + (d < 0 ? -shift : shift);
  };

  /** The derivative of r. Its mean over a period is 1. */
  readonly conditionalMeanDerivative = (z: number): number => {
    const m = 2 * Math.abs(z - nearest(z));
    return this.#slope(m, 1 - m);
  };

  /** atanh(t m) / alpha, 0 <= m <= 1, given also 1 - m, which may be known to more digits. */
  #stretch(m: number, rest: number): number {
    const { alpha } = this;
    if (alpha === Number.POSITIVE_INFINITY) return 0;
    if (alpha < SMALL) return m * (0.5 - alpha * alpha * (1 / 24 - (m * m) / 24));
    const t = this.#tanh;
    return Math.min(log1p((2 * t * m) / this.#oneLess(m, rest)) / (2 * alpha), 0.5);
  }

  #slope(m: number, rest: number): number {
    const { alpha } = this;
    if (alpha === Number.POSITIVE_INFINITY) return 0;
    if (alpha < SMALL) return 1 - alpha * alpha * (1 / 12 - (m * m) / 4);
    const t = this.#tanh;
    return (2 * t) / (alpha * this.#oneLess(m, rest) * (1 + t * m));
  }

  /** 1 - t m without cancellation. */
  #oneLess(m: number, rest: number): number {
    return rest + m * this.#gap;
  }
}

/** The nearest integer, the larger of two. */
export function nearest(y: number): number {
  const floor = Math.floor(y);
  return y - floor >= 0.5 ? floor + 1 : floor;
}

/** s(y) of every value. @throws InvalidArgumentError unless 0 <= alpha <= Infinity */
export function softRound(y: ArrayLike<number>, alpha: number): Float64Array {
  return Float64Array.from(y, new SoftRounding(alpha).round);
}

/** s^-1(z) of every value. */
export function softRoundInverse(z: ArrayLike<number>, alpha: number): Float64Array {
  return Float64Array.from(z, new SoftRounding(alpha).inverse);
}

/** s'(y) of every value. */
export function softRoundDerivative(y: ArrayLike<number>, alpha: number): Float64Array {
  return Float64Array.from(y, new SoftRounding(alpha).derivative);
}

/** r(z) of every value: exact where the prior is even about the middle of [A, A + 1), as a flat one is. */
export function softRoundConditionalMean(z: ArrayLike<number>, alpha: number): Float64Array {
  return Float64Array.from(z, new SoftRounding(alpha).conditionalMean);
}

/** Rounding, to which soft rounding tends: the nearest integer, the larger of two. */
export function hardRound(y: ArrayLike<number>): Float64Array {
  return Float64Array.from(y, nearest);
}
