/**
 * Independence of two sequences that were transformed to uniforms: the correlation r of the values, and of their
 * squared distances from the middle (r sqrt n is standard normal in the limit), and a chi-square on a 16 x 16 grid,
 * whose margins are taken as they are: 225 degrees of freedom.
 */
import { checkInteger, invalidArgument } from '../../core/index.ts';
import { independenceOfCounts } from './contingency.ts';
import { normalScore } from './normal-score.ts';
import type { TestResult } from './result.ts';

const GRID = 16;

/** `u` and `v` in [0, 1]: probability transforms, or `ranks` where a law has no usable cdf. */
export function independence(u: ArrayLike<number>, v: ArrayLike<number>): TestResult[] {
  if (u.length !== v.length) throw invalidArgument('v', `${u.length} values`, v);
  const fromMiddle = (x: number): number => (x - 0.5) * (x - 0.5);
  return [
    correlation('correlation', Float64Array.from(u), Float64Array.from(v)),
    correlation('correlation of squares', Float64Array.from(u, fromMiddle), Float64Array.from(v, fromMiddle)),
    { ...independenceOfCounts(grid(u, v)), name: 'independence on a 16 x 16 grid' },
  ];
}

/** A sequence of uniforms against itself, `lag` places later. */
export function laggedIndependence(u: Float64Array, lag: number): TestResult[] {
  checkInteger('lag', lag, 1, u.length - 1);
  return independence(u.subarray(0, u.length - lag), u.subarray(lag)).map((result) => ({
    ...result,
    name: `${result.name}, lag ${lag}`,
  }));
}

function grid(u: ArrayLike<number>, v: ArrayLike<number>): Float64Array[] {
  const counts = Array.from({ length: GRID }, () => new Float64Array(GRID));
  for (let i = 0; i < u.length; i++) counts[cellOf('u', u[i]!)]![cellOf('v', v[i]!)]!++;
  return counts;
}

function cellOf(name: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw invalidArgument(name, 'numbers from 0 to 1', value);
  return Math.min(GRID - 1, Math.floor(value * GRID));
}

/** Pearson's r; 0 where one of the two is constant. */
function correlation(name: string, x: Float64Array, y: Float64Array): TestResult {
  const n = x.length;
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = [x[i]! - meanX, y[i]! - meanY];
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return normalScore(name, xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy), 1 / Math.sqrt(n));
}
