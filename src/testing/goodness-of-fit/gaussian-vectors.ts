/**
 * Vectors that should be standard Gaussian: their radius against the chi law, and their projections on fixed random unit
 * vectors, on the axes and on the diagonals (e_i +- e_j) / sqrt 2, where the corners of a cell would show.
 */
import {
  localRandomness,
  normalCdf,
  normalSurvival,
  regularizedGammaP,
  regularizedGammaQ,
  standardNormal,
} from '../../core/index.ts';
import { andersonDarling } from './anderson-darling.ts';
import { probabilityIntegralTransform } from './probability-integral-transform.ts';
import type { TestResult } from './result.ts';

const PROJECTIONS = 16;
const standard = { cdf: normalCdf, survival: normalSurvival };

/** `vectors` holds n vectors of `dimensions` coordinates, one after the other. */
export function gaussianVectors(vectors: Float64Array, dimensions: number): TestResult[] {
  const results = [radius(vectors, dimensions)];
  for (const { name, direction } of directions(dimensions)) {
    const projected = new Float64Array(vectors.length / dimensions);
    for (let i = 0; i < projected.length; i++) {
      let sum = 0;
      for (let j = 0; j < dimensions; j++) sum += direction[j]! * vectors[i * dimensions + j]!;
      projected[i] = sum;
    }
    const { uniforms, survivals } = probabilityIntegralTransform(projected, () => standard);
    results.push({ ...andersonDarling(uniforms, survivals), name });
  }
  return results;
}

function radius(vectors: Float64Array, dimensions: number): TestResult {
  const squares = new Float64Array(vectors.length / dimensions);
  for (let i = 0; i < vectors.length; i++) {
    const at = Math.floor(i / dimensions);
    squares[at] = squares[at]! + vectors[i]! * vectors[i]!;
  }
  const law = {
    cdf: (square: number) => regularizedGammaP(dimensions / 2, square / 2),
    survival: (square: number) => regularizedGammaQ(dimensions / 2, square / 2),
  };
  const { uniforms, survivals } = probabilityIntegralTransform(squares, () => law);
  return { ...andersonDarling(uniforms, survivals), name: 'radius' };
}

function directions(dimensions: number): { name: string; direction: Float64Array }[] {
  const list: { name: string; direction: Float64Array }[] = [];
  const unit = (parts: readonly (readonly [number, number])[]): Float64Array => {
    const direction = new Float64Array(dimensions);
    const scale = 1 / Math.sqrt(parts.length);
    for (const [at, sign] of parts) direction[at] = sign * scale;
    return direction;
  };
  for (let i = 0; i < dimensions; i++) {
    list.push({ name: `coordinate ${i}`, direction: unit([[i, 1]]) });
    for (let j = i + 1; j < dimensions; j++) {
      list.push({
        name: `diagonal ${i} + ${j}`,
        direction: unit([
          [i, 1],
          [j, 1],
        ]),
      });
      list.push({
        name: `diagonal ${i} - ${j}`,
        direction: unit([
          [i, 1],
          [j, -1],
        ]),
      });
    }
  }
  const random = localRandomness({ seed: 'projections' }).block(dimensions);
  for (let n = 0; n < PROJECTIONS; n++) {
    const direction = Float64Array.from({ length: dimensions }, () => standardNormal(random));
    const length = Math.sqrt(direction.reduce((sum, part) => sum + part * part, 0));
    list.push({ name: `projection ${n}`, direction: direction.map((part) => part / length) });
  }
  return list;
}
