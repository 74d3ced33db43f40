/**
 * Targets as the proposals see them: independent coordinates, each a distribution, possibly restricted to a box. A
 * restriction stays unnormalised: a selection that does not mind a common factor (PFR, rejection) needs no box mass.
 */
import { type Distribution, truncated } from '../distributions/index.ts';

/** prod_i factor_i, restricted to lower_i <= x_i < upper_i (<= where the support ends there). */
export interface Box {
  readonly factors: readonly Distribution[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** False where the box cuts mass off: the density then carries the unknown factor 1 / mass. */
  readonly normalised: boolean;
}

/** One distribution, independent ones, or a box of them. */
export type Target = Distribution | readonly Distribution[] | Box;

/** The target as a box: the whole support where it is not one already. */
export function boxOf(target: Target): Box {
  if ('factors' in target && 'lower' in target) return target;
  const factors = factorsOf(target);
  const lower = new Float64Array(factors.length);
  const upper = new Float64Array(factors.length);
  for (let i = 0; i < factors.length; i++) {
    const { support } = factors[i]!;
    lower[i] = support.lower;
    upper[i] = support.upper;
  }
  return { factors, lower, upper, normalised: true };
}

/** The coordinates of a target. */
export function factorsOf(target: Target): readonly Distribution[] {
  if ('factors' in target) return target.factors;
  return 'logDensity' in target ? [target] : target;
}

/** The coordinates as normalised laws: those of a box that cuts mass off are truncated to it. */
export function normalisedFactors(target: Target): readonly Distribution[] {
  if (!('factors' in target && 'lower' in target) || target.normalised) return factorsOf(target);
  const { factors, lower, upper } = target;
  return factors.map((factor, i) => truncated(factor, lower[i]!, upper[i]!));
}
