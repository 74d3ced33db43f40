/**
 * What a method costs, in nanoseconds of one core: a share per block (its set-up), per value (its law, its codes), and per
 * candidate that its search looks at. Measured once (Gaussian channel, deviations 0.5 to 20, CPU time of whole encodes);
 * ratios between methods are what a plan needs, and they hardly depend on the machine. A candidate of the prior costs a
 * quantile of every column and two densities.
 */
import type { Distribution } from '../../distributions/index.ts';

export type Nanoseconds = number;

export interface MethodCost {
  readonly perBlock: Nanoseconds;
  readonly perValue: Nanoseconds;
  /** Per candidate and value of its block. */
  readonly perCandidate: Nanoseconds;
}

/** A law's quantile and log density. */
const LAWS: Readonly<Record<string, { readonly quantile: Nanoseconds; readonly logDensity: Nanoseconds }>> = {
  normal: { quantile: 45, logDensity: 15 },
  laplace: { quantile: 60, logDensity: 15 },
  logistic: { quantile: 60, logDensity: 60 },
  uniform: { quantile: 10, logDensity: 10 },
  triangular: { quantile: 40, logDensity: 40 },
  studentT: { quantile: 3000, logDensity: 50 },
  mixture: { quantile: 7000, logDensity: 120 },
  generalizedNormal: { quantile: 5000, logDensity: 60 },
};
const OTHER_LAW = { quantile: 800, logDensity: 80 };

const METHODS: Readonly<Record<string, MethodCost>> = {
  universal: { perBlock: 0, perValue: 1300, perCandidate: 0 },
  layered: { perBlock: 0, perValue: 650, perCandidate: 0 },
  'gaussian-channel': { perBlock: 0, perValue: 3000, perCandidate: 0 },
  hybrid: { perBlock: 8000, perValue: 2500, perCandidate: 5 },
  'hybrid-cdf': { perBlock: 10_000, perValue: 2500, perCandidate: 80 },
  'a-star-branching': { perBlock: 0, perValue: 6000, perCandidate: 0 },
};
/** Of a search over the prior, besides its laws. */
const PRIOR: MethodCost = { perBlock: 8000, perValue: 2000, perCandidate: 20 };
/** Functions of the level, which every new block needs: one at a time, or in a table. */
const LEVELS: Readonly<Record<string, Nanoseconds>> = {
  'greedy-rejection': 25_000,
  'greedy-poisson': 2_300_000,
  'greedy-poisson-branching': 2_200_000,
};

/** Nanoseconds of a method whose searches look at candidates of `marginal` for targets like `target`. */
export function methodCost(name: string, target: Distribution | undefined, marginal: Distribution): MethodCost {
  const known = METHODS[name];
  if (known !== undefined) return known;
  const { quantile, logDensity } = LAWS[marginal.law] ?? OTHER_LAW;
  const ofTarget = (LAWS[target?.law ?? ''] ?? OTHER_LAW).logDensity;
  return {
    perBlock: PRIOR.perBlock + (LEVELS[name] ?? 0),
    perValue: PRIOR.perValue,
    perCandidate: PRIOR.perCandidate + quantile + logDensity + ofTarget,
  };
}
