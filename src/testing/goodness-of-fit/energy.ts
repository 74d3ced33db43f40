/**
 * Energy distance of two samples of vectors, in linear time: it is 0 for equal laws and positive for any others.
 * Averages of independent terms, one from two vectors of each sample, are normal in the limit with the error that they
 * show:
 *
 *     h_i = |x_2i - y_2i+1| + |x_2i+1 - y_2i| - |x_2i - x_2i+1| - |y_2i - y_2i+1|,    E h = the energy distance
 *
 * G. J. Szekely and M. L. Rizzo, "Energy statistics", 2013; linear-time form: A. Gretton et al., JMLR 13, 2012, 6.
 */
import { invalidArgument } from '../../core/index.ts';
import { normalScore } from './normal-score.ts';
import { vectorCount } from './radius.ts';
import type { TestResult } from './result.ts';

/** Vectors of `dimensions` coordinates, one after the other; the same number of each, 4 or more. */
export function energy(x: Float64Array, y: Float64Array, dimensions: number): TestResult {
  if (x.length !== y.length) throw invalidArgument('y', `${x.length} values`, y);
  const pairs = Math.floor(vectorCount(x, dimensions) / 2);
  if (pairs < 2) throw invalidArgument('x', 'at least 4 vectors', x);
  const distance = (a: Float64Array, i: number, b: Float64Array, j: number): number => {
    let square = 0;
    for (let k = 0; k < dimensions; k++) {
      const gap = a[i * dimensions + k]! - b[j * dimensions + k]!;
      square += gap * gap;
    }
    return Math.sqrt(square);
  };
  const terms = Float64Array.from({ length: pairs }, (_, pair) => {
    const [even, odd] = [2 * pair, 2 * pair + 1];
    return (
      distance(x, even, y, odd) + distance(x, odd, y, even) - distance(x, even, x, odd) - distance(y, even, y, odd)
    );
  });
  const mean = terms.reduce((sum, term) => sum + term, 0) / pairs;
  const variance = terms.reduce((sum, term) => sum + (term - mean) * (term - mean), 0) / (pairs - 1);
  // Two samples that are the same have no spread to compare with: nothing speaks against them.
  return normalScore('energy', variance === 0 ? 0 : mean / Math.sqrt(variance / pairs));
}
