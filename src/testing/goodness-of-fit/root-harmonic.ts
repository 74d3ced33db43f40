/**
 * The harmonic of degree 8 that E8 singles out. Over the 240 minimal vectors r of E8 and a direction u uniform on the sphere
 *
 *     E sum_r (u . r)^8 = 240 2^4 (1 3 5 7) / (8 10 12 14) = 30,
 *
 * and lower degrees are constant in u: the roots are a spherical 7-design, so noise that keeps the lattice's directions passes
 * every test of lower moments and nearly every projection, and is found here.
 *
 * J. H. Conway and N. J. A. Sloane, "Sphere Packings, Lattices and Groups", chapter 3.
 */
import { normalScore } from './normal-score.ts';
import { vectorCount } from './radius.ts';
import type { TestResult } from './result.ts';

const DIMENSIONS = 8;
const EXPECTED = 30;

/** `vectors` holds n vectors of 8 coordinates whose directions should be uniform; the statistic is in standard errors. */
export function rootHarmonic(vectors: Float64Array): TestResult {
  const n = vectorCount(vectors, DIMENSIONS);
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const value = harmonic(vectors.subarray(DIMENSIONS * i, DIMENSIONS * (i + 1)));
    const offset = value - mean;
    mean += offset / (i + 1);
    squares += offset * (value - mean);
  }
  return normalScore('root harmonic', (mean - EXPECTED) / Math.sqrt(squares / n / n));
}

/** sum_r (x . r)^8 / |x|^8, one of r and -r doubled. */
function harmonic(x: Float64Array): number {
  let sum = 0;
  for (const root of halfOfRoots) {
    let product = 0;
    for (let j = 0; j < DIMENSIONS; j++) product += root[j]! * x[j]!;
    sum += eighthPower(product * product);
  }
  let square = 0;
  for (const part of x) square += part * part;
  return (2 * sum) / eighthPower(square);
}

/** x^8 from x^2. */
function eighthPower(square: number): number {
  const fourth = square * square;
  return fourth * fourth;
}

const halfOfRoots: readonly Float64Array[] = [...integerRoots(), ...halfIntegerRoots()];

/** e_i + e_j and e_i - e_j. */
function integerRoots(): Float64Array[] {
  const roots: Float64Array[] = [];
  for (let i = 0; i < DIMENSIONS; i++) {
    for (let j = i + 1; j < DIMENSIONS; j++) {
      for (const sign of [1, -1]) {
        const root = new Float64Array(DIMENSIONS);
        root[i] = 1;
        root[j] = sign;
        roots.push(root);
      }
    }
  }
  return roots;
}

/** (1, +-1, ..., +-1) / 2 with an even number of minus signs. */
function halfIntegerRoots(): Float64Array[] {
  const roots: Float64Array[] = [];
  for (let signs = 0; signs < 128; signs++) {
    const root = Float64Array.from({ length: DIMENSIONS }, (_, j) => (j > 0 && (signs >> (j - 1)) & 1 ? -0.5 : 0.5));
    if (root.filter((part) => part < 0).length % 2 === 0) roots.push(root);
  }
  return roots;
}
