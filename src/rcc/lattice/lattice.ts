/**
 * A lattice as a quantizer: the nearest point, a uniform sample of the Voronoi cell by folding a fundamental box, and
 * the two constants that decide rates: the volume of the cell and its normalised second moment
 *
 *     G = E|V|^2 / (D vol^(2/D)),    V uniform in the Voronoi cell.
 *
 * J. H. Conway and N. J. A. Sloane, "Fast quantizing and decoding algorithms for lattice quantizers and codes", IEEE
 * Trans. IT 1982; the same, "Sphere Packings, Lattices and Groups", chapter 21.
 */
export interface Lattice {
  readonly name: string;
  readonly dimensions: number;
  /** Volume of the Voronoi cell. */
  readonly volume: number;
  /** E|V|^2 / (D vol^(2/D)). */
  readonly normalisedSecondMoment: number;
  /** Nearest lattice point of x[offset ..], written at out[offset ..]; ties by a fixed rule, the same on every engine. */
  nearest(x: Float64Array, out: Float64Array): void;
  /** A point of a box that is a fundamental region of a sublattice, from `dimensions` uniforms in (0, 1). */
  fundamental(uniforms: Float64Array, out: Float64Array): void;
}

/** V = v - nearest(v), v uniform in the fundamental box: exactly uniform in the Voronoi cell. */
export function voronoiSample(lattice: Lattice, uniforms: Float64Array, out: Float64Array): void {
  const box = new Float64Array(lattice.dimensions);
  lattice.fundamental(uniforms, box);
  lattice.nearest(box, out);
  for (let i = 0; i < out.length; i++) out[i] = box[i]! - out[i]!;
}
