/**
 * What normal targets carry under normal laws of their columns, for whole arrays: the sum over the values of
 *
 *     KL(N(y, s^2) || N(mu, sigma^2)) = log(sigma / s) + (s^2 + (y - mu)^2) / (2 sigma^2) - 1/2.
 */
import { type Bits, LN2, log } from '../../core/index.ts';
import { type Distribution, Normal } from '../../distributions/index.ts';

/** Undefined where a law is not normal. `centres` and `scales` row by row. */
export function normalInformation(
  centres: Float64Array,
  scales: Float64Array,
  marginals: readonly Distribution[],
): Bits | undefined {
  let nats = 0;
  for (const [column, marginal] of marginals.entries()) {
    if (!(marginal instanceof Normal)) return undefined;
    const { mu, sigma } = marginal;
    // Mostly one scale a column: its logarithm is taken once.
    let scale = Number.NaN;
    let constant = 0;
    for (let i = column; i < centres.length; i += marginals.length) {
      if (scales[i]! !== scale) {
        scale = scales[i]!;
        constant = ((scale / sigma) * (scale / sigma) - 1) / 2 - log(scale / sigma);
      }
      const distance = (centres[i]! - mu) / sigma;
      nats += constant + (distance * distance) / 2;
    }
  }
  return nats / LN2;
}
