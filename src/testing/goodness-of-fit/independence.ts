/**
 * Independence of two uniform sequences: the correlation of the values and of their squared distances from the middle
 * (each times sqrt n is standard normal), and a chi-square on a 16 x 16 grid.
 */
import { erfc, invalidArgument, SQRT1_2 } from '../../core/index.ts';
import { chiSquareUniform } from './chi-square.ts';
import type { TestResult } from './result.ts';

const GRID = 16;

export function independence(u: ArrayLike<number>, v: ArrayLike<number>): TestResult[] {
  if (u.length !== v.length) throw invalidArgument('v', `${u.length} values`, v);
  const square = (x: number): number => (x - 0.5) * (x - 0.5);
  const cells = Float64Array.from(u, (value, i) => {
    const row = Math.min(GRID - 1, Math.floor(value * GRID));
    const column = Math.min(GRID - 1, Math.floor(v[i]! * GRID));
    return (row * GRID + column + 0.5) / (GRID * GRID);
  });
  return [
    correlation('correlation', Float64Array.from(u), Float64Array.from(v)),
    correlation('correlation of squares', Float64Array.from(u, square), Float64Array.from(v, square)),
    { ...chiSquareUniform(cells, GRID * GRID), name: 'independence on a 16 x 16 grid' },
  ];
}

/** A sequence of uniforms against itself, shifted by `lag`. */
export function laggedIndependence(u: Float64Array, lag: number): TestResult[] {
  return independence(u.subarray(0, u.length - lag), u.subarray(lag)).map((result) => ({
    ...result,
    name: `${result.name}, lag ${lag}`,
  }));
}

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
  const statistic = xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
  return { name, statistic, pValue: twoSidedNormal(statistic * Math.sqrt(n)) };
}

/** P(|Z| > |z|). */
export function twoSidedNormal(z: number): number {
  return erfc(Math.abs(z) * SQRT1_2);
}
