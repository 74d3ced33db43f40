/**
 * Isotropy: the direction u = x / |x| of vectors that should be standard Gaussian is uniform on the sphere. The noise of a
 * lattice that was not rotated shows its cell here, and hardly anywhere else: E8 is a spherical 7-design, so no polynomial of
 * a degree below 8 sees it. Even powers of the projections on the roots of D_n (and of E8 in eight dimensions), averaged:
 *
 *     E (u r)^p = prod 1 3 .. (p - 1) / (D (D + 2) .. (D + p - 2)),    |r| = 1,  p = 4, 6, 8
 *
 * P. Delsarte, J. M. Goethals and J. J. Seidel, "Spherical codes and designs", 1977.
 */
import { normalScore } from './normal-score.ts';
import { vectorCount } from './radius.ts';
import type { TestResult } from './result.ts';

const POWERS = [4, 6, 8] as const;
const EIGHT = 8;
/** Relative rounding of an average over all roots. */
const ROUNDING = 1e-12;

/** `vectors` holds n vectors of two or more `dimensions`, one after the other, whitened. Statistics in standard errors. */
export function isotropy(vectors: Float64Array, dimensions: number): TestResult[] {
  const n = vectorCount(vectors, dimensions);
  const roots = rootsOf(dimensions);
  const expected = POWERS.map((power) => sphericalMoment(power, dimensions));
  const sums = new Float64Array(POWERS.length);
  const squares = new Float64Array(POWERS.length);
  const means = new Float64Array(POWERS.length);
  for (let at = 0; at < vectors.length; at += dimensions) {
    means.fill(0);
    let length = 0;
    for (let i = 0; i < dimensions; i++) length += vectors[at + i]! * vectors[at + i]!;
    for (const root of roots) {
      let projection = 0;
      for (let i = 0; i < dimensions; i++) projection += root[i]! * vectors[at + i]!;
      const square = (projection * projection) / length;
      means[0]! += square * square;
      means[1]! += square * square * square;
      means[2]! += square * square * square * square;
    }
    for (let p = 0; p < POWERS.length; p++) {
      const offset = means[p]! / roots.length - expected[p]!;
      sums[p]! += offset;
      squares[p]! += offset * offset;
    }
  }
  return POWERS.map((power, p) => {
    const [mean, square] = [sums[p]! / n, squares[p]! / n];
    // Roots that are a design of this degree have one average, the expected one, whatever the vector.
    const rounding = ROUNDING * expected[p]!;
    const offset = Math.abs(mean) <= rounding ? 0 : mean;
    const deviation = Math.max(rounding, Math.sqrt(Math.max(0, square - mean * mean)));
    return normalScore(`isotropy, power ${power}`, (offset * Math.sqrt(n)) / deviation);
  });
}

function sphericalMoment(power: number, dimensions: number): number {
  let moment = 1;
  for (let k = 1; k < power; k += 2) moment *= k / (dimensions + k - 1);
  return moment;
}

/** One of each pair of opposite roots, of length 1. */
function rootsOf(dimensions: number): Float64Array[] {
  const roots: Float64Array[] = [];
  for (let i = 0; i < dimensions; i++) {
    for (let j = i + 1; j < dimensions; j++) {
      for (const sign of [1, -1]) {
        const root = new Float64Array(dimensions);
        root[i] = Math.sqrt(0.5);
        root[j] = sign * Math.sqrt(0.5);
        roots.push(root);
      }
    }
  }
  // (+-1)^8 / sqrt 8 with an even number of minus signs, the last coordinate deciding it.
  for (let signs = 0; dimensions === EIGHT && signs < 64; signs++) {
    const root = Float64Array.from({ length: EIGHT }, (_, i) => ((signs >> i) & 1 ? -1 : 1) / Math.sqrt(EIGHT));
    root[EIGHT - 1] =
      root.slice(0, EIGHT - 1).reduce((product, part) => product * Math.sign(part), 1) / Math.sqrt(EIGHT);
    roots.push(root);
  }
  return roots;
}
