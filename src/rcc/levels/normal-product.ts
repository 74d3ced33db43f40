/**
 * The level functions of normal targets under normal proposals in several dimensions, all of the same ratio r of standard
 * deviations: log w falls with the distance from one point, so level sets are balls in suitable units,
 *
 *     log w = bound - sum_i c_i (x_i - v_i)^2 / 2,    c_i sigma_qi^2 = 1 - r^2,    c_i sigma_pi^2 = r^-2 - 1,
 *
 * and both laws give them a noncentral chi-square mass, with |b|^2 the squared distance of v from the means.
 */
import { exp, type Nats } from '../../core/index.ts';
import { type Distribution, Normal } from '../../distributions/index.ts';
import { logRatioBound } from '../proposal/ratio-bound.ts';
import type { LevelFunctions } from '../types.ts';
import { noncentralChiSquareCdf } from './noncentral-chi-square.ts';

/** Ratios that differ by rounding alone are equal. */
const ROUNDING = 1e-13;

/** Undefined where the laws are not of this kind. */
export function normalProductLevels(
  targets: readonly Distribution[],
  proposals: readonly Distribution[],
): LevelFunctions | undefined {
  const d = targets.length;
  let ratio = 0;
  let [targetShift, proposalShift, logWeightBound] = [0, 0, 0];
  for (let i = 0; i < d; i++) {
    const [q, p] = [targets[i]!, proposals[i]!];
    if (!(q instanceof Normal && p instanceof Normal && q.sigma < p.sigma)) return undefined;
    const r = q.sigma / p.sigma;
    if (i === 0) ratio = r;
    else if (Math.abs(r - ratio) > ROUNDING * ratio) return undefined;
    logWeightBound += logRatioBound(q, p);
    const distance = (q.mu - p.mu) / p.sigma;
    // v lies beyond the target's mean, as seen from the proposal's.
    const beyond = distance / ((1 - r) * (1 + r));
    proposalShift += beyond * beyond;
    targetShift += beyond * r * (beyond * r);
  }
  const gap = (1 - ratio) * (1 + ratio);
  const targetAbove = (logLevel: Nats): number =>
    noncentralChiSquareCdf(d, targetShift, (2 * (logWeightBound - logLevel)) / gap);
  const proposalAbove = (logLevel: Nats): number =>
    noncentralChiSquareCdf(d, proposalShift, 2 * (logWeightBound - logLevel) * ((ratio * ratio) / gap));
  return {
    logWeightBound,
    proposalAbove,
    massAbove: (logLevel) => Math.max(0, targetAbove(logLevel) - exp(logLevel) * proposalAbove(logLevel)),
    shape: { dimensions: d, ratio, targetShift, proposalShift },
  };
}
