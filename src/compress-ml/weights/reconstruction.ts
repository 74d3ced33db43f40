/**
 * The conditional mean of a weight given its quantized value z (in steps), as a shift towards 0 that depends on |z|:
 *
 *     E[y | z] = sign(z) (|z| - d(|z|)),   d linear between 0, 1/2, 1, 2, 4, constant beyond, d(0) = 0
 *
 * For a Laplace law d is a constant from 1/2 on, for a normal law it grows; four bytes serve both, fitted by least squares
 * to the tensor itself. Without them z is what it is: unbiased where it was dithered.
 */
const NODES: readonly number[] = [0, 0.5, 1, 2, 4];
/** Shifts are sent in units of 2^-8 steps, as signed bytes. */
const UNITS = 256;
const SMALLEST_UNIT = -128;
const LARGEST_UNIT = 127;
export const SHIFTS = 4;

/** d at 1/2, 1, 2, 4 in units of 2^-8. */
export type Shifts = Int8Array;

/** z to E[y | z], in place. */
export function reconstruct(z: Float64Array, shifts: Shifts): void {
  const at = [0, ...shifts].map((shift) => shift / UNITS);
  for (let i = 0; i < z.length; i++) {
    const size = Math.abs(z[i]!);
    let shift = at[SHIFTS]!;
    if (size < 4) {
      const node = size < 1 ? (size < 0.5 ? 0 : 1) : size < 2 ? 2 : 3;
      const t = (size - NODES[node]!) / (NODES[node + 1]! - NODES[node]!);
      shift = at[node]! + t * (at[node + 1]! - at[node]!);
    }
    z[i] = z[i]! < 0 ? shift - size : size - shift;
  }
}

/** Gathers pairs (y, z) and gives the shifts with the smallest squared error, and that error. */
export class ReconstructionFit {
  /** Of the basis functions b_1 .. b_4 of the shifts: sums of b_i b_j, and of b_i (|z| - sign(z) y). */
  readonly #products: Float64Array[] = Array.from({ length: SHIFTS }, () => new Float64Array(SHIFTS));
  readonly #moments: Float64Array = new Float64Array(SHIFTS);
  #squares = 0;

  /** `weight`: the squared step, where steps differ. */
  add(y: number, z: number, weight: number): void {
    const size = Math.abs(z);
    const excess = z < 0 ? size + y : size - y;
    this.#squares += weight * excess * excess;
    const node = size < 1 ? (size < 0.5 ? 0 : 1) : size < 2 ? 2 : size < 4 ? 3 : SHIFTS;
    const t = node === SHIFTS ? 0 : (size - NODES[node]!) / (NODES[node + 1]! - NODES[node]!);
    if (node > 0) this.#addTo(node - 1, 1 - t, excess, weight);
    if (node < SHIFTS) this.#addTo(node, t, excess, weight);
    if (node > 0 && node < SHIFTS) this.#products[node - 1]![node]! += weight * t * (1 - t);
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

  /** Sum of weighted squared errors with these shifts, or without any. */
  squaredError(shifts?: Shifts): number {
    if (shifts === undefined) return this.#squares;
    let sum = this.#squares;
    for (let i = 0; i < SHIFTS; i++) {
      const shift = shifts[i]! / UNITS;
      sum += shift * (shift * this.#products[i]![i]! - 2 * this.#moments[i]!);
      if (i > 0) sum += ((2 * shift * shifts[i - 1]!) / UNITS) * this.#products[i - 1]![i]!;
    }
    return Math.max(0, sum);
  }

  #addTo(i: number, basis: number, excess: number, weight: number): void {
    this.#products[i]![i]! += weight * basis * basis;
    this.#moments[i]! += weight * basis * excess;
  }
}
