/**
 * Whether rows and columns of a table of counts are independent, whatever the law of either: the expectations come from
 * the margins. Two histograms of one law are the table with two rows.
 *
 *     X2 = sum (n_ij - r_i c_j / n)^2 / (r_i c_j / n),    (rows - 1)(columns - 1) degrees of freedom
 *
 * Neighbouring columns (and rows) are merged until every expectation is 25 or more. R. A. Fisher, 1922.
 */
import { invalidArgument } from '../../core/index.ts';
import { chiSquareResult, totalOf } from './chi-square.ts';
import type { TestResult } from './result.ts';

const LEAST_EXPECTED = 25;

/** Two histograms over the same cells; their sums may differ. */
export function twoSampleChiSquare(a: ArrayLike<number>, b: ArrayLike<number>): TestResult {
  if (a.length !== b.length) throw invalidArgument('b', `${a.length} cells`, b);
  const rows = [Float64Array.from(a), Float64Array.from(b)];
  const totals = rows.map(totalOf);
  const least = (LEAST_EXPECTED * (totals[0]! + totals[1]!)) / Math.min(totals[0]!, totals[1]!);
  return { ...contingency(transposed(merged(transposed(rows), least))), name: 'two-sample chi-square' };
}

/** A table of `counts` row by row, merged in both directions. */
export function independenceOfCounts(counts: readonly Float64Array[]): TestResult {
  const total = counts.reduce((sum, row) => sum + totalOf(row), 0);
  // If both margins reach sqrt(25 n), their product over n reaches 25.
  const least = Math.sqrt(LEAST_EXPECTED * total);
  return contingency(transposed(merged(transposed(merged(counts, least)), least)));
}

function contingency(rows: readonly Float64Array[]): TestResult {
  const columns = transposed(rows);
  const rowTotals = rows.map(totalOf);
  const columnTotals = columns.map(totalOf);
  const total = rowTotals.reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  rows.forEach((row, i) => {
    row.forEach((count, j) => {
      const expected = (rowTotals[i]! * columnTotals[j]!) / total;
      if (expected > 0) statistic += ((count - expected) * (count - expected)) / expected;
    });
  });
  return chiSquareResult('independence of counts', statistic, (rows.length - 1) * (columns.length - 1));
}

/** Neighbouring rows added up until each has at least `least`; what is left at the end joins the last. */
function merged(rows: readonly Float64Array[], least: number): Float64Array[] {
  const result: Float64Array[] = [];
  let open: Float64Array | undefined;
  for (const row of rows) {
    open = open === undefined ? row : added(open, row);
    if (totalOf(open) < least) continue;
    result.push(open);
    open = undefined;
  }
  const last = result.at(-1);
  if (open !== undefined) result.splice(-1, 1, last === undefined ? open : added(last, open));
  return result;
}

function added(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((count, i) => count + b[i]!);
}

function transposed(rows: readonly Float64Array[]): Float64Array[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, j) => Float64Array.from(rows, (row) => row[j]!));
}
