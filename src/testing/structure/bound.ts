/**
 * The certificate of the density ratio: no log weight is above its bound. A bound that is 2 % too small moves no
 * visible statistic of two million samples, so it is looked at itself.
 */
import { checkInteger, type Nats } from '../../core/index.ts';
import type { Weights } from '../../rcc/index.ts';

const BATCH = 4096;

/**
 * The largest log weight of the first `candidates` candidates less the certified bound; above 0 the certificate is
 * broken.
 */
export function boundExcess(weights: Weights, candidates: number): Nats {
  checkInteger('candidates', candidates, 1);
  const out = new Float64Array(Math.min(BATCH, candidates));
  let largest = Number.NEGATIVE_INFINITY;
  for (let first = 0; first < candidates; first += out.length) {
    const batch = out.subarray(0, Math.min(out.length, candidates - first));
    weights.logWeights(first, batch, Number.NEGATIVE_INFINITY);
    // Math.max keeps a NaN, which is no weight: the excess is NaN then, and nothing holds.
    for (const logWeight of batch) largest = Math.max(largest, logWeight);
  }
  return largest - weights.logWeightBound;
}

/** Whether the bound holds for that many candidates. */
export function boundHolds(weights: Weights, candidates: number): boolean {
  return boundExcess(weights, candidates) <= 0;
}
