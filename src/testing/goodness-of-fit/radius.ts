/**
 * The radius of vectors that should be standard Gaussian: |x|^2 has the chi-square law with d degrees of freedom,
 * tested by Anderson-Darling; and the quartic check, which sees the corners of a cell where the radius does not.
 *
 *     u = P(d/2, |x|^2 / 2),    E sum_i x_i^4 = 3 d with variance 96 d
 */
import { checkInteger, invalidArgument, regularizedGammaP, regularizedGammaQ } from '../../core/index.ts';
import { andersonDarling } from './anderson-darling.ts';
import { normalScore } from './normal-score.ts';
import { probabilityIntegralTransform } from './probability-integral-transform.ts';
import type { TestResult } from './result.ts';

/** `vectors` holds n vectors of `dimensions` coordinates, one after the other, whitened. */
export function radius(vectors: Float64Array, dimensions: number): TestResult {
  const squares = new Float64Array(vectorCount(vectors, dimensions));
  for (let i = 0, at = 0; i < squares.length; i++) {
    let square = 0;
    for (let j = 0; j < dimensions; j++, at++) square += vectors[at]! * vectors[at]!;
    squares[i] = square;
  }
  const { uniforms, survivals } = probabilityIntegralTransform(squares, {
    cdf: (square) => regularizedGammaP(dimensions / 2, square / 2),
    survival: (square) => regularizedGammaQ(dimensions / 2, square / 2),
  });
  return { ...andersonDarling(uniforms, survivals), name: 'radius' };
}

/** The statistic is in standard errors. */
export function quartic(vectors: Float64Array, dimensions: number): TestResult {
  const n = vectorCount(vectors, dimensions);
  let sum = 0;
  for (let i = 0; i < vectors.length; i++) {
    const square = vectors[i]! * vectors[i]!;
    sum += square * square;
  }
  return normalScore('quartic', (sum / n - 3 * dimensions) / Math.sqrt((96 * dimensions) / n));
}

export function vectorCount(vectors: Float64Array, dimensions: number): number {
  checkInteger('dimensions', dimensions, 1);
  const n = vectors.length / dimensions;
  if (!Number.isInteger(n) || n === 0) throw invalidArgument('vectors', `a multiple of ${dimensions} values`, vectors);
  return n;
}
