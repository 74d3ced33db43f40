/**
 * How far a block may be from its law where a fixed number N of candidates chooses it: the expectation of a function f of
 * the sample is off by at most 2 |f|_2 eps / (1 - eps),
 *
 *     eps = (e^(-t/4) + 2 sqrt P(log w > KL + t/2))^(1/2),     t = ln N - KL
 *
 * S. Chatterjee and P. Diaconis, "The sample size required in importance sampling", 2018, theorem 1.1.
 */
import { type Bits, exp, LN2, type RandomSource, standardNormal } from '../../../core/index.ts';

/** Samples by which the tail of the importance weights is estimated. */
const TAIL_SAMPLES = 256;

/** Of N(means, sigmas^2) against N(0, 1), coordinate by coordinate. `spareBits`: log2 N - KL. 1: nothing is stated. */
export function epsilonOf(means: Float64Array, sigmas: Float64Array, spareBits: Bits, random: RandomSource): number {
  const beyond = LN2 * spareBits;
  if (beyond <= 0) return 1;
  // The constant part of log w and of KL is the same.
  let mean = 0;
  for (let j = 0; j < means.length; j++) mean += (means[j]! * means[j]! + sigmas[j]! * sigmas[j]! - 1) / 2;
  let above = 0;
  for (let n = 0; n < TAIL_SAMPLES; n++) {
    let logRatio = 0;
    for (let j = 0; j < means.length; j++) {
      const e = standardNormal(random);
      const x = means[j]! + sigmas[j]! * e;
      logRatio += (x * x - e * e) / 2;
    }
    if (logRatio > mean + beyond / 2) above++;
  }
  return Math.min(1, Math.sqrt(exp(-beyond / 4) + 2 * Math.sqrt(above / TAIL_SAMPLES)));
}
