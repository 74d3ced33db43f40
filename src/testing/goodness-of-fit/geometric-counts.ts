/**
 * How many candidates a search looks at. The arrivals of a Poisson functional representation before the last that could
 * win, and the trials of rejection sampling, are geometric whatever the target, with nothing fitted:
 *
 *     P(examined = n) = s (1 - s)^(n-1),  n >= 1,    s = w_min = exp(-logWeightBound)
 *
 * so gaps, weights and bound are tested at once, by chi-square.
 */
import { checkInteger, checkProbability, exp } from '../../core/index.ts';
import { chiSquareCounts } from './chi-square.ts';
import type { TestResult } from './result.ts';

/** `examined` of many blocks, all with the bound `logWeightBound` (nats, above 0) on normalised weights. */
export function examinedIsGeometric(examined: ArrayLike<number>, logWeightBound: number): TestResult {
  const success = checkProbability('exp(-logWeightBound)', exp(-logWeightBound));
  let largest = 1;
  for (let i = 0; i < examined.length; i++) largest = Math.max(largest, checkInteger('examined', examined[i]!, 1));
  const observed = new Float64Array(largest + 1);
  for (let i = 0; i < examined.length; i++) observed[examined[i]! - 1]!++;
  const expected = new Float64Array(largest + 1);
  let remaining = examined.length;
  // Invariant: `remaining` is the expected number of blocks with more than n candidates.
  for (let n = 0; n < largest; n++) {
    expected[n] = remaining * success;
    remaining -= expected[n]!;
  }
  expected[largest] = remaining;
  return { ...chiSquareCounts(observed, expected), name: 'candidates examined are geometric' };
}
