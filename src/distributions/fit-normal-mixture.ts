/**
 * A mixture of one to three normals fitted to values, for a marginal that nobody gave: expectation-maximisation from starts
 * at quantiles and from a narrow core beside a wide part, of which the shortest description wins (code length of the values
 * plus 12 bytes a component). Every value stays codable: where one would lie far from all components, a wide one of small
 * weight is added. Parameters are float32 where that moves nothing.
 *
 * A. P. Dempster, N. M. Laird and D. B. Rubin, J. R. Stat. Soc. B 39, 1977; J. Rissanen, Automatica 1978.
 */
import { checkInteger, invalidArgument, LN2, type Nats } from '../core/index.ts';
import { type Group, grouped } from './fit/groups.ts';
import { codelength, type Narrowest, type Part, refined } from './fit/maximisation.ts';
import { type Mixture, mixture } from './laws/mixture.ts';
import { type Normal, normal } from './laws/normal.ts';
import { checkPlace } from './parameters.ts';

export interface FitOptions {
  /** At most this many components, 1 to 8; 3 by default. */
  readonly maximumComponents?: number;
}

const BITS_PER_COMPONENT = 96;
/** Narrowest component, relative to the spread of the middle half of the values, and to their place. */
const NARROWEST = 1e-3;
const NARROWEST_FOR_PLACE = 1e-6;
/** A value further from every component than this many of its deviations is not covered. */
const REACH = 8;
/** How far rounding to float32 may move a component, in its deviations. */
const SHIFT = 1e-3;

/** @throws InvalidArgumentError where there are no values, or one is not finite. */
export function fitNormalMixture(values: ArrayLike<number>, options: FitOptions = {}): Mixture | Normal {
  if (values.length === 0) throw invalidArgument('values', 'at least one value', values);
  const sorted = Float64Array.from(values).sort();
  for (const value of sorted) checkPlace('values', value);
  const most = checkInteger('maximumComponents', options.maximumComponents ?? 3, 1, 8);
  const groups = grouped(sorted);
  const narrowest = narrowestOf(sorted, groups);
  let best: readonly Part[] = [];
  let bestBits = Number.POSITIVE_INFINITY;
  for (const start of starts(sorted, groups, Math.min(most, sorted.length))) {
    const parts = refined(start, groups, narrowest);
    const nats: Nats = codelength(parts, groups);
    const bits = BITS_PER_COMPONENT * parts.length + nats / LN2;
    if (!(bits < bestBits)) continue;
    best = parts;
    bestBits = bits;
  }
  return lawOf(covering(best, sorted, most));
}

/** Few values far from the others are no ground for a narrow component: it is as wide as they are far, over their number. */
function narrowestOf(sorted: Float64Array, groups: readonly Group[]): Narrowest {
  const floor = floorOf(sorted, groups);
  const median = quantileOf(sorted, 0.5);
  return (mu, values) => Math.max(floor, Math.abs(mu - median) / (3 * values));
}

function floorOf(sorted: Float64Array, groups: readonly Group[]): number {
  const { mu, sigma } = momentsOfGroups(groups);
  const middle = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
  const spread = middle > 0 ? Math.min(middle, sigma) : NARROWEST * sigma;
  const place = Math.max(Math.abs(mu), Math.abs(quantileOf(sorted, 0.5)));
  if (sigma === 0) return NARROWEST_FOR_PLACE * (place > 0 ? place : 1);
  return Math.max(NARROWEST * spread, 1e-12 * place);
}

/** For each number of components: equal shares of the sorted values; a core of quantiles beside one wide part. */
function* starts(sorted: Float64Array, groups: readonly Group[], most: number): Generator<readonly Part[]> {
  const { mu, sigma } = momentsOfGroups(groups);
  const reach = Math.max(sorted[sorted.length - 1]! - mu, mu - sorted[0]!);
  for (let count = 1; count <= most; count++) {
    const spread = sigma / (2 * count);
    yield shares(sorted, 0, 1, count).map((at) => ({ weight: 1 / count, mu: at, sigma: count === 1 ? sigma : spread }));
    if (count === 1) continue;
    const core = count - 1;
    const middle = (quantileOf(sorted, 0.9) - quantileOf(sorted, 0.1)) / (2.5 * core);
    yield [
      ...shares(sorted, 0.05, 0.95, core).map((at) => ({ weight: 0.9 / core, mu: at, sigma: middle })),
      { weight: 0.1, mu, sigma: reach / 2 },
    ];
  }
}

/** The middles of equal shares of the values between two quantiles. */
function shares(sorted: Float64Array, from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => quantileOf(sorted, from + ((to - from) * (i + 0.5)) / count));
}

/** The parts, and a wide one where a value is far from all of them. */
function covering(parts: readonly Part[], sorted: Float64Array, most: number): readonly Part[] {
  const ends = [sorted[0]!, sorted[sorted.length - 1]!];
  const isCovered = (value: number): boolean => parts.some(({ mu, sigma }) => Math.abs(value - mu) <= REACH * sigma);
  if (ends.every(isCovered) && sorted.every(isCovered)) return parts;
  const widest = parts.reduce((wide, part) => (part.sigma > wide.sigma ? part : wide));
  const reach = Math.max(ends[1]! - widest.mu, widest.mu - ends[0]!);
  if (parts.length < most) return [...parts, { weight: 1 / (sorted.length + 1), mu: widest.mu, sigma: reach / 3 }];
  return parts.map((part) => (part === widest ? { ...part, sigma: reach / REACH } : part));
}

function lawOf(parts: readonly Part[]): Mixture | Normal {
  const laws = parts.map(({ mu, sigma }) => normal(short(mu, SHIFT * sigma), short(sigma, SHIFT * sigma)));
  if (laws.length === 1) return laws[0]!;
  const weights = parts.map(({ weight }) => Math.fround(weight));
  return mixture(weights, laws);
}

/** The float32 next to a number if it is near enough. */
function short(value: number, tolerance: number): number {
  const rounded = Math.fround(value);
  return Math.abs(rounded - value) <= tolerance ? rounded : value;
}

function quantileOf(sorted: Float64Array, p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
}

function momentsOfGroups(groups: readonly Group[]): { readonly mu: number; readonly sigma: number } {
  let count = 0;
  let mu = 0;
  for (const group of groups) {
    count += group.count;
    mu += ((group.mean - mu) * group.count) / count;
  }
  let variance = 0;
  for (const group of groups) {
    const shift = group.mean - mu;
    variance += (group.count / count) * (shift * shift + group.variance);
  }
  return { mu, sigma: Math.sqrt(variance) };
}
