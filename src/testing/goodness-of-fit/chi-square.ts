/**
 * Chi-square: counts in cells against their expectations; finds lattice effects and local defects that the integral tests
 * average out. Cells that expect too few are merged with their neighbours.
 *
 *     X2 = sum (observed - expected)^2 / expected,    p = Q((cells - 1)/2, X2/2)
 */
import { invalidArgument, regularizedGammaQ } from '../../core/index.ts';
import type { TestResult } from './result.ts';

/** Smallest expectation of a merged cell. */
const LEAST_EXPECTED = 25;

/** Uniforms in equally probable cells. */
export function chiSquareUniform(uniforms: ArrayLike<number>, cells: number): TestResult {
  const observed = new Float64Array(cells);
  for (let i = 0; i < uniforms.length; i++) observed[Math.min(cells - 1, Math.floor(uniforms[i]! * cells))]!++;
  const expected = new Float64Array(cells).fill(uniforms.length / cells);
  return { ...chiSquareCounts(observed, expected), name: `chi-square, ${cells} cells` };
}

/** Counts against expectations of the same sum; neighbours are merged until each cell expects at least 25. */
export function chiSquareCounts(observed: ArrayLike<number>, expected: ArrayLike<number>): TestResult {
  if (observed.length !== expected.length) throw invalidArgument('expected', `${observed.length} cells`, expected);
  const cells: { observed: number; expected: number }[] = [];
  let open = { observed: 0, expected: 0 };
  for (let i = 0; i < observed.length; i++) {
    open.observed += observed[i]!;
    open.expected += expected[i]!;
    if (open.expected < LEAST_EXPECTED) continue;
    cells.push(open);
    open = { observed: 0, expected: 0 };
  }
  if (cells.length > 0) {
    cells.at(-1)!.observed += open.observed;
    cells.at(-1)!.expected += open.expected;
  }
  let statistic = 0;
  for (const cell of cells) {
    const gap = cell.observed - cell.expected;
    statistic += (gap * gap) / cell.expected;
  }
  return { name: 'chi-square', statistic, pValue: chiSquareTail(statistic, cells.length - 1) };
}

/** Two histograms of one law. */
export function twoSampleChiSquare(a: ArrayLike<number>, b: ArrayLike<number>): TestResult {
  const [totalA, totalB] = [total(a), total(b)];
  const shareA = totalA / (totalA + totalB);
  let [statistic, cells, inA, inB] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    inA += a[i]!;
    inB += b[i]!;
    if ((inA + inB) * Math.min(shareA, 1 - shareA) < LEAST_EXPECTED && i < a.length - 1) continue;
    const expectedA = (inA + inB) * shareA;
    const expectedB = inA + inB - expectedA;
    if (expectedA > 0) statistic += ((inA - expectedA) * (inA - expectedA)) / expectedA;
    if (expectedB > 0) statistic += ((inB - expectedB) * (inB - expectedB)) / expectedB;
    cells++;
    [inA, inB] = [0, 0];
  }
  return { name: 'two-sample chi-square', statistic, pValue: chiSquareTail(statistic, cells - 1) };
}

/** P(X2 > statistic) for X2 of the given degrees of freedom. */
export function chiSquareTail(statistic: number, degrees: number): number {
  return degrees < 1 ? 1 : regularizedGammaQ(degrees / 2, statistic / 2);
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i]!;
  return sum;
}
