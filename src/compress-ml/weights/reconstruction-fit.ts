/**
 * What the receiver makes of z, chosen by the sender who knows y: shifts by least squares, and a stretch of the step by
 *
 *     g = sum y^2 / sum y E[y | z]
 *
 * so that the received weights do not shrink: the regression of g E[y | z] on y has slope 1. The receiver is told a step
 * that is g times the one that was quantized with.
 */
import { log2 } from '../../core/index.ts';
import type { Reconstruction } from './options.ts';
import { NODES, reconstruct, SHIFTS, type Shifts, UNITS } from './reconstruction.ts';
import { STEPS_PER_OCTAVE, stretchOf } from './steps.ts';

const SMALLEST_UNIT = -128;
const LARGEST_UNIT = 127;
/** Where next to nothing was sent a stretch would only amplify noise. */
const LARGEST_STRETCH = STEPS_PER_OCTAVE / 2;

export interface Fitted {
  readonly shifts: Shifts | undefined;
  /** To be added to the number of the step. */
  readonly stretch: number;
  /** Sum of squared errors in units of each element's step. */
  readonly weightedError: number;
  /** Sum of squared errors, where `squares` was given. */
  readonly squaredError: number;
}

/** `y` and `z` in steps; `squares`: of the elements' steps, where they differ. The first `count` are elements. */
export function fitted(
  y: Float64Array,
  z: Float64Array,
  squares: Float64Array | undefined,
  count: number,
  reconstruction: Reconstruction,
): Fitted {
  const means = z.slice(0, count);
  let shifts: Shifts | undefined;
  if (reconstruction !== 'plain') {
    const fit = new LeastSquares();
    for (let i = 0; i < count; i++) fit.add(y[i]!, z[i]!);
    shifts = fit.shifts();
    reconstruct(means, shifts);
  }
  const stretch = reconstruction === 'matched' ? stretchFor(y, means, squares) : 0;
  const gain = stretchOf(stretch);
  let weightedError = 0;
  let squaredError = 0;
  for (let i = 0; i < count; i++) {
    const error = y[i]! - gain * means[i]!;
    weightedError += error * error;
    if (squares !== undefined) squaredError += squares[i]! * error * error;
  }
  return { shifts, stretch, weightedError, squaredError };
}

function stretchFor(y: Float64Array, means: Float64Array, squares: Float64Array | undefined): number {
  let sent = 0;
  let common = 0;
  for (let i = 0; i < means.length; i++) {
    const weight = squares?.[i] ?? 1;
    sent += weight * y[i]! * y[i]!;
    common += weight * y[i]! * means[i]!;
  }
  if (!(common > 0)) return 0;
  const octaves = log2(sent / common);
  return Math.max(0, Math.min(LARGEST_STRETCH, Math.floor(STEPS_PER_OCTAVE * octaves + 0.5)));
}

/** Gathers pairs (y, z) and gives the shifts with the smallest squared error. */
class LeastSquares {
  /** Of the basis functions b_1 .. b_4 of the shifts: sums of b_i b_j, and of b_i (|z| - sign(z) y). */
  readonly #products: Float64Array[] = Array.from({ length: SHIFTS }, () => new Float64Array(SHIFTS));
  readonly #moments: Float64Array = new Float64Array(SHIFTS);

  add(y: number, z: number): void {
    const size = Math.abs(z);
    const excess = z < 0 ? size + y : size - y;
    const node = size < 1 ? (size < 0.5 ? 0 : 1) : size < 2 ? 2 : size < 4 ? 3 : SHIFTS;
    const t = node === SHIFTS ? 0 : (size - NODES[node]!) / (NODES[node + 1]! - NODES[node]!);
    if (node > 0) this.#addTo(node - 1, 1 - t, excess);
    if (node < SHIFTS) this.#addTo(node, t, excess);
    if (node > 0 && node < SHIFTS) this.#products[node - 1]![node]! += t * (1 - t);
  }

  /** Least squares, rounded to what can be sent. */
  shifts(): Shifts {
    const shifts = new Float64Array(SHIFTS);
    // Gauss and Seidel: the matrix is tridiagonal and positive.
    for (let round = 0; round < 50; round++) {
      for (let i = 0; i < SHIFTS; i++) {
        const diagonal = this.#products[i]![i]!;
        let rest = this.#moments[i]!;
        if (i > 0) rest -= this.#products[i - 1]![i]! * shifts[i - 1]!;
        if (i < SHIFTS - 1) rest -= this.#products[i]![i + 1]! * shifts[i + 1]!;
        shifts[i] = diagonal > 0 ? rest / diagonal : 0;
      }
    }
    return Int8Array.from(shifts, (shift) =>
      Math.max(SMALLEST_UNIT, Math.min(LARGEST_UNIT, Math.floor(UNITS * shift + 0.5))),
    );
  }

  #addTo(i: number, basis: number, excess: number): void {
    this.#products[i]![i]! += basis * basis;
    this.#moments[i]! += basis * excess;
  }
}
