/** Suprema and means of the ratio of a chunk's targets to their marginals: what all methods over the prior start from. */
import { type Nats, UnboundedDensityRatioError } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { logRatioBound, logRatioMean } from '../proposal/ratio-bound.ts';

/** Per value the supremum of log q/p. @throws UnboundedDensityRatioError where one has none, with the methods that need none */
export function logRatioBounds(targets: readonly Distribution[], marginals: readonly Distribution[]): Float64Array {
  return ofRatios(logRatioBound, targets, marginals);
}

/** Per value log E_q[q/p]. @throws as `logRatioBounds` */
export function logRatioMeans(targets: readonly Distribution[], marginals: readonly Distribution[]): Float64Array {
  return ofRatios(logRatioMean, targets, marginals);
}

function ofRatios(
  quantity: (target: Distribution, marginal: Distribution) => Nats,
  targets: readonly Distribution[],
  marginals: readonly Distribution[],
): Float64Array {
  return Float64Array.from(targets, (target, i) => {
    const marginal = marginals[i % marginals.length]!;
    const value = quantity(target, marginal);
    if (value < Number.POSITIVE_INFINITY) return value;
    throw new UnboundedDensityRatioError(
      `"target" expected a bounded ratio to its proposal, got ${target.law} with heavier tails than ${marginal.law} ` +
        `(value ${i + 1}); hybrid needs no bound, ordered-random and minimal-random with a number of candidates neither`,
    );
  });
}
