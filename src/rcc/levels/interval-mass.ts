/** The mass that a law has on an interval, with all digits: from the nearer tail, or for narrow ones from the density. */
import { exp, integrate } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';

/** A difference of tails that is smaller than this share of them has lost too many digits. */
const NARROW = 0.001;

/** P(lower <= X <= upper). */
export function intervalMass(law: Distribution, lower: number, upper: number): number {
  if (!(upper > lower)) return 0;
  const below = law.cdf(upper);
  const above = law.survival(lower);
  if (below > 0.5 && above > 0.5) {
    const outside = law.cdf(lower) + law.survival(upper);
    if (outside < 1 - NARROW) return 1 - outside;
  } else {
    const tail = Math.min(below, above);
    const difference = below <= above ? below - law.cdf(lower) : above - law.survival(upper);
    if (difference > NARROW * tail || !Number.isFinite(upper - lower)) return Math.max(0, difference);
  }
  return integrate((x) => exp(law.logDensity(x)), lower, upper, { relative: 1e-14, splits: law.kinks });
}
