/**
 * A critical value from a tail: the x at which a decreasing survival function takes a level, by bisection. Only asked
 * for when a table is printed, so it need not be fast.
 */
import { checkProbability } from '../../core/index.ts';

/** x >= 0 with survival(x) = level; the survival function decreases to 0. */
export function criticalValue(survival: (x: number) => number, level: number): number {
  checkProbability('level', level);
  let upper = 1;
  while (survival(upper) > level) upper *= 2;
  let lower = 0;
  // Invariant: survival(lower) > level >= survival(upper), but for lower = 0.
  for (;;) {
    const middle = lower + (upper - lower) / 2;
    if (middle <= lower || middle >= upper) return upper;
    if (survival(middle) > level) lower = middle;
    else upper = middle;
  }
}
