/**
 * D_n: integer vectors with an even sum. The nearest point rounds every coordinate; if the sum is odd, the coordinate
 * with the largest rounding error is rounded the other way (up if the error is 0; the first of equal ones).
 *
 * D_4 (covolume 2) is the densest lattice in four dimensions; its cell is the 24-cell.
 */
import type { Lattice } from './lattice.ts';

/** E|V|^2 of D_4's cell is 13/30. Others of the family are not used as quantizers by themselves. */
const SECOND_MOMENT_D4 = 13 / 30;

/** The checkerboard lattice D_4. */
export const d4: Lattice = {
  name: 'D4',
  dimensions: 4,
  volume: 2,
  normalisedSecondMoment: SECOND_MOMENT_D4 / (4 * Math.sqrt(2)),
  nearest: nearestCheckerboard,
  /** 2 Z^4 is a sublattice of D_4: the cube of side 2 folds onto the cell evenly. */
  fundamental(uniforms, out) {
    for (let i = 0; i < 4; i++) out[i] = 2 * uniforms[i]!;
  },
};

/** Nearest point of D_n, n = out.length. */
export function nearestCheckerboard(x: Float64Array, out: Float64Array): void {
  let sum = 0;
  let worst = 0;
  let worstError = -1;
  for (let i = 0; i < out.length; i++) {
    const rounded = Math.floor(x[i]! + 0.5);
    const error = Math.abs(x[i]! - rounded);
    out[i] = rounded;
    sum += rounded;
    if (error > worstError) {
      worst = i;
      worstError = error;
    }
  }
  if (sum % 2 !== 0) out[worst] = out[worst]! + (x[worst]! < out[worst]! ? -1 : 1);
}
