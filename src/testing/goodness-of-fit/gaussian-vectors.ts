/** Everything that whitened vectors, which should be standard Gaussian, are asked: radius, quartic, projections. */
import { projections } from './projections.ts';
import { quartic, radius } from './radius.ts';
import type { TestResult } from './result.ts';

/** `vectors` holds n vectors of `dimensions` coordinates, one after the other. */
export function gaussianVectors(vectors: Float64Array, dimensions: number): TestResult[] {
  return [radius(vectors, dimensions), quartic(vectors, dimensions), ...projections(vectors, dimensions)];
}
