/**
 * What a decoder knows of y when z = s(y) + u arrives: that it lies in [A, A + 1), A = s^-1(z - 1/2), all places as likely as
 * before. So the best reconstruction is the mean of the prior cut to that interval,
 *
 *     E[y | z] = mean of p on [A, A + 1);      normal: mu + sigma (phi(a) - phi(b)) / (Phi(b) - Phi(a)),
 *
 * where the midpoint form takes A + 1/2. (Agustsson and Theis 2020, section 4.2, state the latter; the cut mean is ours.)
 */
import { type Distribution, truncated } from '../../distributions/index.ts';
import { SoftRounding } from './soft-round.ts';

/** E[y | z] of every value under a prior of y; the midpoint where the prior has no computable mass. */
export function conditionalMeanUnder(prior: Distribution, z: ArrayLike<number>, alpha: number): Float64Array {
  const { inverse } = new SoftRounding(alpha);
  return Float64Array.from(z, (value) => {
    const start = inverse(value - 0.5);
    const mass = Math.max(prior.cdf(start + 1) - prior.cdf(start), prior.survival(start) - prior.survival(start + 1));
    return mass > 0 ? truncated(prior, start, start + 1).mean! : start + 0.5;
  });
}
