/**
 * Truncation: an unbounded target is replaced by its restriction to the narrowest interval of mass 1 - D1 per
 * coordinate, D1 = 1 - (1 - D)^(1/d), so that a block of d coordinates loses total variation D exactly. An option: the
 * local split sends unbounded targets without cutting anything.
 */
import { checkProbability, expm1, log1p } from '../../core/index.ts';
import { type Distribution, highestDensityInterval, truncated } from '../../distributions/index.ts';

/** The targets with unbounded ones cut so that a block of `dimension` values loses at most `blockMass`. */
export function truncateTargets(
  targets: readonly Distribution[],
  blockMass: number,
  dimension: number,
): Distribution[] {
  checkProbability('truncate', blockMass);
  const mass = -expm1(log1p(-blockMass) / dimension);
  return targets.map((target) => {
    if (Number.isFinite(target.support.upper - target.support.lower)) return target;
    const [lower, upper] = highestDensityInterval(target, 1 - mass);
    return truncated(target, lower, upper);
  });
}
