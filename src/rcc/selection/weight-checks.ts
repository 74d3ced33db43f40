/**
 * What every bounded selection asks of the weights. A weight above the bound is a broken certificate: the law of the
 * sample would be wrong without a sign of it, so the search stops with an error and never continues.
 */
import { invalidArgument, type Nats, UnboundedDensityRatioError } from '../../core/index.ts';
import type { Weights } from '../types.ts';

/** Weights are asked for in batches of this size; no result depends on it. */
export const BATCH = 64;
/** A search this long means that the target needs smaller blocks; about a minute of work. */
export const MAXIMAL_CANDIDATES = 1_073_741_824;

const ROUNDING = 1e-9;

export function checkWeightBound({ logWeightBound, normalised }: Weights): void {
  if (logWeightBound === Number.POSITIVE_INFINITY) {
    throw new UnboundedDensityRatioError(
      '"logWeightBound" expected a finite bound on log q/p, got Infinity; hybrid coding sends such a target exactly, ' +
        'ordered random and minimal random coding approximately',
    );
  }
  if (Number.isNaN(logWeightBound) || (normalised && logWeightBound < -ROUNDING)) {
    throw invalidArgument('logWeightBound', 'a number that bounds normalised weights, at least 0', logWeightBound);
  }
}

/** Levels are heights of the true ratio: an unknown factor would bias the sample. */
export function checkNormalised({ normalised }: Weights): void {
  if (normalised) return;
  throw invalidArgument(
    'weights',
    'normalised weights (levelled selections; the Poisson functional representation, rejection and ordered random ' +
      'coding take others)',
    'unnormalised ones',
  );
}

export function checkWeight(logWeight: Nats, logWeightBound: Nats): void {
  if (!(logWeight <= logWeightBound + ROUNDING)) {
    throw invalidArgument('logWeight', `a number up to the certified bound ${logWeightBound}`, logWeight);
  }
}
