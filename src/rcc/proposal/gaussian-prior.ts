/**
 * The law of a rotated, scaled centre, coordinate by coordinate given the ones before. The centre x = R (y / sigma) / S has
 * covariance C = R diag(t_i^2) R^T / S^2; the decoder knows w = x + noise of variance G per coordinate, so
 *
 *     mean_i = m_i + C_(i,<i) (C_(<i,<i) + G I)^-1 (w_(<i) - m_(<i)),    variance_i = C_ii - C_(i,<i) (C + G I)^-1 C_(<i,i),
 *
 * by one Cholesky factor of C + G I. Equal variances leave C a multiple of the identity. Decoder-visible: + - * / sqrt.
 */
import { multiply } from '../lattice/composition-algebra.ts';

export class RotatedPrior {
  readonly #variances: Float64Array;
  readonly #isotropic: boolean;
  readonly #noise: number;
  readonly #covariance: Float64Array;
  readonly #factor: Float64Array;
  readonly #whitened: Float64Array;
  readonly #row: Float64Array;
  readonly #solved: Float64Array;

  /** `variances` of y / sigma, `noise` the second moment of the cell per coordinate. */
  constructor(variances: Float64Array, noise: number) {
    const d = variances.length;
    this.#variances = variances;
    this.#isotropic = variances.every((variance) => variance === variances[0]);
    this.#noise = noise;
    this.#covariance = new Float64Array(d * d);
    this.#factor = new Float64Array(d * d);
    this.#whitened = new Float64Array(d);
    this.#row = new Float64Array(d);
    this.#solved = new Float64Array(d);
  }

  /** For the rotation by the unit element `unit` and the scale S. */
  open(unit: Float64Array, scale: number): void {
    const d = this.#variances.length;
    const covariance = this.#covariance.fill(0);
    const square = scale * scale;
    if (this.#isotropic) {
      for (let i = 0; i < d; i++) covariance[i * d + i] = this.#variances[0]! / square;
      return;
    }
    // C = sum_m t_m^2 (R e_m)(R e_m)^T / S^2.
    const basis = this.#row;
    const column = this.#solved;
    for (let m = 0; m < d; m++) {
      basis.fill(0);
      basis[m] = 1;
      multiply(unit, basis, column);
      for (let i = 0; i < d; i++) {
        for (let j = 0; j <= i; j++) {
          covariance[i * d + j] = covariance[i * d + j]! + (this.#variances[m]! * column[i]! * column[j]!) / square;
        }
      }
    }
  }

  /** Variance of coordinate i given the earlier ones, and the shift of its mean; call for i = 0, 1, ... in order. */
  next(i: number, out: { mean: number; deviation: number }): void {
    const d = this.#variances.length;
    let mean = 0;
    let variance = this.#covariance[i * d + i]!;
    if (!this.#isotropic) {
      const factor = this.#factor;
      // Row i of the Cholesky factor of C + G I, left of its diagonal: it solves C_(i,<i).
      for (let j = 0; j < i; j++) {
        let sum = this.#covariance[i * d + j]!;
        for (let m = 0; m < j; m++) sum -= factor[i * d + m]! * factor[j * d + m]!;
        factor[i * d + j] = sum / factor[j * d + j]!;
        variance -= factor[i * d + j]! * factor[i * d + j]!;
        mean += factor[i * d + j]! * this.#whitened[j]!;
      }
      factor[i * d + i] = Math.sqrt(Math.max(variance, 0) + this.#noise);
    }
    out.mean = mean;
    out.deviation = Math.sqrt(Math.max(variance, 1e-12));
  }

  /** w_i less its mean, once coordinate i is known. */
  take(i: number, offset: number, mean: number): void {
    const d = this.#variances.length;
    this.#whitened[i] = this.#isotropic ? 0 : (offset - mean) / this.#factor[i * d + i]!;
  }
}
