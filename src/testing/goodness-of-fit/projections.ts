/**
 * Projections of vectors that should be standard Gaussian: each on a unit vector is standard normal. On the axes, on
 * the diagonals (e_i +- e_j) / sqrt 2, where the corners of a cell would show, and on 16 fixed random directions.
 *
 * H. Cramer and H. Wold, 1936: a law is known by all its projections.
 */
import { localRandomness, normalCdf, normalSurvival, standardNormal } from '../../core/index.ts';
import { andersonDarling } from './anderson-darling.ts';
import { probabilityIntegralTransform } from './probability-integral-transform.ts';
import { vectorCount } from './radius.ts';
import type { TestResult } from './result.ts';

const RANDOM_DIRECTIONS = 16;
const standard = { cdf: normalCdf, survival: normalSurvival };

/** `vectors` holds n vectors of `dimensions` coordinates, one after the other, whitened. */
export function projections(vectors: Float64Array, dimensions: number): TestResult[] {
  const projected = new Float64Array(vectorCount(vectors, dimensions));
  return directions(dimensions).map(({ name, unit }) => {
    for (let i = 0; i < projected.length; i++) {
      let sum = 0;
      for (let j = 0; j < dimensions; j++) sum += unit[j]! * vectors[i * dimensions + j]!;
      projected[i] = sum;
    }
    const { uniforms, survivals } = probabilityIntegralTransform(projected, standard);
    return { ...andersonDarling(uniforms, survivals), name };
  });
}

interface Direction {
  readonly name: string;
  readonly unit: Float64Array;
}

function directions(dimensions: number): Direction[] {
  const list: Direction[] = [];
  const along = (name: string, ...parts: readonly (readonly [at: number, part: number])[]): void => {
    const vector = new Float64Array(dimensions);
    for (const [at, part] of parts) vector[at] = part;
    list.push({ name, unit: normalised(vector) });
  };
  for (let i = 0; i < dimensions; i++) along(`coordinate ${i}`, [i, 1]);
  for (let i = 0; i < dimensions; i++) {
    for (let j = i + 1; j < dimensions; j++) {
      along(`diagonal ${i} + ${j}`, [i, 1], [j, 1]);
      along(`diagonal ${i} - ${j}`, [i, 1], [j, -1]);
    }
  }
  if (dimensions === 1) return list;
  const random = localRandomness({ seed: 'projections' }).block(dimensions);
  for (let n = 0; n < RANDOM_DIRECTIONS; n++) {
    const vector = Float64Array.from({ length: dimensions }, () => standardNormal(random));
    list.push({ name: `projection ${n}`, unit: normalised(vector) });
  }
  return list;
}

function normalised(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, part) => sum + part * part, 0));
  return vector.map((part) => part / length);
}
