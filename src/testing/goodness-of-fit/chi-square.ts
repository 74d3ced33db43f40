/**
 * Chi-square: counts in cells against their expectations; finds lattice effects and local defects that the integral
 * tests average out. Cells that expect too few are merged with their neighbours.
 *
 *     X2 = sum (observed - expected)^2 / expected,    p = Q((cells - 1)/2, X2/2)
 *
 * K. Pearson, 1900.
 */
import { checkInteger, invalidArgument, regularizedGammaQ } from '../../core/index.ts';
import { criticalValue } from './critical-value.ts';
import type { TestResult } from './result.ts';

/** Smallest expectation of a merged cell. */
const LEAST_EXPECTED = 25;

/** Uniforms in equally probable cells; at levels of 1e-6 and below each should expect 100 or more. */
export function chiSquareUniform(uniforms: ArrayLike<number>, cells: number): TestResult {
  checkInteger('cells', cells, 2);
  const observed = new Float64Array(cells);
  for (let i = 0; i < uniforms.length; i++) {
    const u = uniforms[i]!;
    if (!(u >= 0 && u <= 1)) throw invalidArgument('uniforms', 'numbers from 0 to 1', u);
    observed[Math.min(cells - 1, Math.floor(u * cells))]!++;
  }
  const expected = new Float64Array(cells).fill(uniforms.length / cells);
  return { ...chiSquareCounts(observed, expected), name: `chi-square, ${cells} cells` };
}

/**
 * Counts against expectations of the same sum, nothing fitted; neighbours are merged until each cell expects at least
 * 25. A count where none is expected refutes the law by itself.
 */
export function chiSquareCounts(observed: ArrayLike<number>, expected: ArrayLike<number>): TestResult {
  if (observed.length !== expected.length) throw invalidArgument('expected', `${observed.length} cells`, expected);
  const [seen, awaited] = [totalOf(observed), totalOf(expected)];
  if (!(Math.abs(seen - awaited) <= 1e-6 * seen)) throw invalidArgument('expected', `a sum of ${seen}`, awaited);
  const cells: { observed: number; expected: number }[] = [];
  let open = { observed: 0, expected: 0 };
  for (let i = 0; i < observed.length; i++) {
    if (expected[i]! === 0 && observed[i]! > 0) return chiSquareResult('chi-square', Number.POSITIVE_INFINITY, 1);
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
  return chiSquareResult('chi-square', statistic, cells.length - 1);
}

export function chiSquareResult(name: string, statistic: number, degrees: number): TestResult {
  return {
    name,
    statistic,
    pValue: chiSquareTail(statistic, degrees),
    critical: (level) => criticalValue((x) => chiSquareTail(x, degrees), level),
  };
}

/** P(X2 > statistic) for X2 of the given degrees of freedom; 1 where there are none. */
export function chiSquareTail(statistic: number, degrees: number): number {
  return degrees < 1 ? 1 : regularizedGammaQ(degrees / 2, statistic / 2);
}

export function totalOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i]!;
  return sum;
}
