/**
 * What a method costs, in nanoseconds of one core: a share per value (its law, its codes) and a share per candidate that its
 * search looks at. Measured once, by `npm run bench -- costs`; ratios between methods are what a plan needs, and they hardly
 * depend on the machine. A candidate of the prior costs a quantile of every column and two densities.
 */
import type { Distribution } from '../../distributions/index.ts';

export type Nanoseconds = number;

export interface MethodCost {
  readonly perValue: Nanoseconds;
  /** Per candidate and value of its block. */
  readonly perCandidate: Nanoseconds;
}

/** A law's quantile and log density. */
const LAWS: Readonly<Record<string, { readonly quantile: Nanoseconds; readonly logDensity: Nanoseconds }>> = {
  normal: { quantile: 60, logDensity: 20 },
  laplace: { quantile: 60, logDensity: 15 },
  logistic: { quantile: 60, logDensity: 60 },
  uniform: { quantile: 10, logDensity: 10 },
  triangular: { quantile: 40, logDensity: 40 },
  studentT: { quantile: 3000, logDensity: 50 },
  mixture: { quantile: 7000, logDensity: 120 },
  generalizedNormal: { quantile: 5000, logDensity: 60 },
};
const OTHER_LAW = { quantile: 800, logDensity: 80 };

export const HYBRID_COST: MethodCost = { perValue: 5_000, perCandidate: 25 };
const METHODS: Readonly<Record<string, MethodCost>> = {
  universal: { perValue: 1_000, perCandidate: 0 },
  layered: { perValue: 3_000, perCandidate: 0 },
  'gaussian-channel': { perValue: 4_000, perCandidate: 0 },
  hybrid: HYBRID_COST,
  'hybrid-cdf': { perValue: 5_000, perCandidate: 100 },
};
/** Of a search over the prior, besides its laws. */
const PRIOR: MethodCost = { perValue: 4_000, perCandidate: 30 };

/** Nanoseconds of a method whose searches look at candidates of `marginal` for targets like `target`. */
export function methodCost(name: string, target: Distribution | undefined, marginal: Distribution): MethodCost {
  const known = METHODS[name];
  if (known !== undefined) return known;
  const { quantile, logDensity } = LAWS[marginal.law] ?? OTHER_LAW;
  const ofTarget = (LAWS[target?.law ?? ''] ?? OTHER_LAW).logDensity;
  return { perValue: PRIOR.perValue, perCandidate: PRIOR.perCandidate + quantile + logDensity + ofTarget };
}
