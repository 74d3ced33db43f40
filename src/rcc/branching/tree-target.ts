/**
 * What a tree search has to know of a target: that its density ratio to the proposal has one peak, where, and how high.
 * Of the two children of a node only the one that holds the peak can then hold something better than the node itself.
 *
 * What cannot be searched this way is refused before anything is sent, with the names of methods that can.
 */
import {
  invalidArgument,
  LimitExceededError,
  LN2,
  log,
  type Nats,
  SupportError,
  UnboundedDensityRatioError,
} from '../../core/index.ts';
import { type Distribution, densityRatio, unimodalRatio } from '../../distributions/index.ts';
import type { PeakedRatio } from '../levels/peaked.ts';
import { checkWeight } from '../selection/weight-checks.ts';
import { normalisedFactors, type Target } from '../target.ts';

/** Depth grows like log sup w: at this many nats the limits of depth and width are 8 standard deviations away. */
const LARGEST_LOG_WEIGHT: Nats = 500;
/** The smallest share that a target may have of its distance from the end of CDF space: 2^-40, or 2^13 neighbouring points. */
const LARGEST_FINENESS: Nats = 40 * LN2;

/** log w at a point, under its certified supremum. */
export function logWeightAt({ law, proposal, logSupremum }: PeakedRatio, x: number): Nats {
  const logWeight = law.logDensity(x) - proposal.logDensity(x);
  checkWeight(logWeight, logSupremum);
  return logWeight;
}

/** The targets of one proposal; what is known of the last one is kept, for runs of equal targets. */
export function treeTargets(proposal: Distribution): (target: Target) => PeakedRatio {
  if (!proposal.decoderVisible) throw invalidArgument('law', 'a law that a decoder can compute', proposal.law);
  let last: PeakedRatio | undefined;
  return (target) => {
    const law = coordinateOf(target);
    if (last?.law !== law) last = treeTarget(law, proposal);
    return last;
  };
}

function coordinateOf(target: Target): Distribution {
  const factors = normalisedFactors(target);
  if (factors.length !== 1) throw invalidArgument('target', 'one coordinate', factors);
  return factors[0]!;
}

function treeTarget(law: Distribution, proposal: Distribution): PeakedRatio {
  const { lower, upper } = proposal.support;
  if (!(law.support.lower >= lower && law.support.upper <= upper)) {
    throw new SupportError(
      `"target" expected a support inside [${lower}, ${upper}], got [${law.support.lower}, ${law.support.upper}]`,
    );
  }
  const ratio = unimodalRatio(law, proposal);
  if ((ratio ?? densityRatio(law, proposal)).logSupremum === Number.POSITIVE_INFINITY) {
    throw new UnboundedDensityRatioError(
      `"target" expected a bounded ratio to ${proposal.law}, got ${law.law} with heavier tails; hybrid coding sends it ` +
        'exactly, ordered random coding approximately',
    );
  }
  if (ratio === undefined) {
    throw invalidArgument(
      'target',
      `a ratio to ${proposal.law} that certainly has one peak (hybrid coding and the Poisson functional ` +
        'representation need none)',
      law.law,
    );
  }
  const { mode, logSupremum } = ratio;
  if (logSupremum > LARGEST_LOG_WEIGHT) {
    throw new LimitExceededError(
      `"target" expected a log ratio of at most ${LARGEST_LOG_WEIGHT}, got ${logSupremum}; hybrid coding has no such limit`,
      LARGEST_LOG_WEIGHT,
    );
  }
  const distance = Math.min(proposal.cdf(mode), proposal.survival(mode));
  if (logSupremum + log(distance) > LARGEST_FINENESS) {
    throw new LimitExceededError(
      `"target" expected at least 2^-40 of its distance from the end of CDF space, got a narrower ${law.law}; hybrid ` +
        'coding has no such limit',
      LARGEST_FINENESS,
    );
  }
  return { law, proposal, mode, logSupremum };
}
