/**
 * E_8: the vectors of all integers or all half-integers with an even sum; covolume 1, the best lattice quantizer known in
 * eight dimensions. It is D_8 and D_8 shifted by one half, so the nearest point is the nearer of two D_8 points (D_8 in
 * a tie). Lattice points are handed around doubled, as integers.
 */
import { nearestCheckerboard } from './checkerboard.ts';
import type { Lattice } from './lattice.ts';

const shifted = new Float64Array(8);
const coset = new Float64Array(8);

export const e8: Lattice = {
  name: 'E8',
  dimensions: 8,
  volume: 1,
  normalisedSecondMoment: 929 / 12960,
  nearest: nearestE8,
  /** 2 Z^8 is a sublattice of E_8: the cube of side 2 folds onto the cell evenly. */
  fundamental(uniforms, out) {
    for (let i = 0; i < 8; i++) out[i] = 2 * uniforms[i]!;
  },
};

function nearestE8(x: Float64Array, out: Float64Array): void {
  nearestCheckerboard(x, out);
  for (let i = 0; i < 8; i++) shifted[i] = x[i]! - 0.5;
  nearestCheckerboard(shifted, coset);
  let distance = 0;
  let cosetDistance = 0;
  for (let i = 0; i < 8; i++) {
    const error = x[i]! - out[i]!;
    const cosetError = shifted[i]! - coset[i]!;
    distance += error * error;
    cosetDistance += cosetError * cosetError;
  }
  if (cosetDistance >= distance) return;
  for (let i = 0; i < 8; i++) out[i] = coset[i]! + 0.5;
}
