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

/** Of slopes, relative to their hull. */
const ROUNDING = 1e-14;
/** The least density that counts, so that no share is 0 / 0. */
const TINY = 1e-300;

/** Sum of share times slope, slopes taken from the middle of their hull, which every sum of shares 1 carries along. */
export function meanSlope(parts: readonly ComponentRange[]): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const part of parts) {
    low = Math.min(low, part.low);
    high = Math.max(high, part.high);
    largest = Math.max(largest, part.most);
  }
  const middle = low / 2 + high / 2;
  if (parts.length === 1 || !Number.isFinite(middle + largest)) return [low, high];
  const leasts = parts.map((part) => exp(part.least - largest));
  const mosts = parts.map((part) => Math.max(exp(part.most - largest), TINY));
  const othersLeast = sumsOfOthers(leasts);
  const othersMost = sumsOfOthers(mosts);
  let [least, most] = [middle, middle];
  for (let i = 0; i < parts.length; i++) {
    const smallest = leasts[i]! / (leasts[i]! + othersMost[i]!);
    const largestShare = mosts[i]! / (mosts[i]! + othersLeast[i]!);
    const [below, above] = [parts[i]!.low - middle, parts[i]!.high - middle];
    least += below * (below < 0 ? largestShare : smallest);
    most += above * (above > 0 ? largestShare : smallest);
  }
  const rounding = ROUNDING * (high - low);
  return [Math.max(low, least - rounding), Math.min(high, most + rounding)];
}

/** For each value the sum of those before and after it: a difference from the sum of all would lose small ones. */
function sumsOfOthers(values: readonly number[]): number[] {
  const sums: number[] = [];
  let before = 0;
  for (const value of values) {
    sums.push(before);
    before += value;
  }
  let after = 0;
  for (let i = values.length - 1; i >= 0; i--) {
    sums[i]! += after;
    after += values[i]!;
  }
  return sums;
}
