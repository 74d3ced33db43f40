/**
 * A stated total variation that no test of n samples can see. A law at distance D shifts the statistics of n samples by at
 * most about D sqrt(n) of their deviations, so below a hundredth the tests of exact laws hold as they are; above it only what
 * exceeds the stated distance may be called a fault.
 */
const UNSEEN_DEVIATIONS = 0.01;

export function isNegligible(totalVariation: number, samples: number): boolean {
  return totalVariation * Math.sqrt(samples) <= UNSEEN_DEVIATIONS;
}
