/** Targets of this library as the tails of their coordinates, boxes of them included. */
import { invalidArgument } from '../../core/index.ts';
import { boxOf, type Target } from '../../rcc/index.ts';
import type { Tails } from '../goodness-of-fit/probability-integral-transform.ts';

/** The tails of each coordinate of a target. @throws InvalidArgumentError for targets of another kind */
export function coordinatesOf(target: unknown): readonly Tails[] {
  if (!isTarget(target)) throw invalidArgument('coordinates', 'given for targets of your own', target);
  const { factors, lower, upper, normalised } = boxOf(target);
  if (normalised) return factors;
  return factors.map((law, i) => {
    const [from, to] = [lower[i]!, upper[i]!];
    const mass = law.cdf(from) < 0.5 ? law.cdf(to) - law.cdf(from) : law.survival(from) - law.survival(to);
    return {
      cdf: (x) => Math.min(1, Math.max(0, law.cdf(x) - law.cdf(from)) / mass),
      survival: (x) => Math.min(1, Math.max(0, law.survival(x) - law.survival(to)) / mass),
    };
  });
}

function isTarget(target: unknown): target is Target {
  if (typeof target !== 'object' || target === null) return false;
  if (Array.isArray(target)) return target.every((law) => 'cdf' in (law as object));
  return 'cdf' in target || 'factors' in target;
}
