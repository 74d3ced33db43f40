/**
 * What is known of the ratio of a target to its marginal, kept with the target: planning, search and reports ask for the
 * same, and for a mixture the supremum is a branch and bound, the mean a quadrature.
 */
import { type Nats, SupportError } from '../../core/index.ts';
import { type Distribution, densityRatio, logMeanWeight } from '../../distributions/index.ts';

interface KnownRatio {
  readonly marginal: Distribution;
  bound?: Nats;
  mean?: Nats;
}

const kept = new WeakMap<Distribution, KnownRatio>();

/** sup log target/marginal; Infinity where it is unbounded. @throws SupportError where the target reaches beyond the marginal */
export function logRatioBound(target: Distribution, marginal: Distribution): Nats {
  const known = ratioOf(target, marginal);
  known.bound ??= densityRatio(target, marginal).logSupremum;
  return known.bound;
}

/** log E_target[target/marginal]. @throws as `logRatioBound` */
export function logRatioMean(target: Distribution, marginal: Distribution): Nats {
  const known = ratioOf(target, marginal);
  known.mean ??= logMeanWeight(target, marginal);
  return known.mean;
}

function ratioOf(target: Distribution, marginal: Distribution): KnownRatio {
  const known = kept.get(target);
  if (known?.marginal === marginal) return known;
  const { lower, upper } = target.support;
  if (lower < marginal.support.lower || upper > marginal.support.upper) {
    throw new SupportError(
      `"target" expected a support inside the proposal's [${marginal.support.lower}, ${marginal.support.upper}], ` +
        `got [${lower}, ${upper}]`,
    );
  }
  const ratio: KnownRatio = { marginal };
  kept.set(target, ratio);
  return ratio;
}
