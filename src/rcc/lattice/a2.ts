/**
 * A_2: the hexagonal lattice with unit covolume, basis (a, 0) and (a/2, a sqrt(3)/2), a^2 sqrt(3)/2 = 1. It is a
 * rectangular lattice (a, a sqrt 3) and its copy shifted to the middle of the rectangle: the nearer of two roundings.
 */
import type { Lattice } from './lattice.ts';

const SIDE = Math.sqrt(2 / Math.sqrt(3));
const HEIGHT = SIDE * Math.sqrt(3);

export const a2: Lattice = {
  name: 'A2',
  dimensions: 2,
  volume: 1,
  normalisedSecondMoment: 5 / (36 * Math.sqrt(3)),
  nearest: nearestA2,
  /** The rectangle (a, a sqrt 3) holds two points of the lattice: it folds onto the cell evenly. */
  fundamental(uniforms, out) {
    out[0] = SIDE * uniforms[0]!;
    out[1] = HEIGHT * uniforms[1]!;
  },
};

function nearestA2(x: Float64Array, out: Float64Array): void {
  const [x0, x1] = [x[0]!, x[1]!];
  const p0 = SIDE * Math.floor(x0 / SIDE + 0.5);
  const p1 = HEIGHT * Math.floor(x1 / HEIGHT + 0.5);
  const q0 = SIDE * (Math.floor(x0 / SIDE) + 0.5);
  const q1 = HEIGHT * (Math.floor(x1 / HEIGHT) + 0.5);
  const distance = (x0 - p0) * (x0 - p0) + (x1 - p1) * (x1 - p1);
  const shiftedDistance = (x0 - q0) * (x0 - q0) + (x1 - q1) * (x1 - q1);
  const nearer = shiftedDistance < distance;
  out[0] = nearer ? q0 : p0;
  out[1] = nearer ? q1 : p1;
}
