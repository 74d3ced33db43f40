/** The part of a distribution that its laws need, and tolerances; what a law does not have is not tested. */
import fc from 'fast-check';
import { exp } from '../../../core/index.ts';
import type { Distribution } from '../../../distributions/index.ts';
import { real } from '../../arbitraries/distributions.ts';

/** A distribution, or as much of one as exists so far. */
export type TestedDistribution = Pick<
  Distribution,
  'logDensity' | 'cdf' | 'survival' | 'quantile' | 'quantileSurvival' | 'support'
> &
  Partial<Distribution>;

/** Probabilities from 1e-250 on, and to 1 - 1e-12. */
export const probabilities: fc.Arbitrary<number> = fc.oneof(
  real(1e-12, 1 - 1e-12),
  real(-575, -28).map((exponent) => exp(exponent)),
);

export const givenProbability: { readonly noun: string; readonly arbitrary: fc.Arbitrary<number> } = {
  noun: 'probability',
  arbitrary: probabilities,
};

/** |got - wanted| in units of `relative` |wanted| + `absolute`; 0 where both are the same infinity. */
export function excess(got: number | undefined, wanted: number, relative: number, absolute: number): number {
  if (got === wanted) return 0;
  if (got === undefined || !Number.isFinite(wanted) || Number.isNaN(got)) return Number.POSITIVE_INFINITY;
  return Math.abs(got - wanted) / (relative * Math.abs(wanted) + absolute);
}

/** How much the cdf moves when x does by two units in its last place: no inverse can be nearer than that. */
export function grain(law: TestedDistribution, x: number): number {
  return 4.5e-16 * Math.abs(x) * exp(Math.min(700, law.logDensity(x)));
}

const QUANTILES = [1e-15, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.1, 0.5];

/** Where a quadrature over the density is split: kinks and quantiles. */
export function splitsOf(law: TestedDistribution): number[] {
  return [...(law.kinks ?? []), ...QUANTILES.flatMap((p) => [law.quantile(p), law.quantileSurvival(p)])];
}

export function between(value: number, lower: number, upper: number): number {
  return Math.min(Math.max(value, lower), upper);
}
