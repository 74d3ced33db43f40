/**
 * The law of a rotated, scaled centre, coordinate by coordinate given the ones before. With independent y_i / sigma_i of
 * means m_i and variances t_i^2 the centre x = R (y / sigma) / S has covariance C = R diag(t_i^2) R^T / S^2; both ends know
 * w = x + noise of variance G per coordinate, so
 *
 *     mean_i = (R m / S)_i + C_(i,<i) (C_(<i,<i) + G I)^-1 (w - R m / S)_(<i)
 *     variance_i = C_ii - C_(i,<i) (C_(<i,<i) + G I)^-1 C_(<i,i)
 *
 * by one Cholesky factor of C + G I. Equal variances leave C a multiple of the identity, whatever R: nothing to factor, and
 * nothing to learn from other coordinates. Decoder-visible: + - * / sqrt in this order.
 */
import { normal } from '../../distributions/index.ts';
import { type VariableStepDensity, variableStepDensity } from '../../entropy/index.ts';
import { imageOfUnit, multiply } from '../lattice/composition-algebra.ts';
import type { LatticeFrame } from './lattice-frame.ts';
import type { CoordinateLaw, SequentialPrior } from './lattice-point-code.ts';

/** How finely the range of the standard normal law is searched. */
const RESOLUTION = 0.25;

/** Of a coordinate given the others, in units of the lattice; the best for centres that hardly vary. */
const LEAST_VARIANCE = 0.01;

let standard: VariableStepDensity | undefined;

export class RotatedPrior implements SequentialPrior {
  readonly #noise: number;
  readonly #variances: Float64Array;
  readonly #means: Float64Array;
  readonly #law: CoordinateLaw;
  /** R m / S. */
  readonly #middles: Float64Array;
  /** C, and the Cholesky factor of C + G I, both lower triangles, row by row. */
  readonly #covariance: Float64Array;
  readonly #factor: Float64Array;
  readonly #whitened: Float64Array;
  readonly #column: Float64Array;
  #isotropic = true;

  /** `noise` is the second moment of the cell per coordinate. */
  constructor(dimensions: number, noise: number) {
    standard ??= variableStepDensity(normal(0, 1), RESOLUTION);
    this.#noise = noise;
    this.#variances = new Float64Array(dimensions);
    this.#means = new Float64Array(dimensions);
    this.#law = { density: standard, middle: 0, unit: 1 };
    this.#middles = new Float64Array(dimensions);
    this.#covariance = new Float64Array(dimensions * dimensions);
    this.#factor = new Float64Array(dimensions * dimensions);
    this.#whitened = new Float64Array(dimensions);
    this.#column = new Float64Array(dimensions);
  }

  /** Mean and variance of y_i / sigma_i. */
  set(i: number, mean: number, variance: number): void {
    this.#means[i] = mean;
    this.#variances[i] = variance;
  }

  /** For the rotation and the scale of a frame. */
  open({ unit, scale }: LatticeFrame): void {
    const variances = this.#variances;
    const d = variances.length;
    multiply(unit, this.#means, this.#middles);
    for (let i = 0; i < d; i++) this.#middles[i] = this.#middles[i]! / scale;
    this.#isotropic = true;
    for (let i = 1; i < d; i++) if (variances[i] !== variances[0]) this.#isotropic = false;
    const square = scale * scale;
    if (this.#isotropic) {
      this.#law.unit = deviationOf(variances[0]! / square);
      return;
    }
    // C = sum_m t_m^2 (R e_m)(R e_m)^T / S^2.
    const covariance = this.#covariance.fill(0);
    const column = this.#column;
    for (let m = 0; m < d; m++) {
      imageOfUnit(unit, m, column);
      const variance = variances[m]! / square;
      for (let i = 0; i < d; i++) {
        const scaled = variance * column[i]!;
        for (let j = 0; j <= i; j++) covariance[i * d + j] = covariance[i * d + j]! + scaled * column[j]!;
      }
    }
  }

  next(i: number): CoordinateLaw {
    const law = this.#law;
    law.middle = this.#middles[i]!;
    if (this.#isotropic) return law;
    const d = this.#variances.length;
    const factor = this.#factor;
    let variance = this.#covariance[i * d + i]!;
    // Row i of the factor, left of its diagonal: it solves C_(i,<i).
    for (let j = 0; j < i; j++) {
      let sum = this.#covariance[i * d + j]!;
      for (let m = 0; m < j; m++) sum -= factor[i * d + m]! * factor[j * d + m]!;
      const entry = sum / factor[j * d + j]!;
      factor[i * d + j] = entry;
      variance -= entry * entry;
      law.middle += entry * this.#whitened[j]!;
    }
    factor[i * d + i] = Math.sqrt(Math.max(variance, 0) + this.#noise);
    law.unit = deviationOf(variance);
    return law;
  }

  take(i: number, place: number): void {
    if (this.#isotropic) return;
    this.#whitened[i] = (place - this.#law.middle) / this.#factor[i * this.#variances.length + i]!;
  }
}

/** A little wider than the prior is where that is narrow against the cell, whose edges it would make dear. */
function deviationOf(variance: number): number {
  return Math.sqrt(Math.max(variance, LEAST_VARIANCE));
}
