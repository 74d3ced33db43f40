/**
 * Channel simulation divergence: the least entropy of the index of a causal rejection sampler, one whose acceptance of a
 * candidate depends on candidates up to it (rejection, greedy rejection, greedy Poisson rejection).
 *
 *     D_CS(q || p) = - integral_0^w_max w_P(h) log2 w_P(h) dh,    w_P(h) = P_p(q/p >= h),    D <= D_CS <= D + log2(D + 1) + 1
 *
 * With h = w_max e^(-t^2) the integrand is smooth where level sets shrink like t. It bounds H(N), which Zipf's law attains
 * only up to log2 of it; other selections may stay below it.
 *
 * D. Goc and G. Flamich, "On channel simulation with causal rejection samplers", arXiv 2401.16579, 2024.
 */
import { type Bits, exp, integrate, LN2, log } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { levelFunctions } from '../levels/levels.ts';
import { factorsOf } from '../target.ts';

/** Levels below e^-40 have no share of a double. */
const LOWEST = 40;

/** Target and proposal are one law each, or independent ones. @throws where `levelledPrior` refuses the target */
export function channelSimulationDivergenceBits(
  target: Distribution | readonly Distribution[],
  proposal: Distribution | readonly Distribution[],
): Bits {
  const { logWeightBound, proposalAbove } = levelFunctions(factorsOf(target), factorsOf(proposal));
  const integrand = (t: number): number => {
    const logLevel = logWeightBound - t * t;
    const above = proposalAbove(logLevel);
    return above <= 0 ? 0 : -above * log(above) * exp(logLevel) * 2 * t;
  };
  const end = Math.sqrt(logWeightBound + LOWEST);
  return integrate(integrand, 0, end, { relative: 1e-13, absolute: 1e-14 }) / LN2;
}
