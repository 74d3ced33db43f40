/** Z^n: the integers, coordinate by coordinate. Its Voronoi cell is the unit cube. */
import { checkInteger } from '../../core/index.ts';
import type { Lattice } from './lattice.ts';

export function integerLattice(dimensions: number): Lattice {
  checkInteger('dimensions', dimensions, 1, 4096);
  return {
    name: `Z${dimensions}`,
    dimensions,
    volume: 1,
    normalisedSecondMoment: 1 / 12,
    nearest(x, out) {
      for (let i = 0; i < dimensions; i++) out[i] = Math.floor(x[i]! + 0.5);
    },
    fundamental(uniforms, out) {
      out.set(uniforms);
    },
  };
}
