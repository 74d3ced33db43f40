/**
 * What every test returns: its statistic, how probable one at least as extreme is for exact samples, and where it
 * fails.
 */
import { invalidArgument } from '../../core/index.ts';

export interface TestResult {
  readonly name: string;
  readonly statistic: number;
  /** Under exactness; small is bad. */
  readonly pValue: number;
  /** The size of the statistic, its absolute value where it has a sign, from which the p-value is `level` or less. */
  critical(level: number): number;
}

/** The significance at which the project's own fixed-seed tests fail: chance never does it. */
export const SIGNIFICANCE = 1e-9;

/** The result with the smallest p-value; one that is not a number counts as the smallest. */
export function leastProbable(results: readonly TestResult[]): TestResult {
  if (results.length === 0) throw invalidArgument('results', 'at least one result', results);
  const rank = ({ pValue }: TestResult): number => (Number.isNaN(pValue) ? -1 : pValue);
  return results.reduce((least, result) => (rank(result) < rank(least) ? result : least));
}
