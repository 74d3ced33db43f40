/**
 * A candidate on a shifted lattice, in integers. For a unit cell with centre c and shared dither u in (0, 1)
 *
 *     k = ceil(c - u - 1/2),    y = k + u,    c - 1/2 <= y < c + 1/2,
 *
 * and y is uniform on the cell when u is uniform. With the dither word w, u = (w + 1/2) 2^-32, and the centre rounded
 * to the grid, c = ci + cf 2^-32, this is one wrapped 32-bit subtraction:
 *
 *     d = (w - cf) | 0,    y = c + (d + 1/2) 2^-32,    k = ci + (cf + d - w) / 2^32.
 *
 * The half makes the error symmetric (mean exactly 0) and keeps u off 0 and 1; no tie can occur. Exact in doubles for
 * |y| < 2^20. J. Ziv, "On universal quantization", IEEE Trans. IT 1985; the centred grid is ours.
 */
import { LimitExceededError } from '../../core/index.ts';

export const GRID = 4_294_967_296;
export const GRID_STEP: number = 1 / GRID;
/** Lattice points of a selection with a proved law stay below this: k + u is then exact in a double. */
export const MAXIMAL_POINT = 1_048_576;
/** Where cells may be narrow: up to 2^51 k is still exact, and k + u is rounded once, to one double at both ends. */
export const MAXIMAL_LAYER_POINT = 2_251_799_813_685_248;

/** A support must be narrower than its cell by this factor: the margin pays for rounding the centre to the grid. */
export const CELL_MARGIN: number = 1 - 1 / 2_147_483_648;

export interface GridCentre {
  readonly integer: number;
  /** Numerator over 2^32, 0 .. 2^32 - 1. */
  readonly fraction: number;
  /** The rounded centre itself. */
  readonly value: number;
}

/** The centre (in cell widths) rounded to the grid 2^-32. */
export function gridCentre(
  centre: number,
  limit: typeof MAXIMAL_POINT | typeof MAXIMAL_LAYER_POINT = MAXIMAL_POINT,
): GridCentre {
  if (!(Math.abs(centre) < limit - 1)) {
    const power = limit === MAXIMAL_POINT ? '2^20' : '2^51';
    throw new LimitExceededError(`"centre" expected less than ${power} cell widths from 0, got ${centre}`, limit);
  }
  const floor = Math.floor(centre);
  const rounded = Math.floor((centre - floor) * GRID + 0.5);
  const integer = rounded === GRID ? floor + 1 : floor;
  const fraction = rounded === GRID ? 0 : rounded;
  return { integer, fraction, value: integer + fraction * GRID_STEP };
}

/** y = k + u: the point of the shifted lattice in the unit cell around the centre. */
export function candidateInCell(centre: GridCentre, word: number): number {
  return centre.value + (((word - centre.fraction) | 0) + 0.5) * GRID_STEP;
}

/** The lattice point k of that candidate. */
export function pointInCell(centre: GridCentre, word: number): number {
  const offset = (word - centre.fraction) | 0;
  return centre.integer + (centre.fraction + offset - word) * GRID_STEP;
}

/** The candidate again, from the lattice point: the receiver's side. Exact while |k| < 2^20. */
export function fromPoint(point: number, word: number): number {
  return point + (word + 0.5) * GRID_STEP;
}
