/**
 * The slope of the log density of a mixture on an interval. At x it is the mean of the components' slopes under their
 * shares of the density there; slopes and shares are both enclosed, so that the range shrinks with the interval and a
 * branch and bound converges.
 */
import { exp, type Nats } from '../../core/index.ts';

/** A component on an interval: the ranges of its slope and of its weighted log density. */
export interface ComponentRange {
  readonly low: number;
  readonly high: number;
  readonly least: Nats;
  readonly most: Nats;
}

/** Sum of share times slope, slopes taken from the middle of their hull, which every sum of shares 1 carries along. */
export function meanSlope(parts: readonly ComponentRange[]): readonly [low: number, high: number] {
  const low = Math.min(...parts.map((part) => part.low));
  const high = Math.max(...parts.map((part) => part.high));
  const middle = low / 2 + high / 2;
  if (!Number.isFinite(middle)) return [low, high];
  let [least, most] = [middle, middle];
  for (const part of parts) {
    const others = parts.filter((other) => other !== part);
    const smallest = share(
      part.least,
      others.map((other) => other.most),
    );
    const largest = share(
      part.most,
      others.map((other) => other.least),
    );
    const [below, above] = [part.low - middle, part.high - middle];
    least += below * (below < 0 ? largest : smallest);
    most += above * (above > 0 ? largest : smallest);
  }
  const rounding = 1e-14 * (high - low);
  return [Math.max(low, least - rounding), Math.min(high, most + rounding)];
}

/** The share of a part whose log density is `own`, beside others. */
function share(own: Nats, others: readonly Nats[]): number {
  if (own === Number.NEGATIVE_INFINITY) return 0;
  return own === Number.POSITIVE_INFINITY ? 1 : 1 / (1 + others.reduce((sum, other) => sum + exp(other - own), 0));
}
