/**
 * What a distribution is here: a one-dimensional law with density, both tails, quantiles, and enough about its shape to
 * certify bounds. Everything is in nats and natural logarithms. Decoders use cdf, survival and quantile only; those are
 * deterministic where `decoderVisible` is true.
 */
import type { Nats, RandomSource } from '../core/index.ts';

export interface Support {
  readonly lower: number;
  readonly upper: number;
}

/** A law as plain data, e.g. { law: 'normal', mu: 0, sigma: 1 }; `distribution` makes the law again. */
export interface DistributionDescription {
  readonly law: string;
  readonly [parameter: string]: unknown;
}

export interface Distribution {
  readonly law: string;
  /** Closed interval outside which the density is 0; ends may be infinite. */
  readonly support: Support;
  /** Whether cdf and quantiles give the same bits on every engine, as a decoder needs. */
  readonly decoderVisible: boolean;
  /** The mode of a unimodal law; undefined where the law is not known to be unimodal. */
  readonly mode: number | undefined;
  readonly logConcave: boolean;
  /** Undefined where it does not exist. */
  readonly mean: number | undefined;
  readonly variance: number | undefined;
  readonly entropyNats: Nats | undefined;
  /** Points inside the support where the log density or its derivative jumps. */
  readonly kinks: readonly number[];
  /** -Infinity outside the support. */
  logDensity(x: number): Nats;
  /** P(X <= x); the smaller of cdf and survival has full relative accuracy. */
  cdf(x: number): number;
  /** P(X > x). */
  survival(x: number): number;
  /** The x with cdf(x) = p, 0 < p < 1. */
  quantile(p: number): number;
  /** The x with survival(x) = s, 0 < s < 1: the right tail, which 1 - s would lose. */
  quantileSurvival(s: number): number;
  sample(random: RandomSource): number;
  /** An enclosure [low, high] of the derivative of the log density on [a, b], inside the support. */
  scoreRange(a: number, b: number): readonly [low: number, high: number];
  /** A certified upper bound on the log density over [a, b], for laws whose slopes may be infinite (where they vanish). */
  logDensityCeiling?(a: number, b: number): Nats;
  /** A certified lower bound on the log density over [a, b], likewise. */
  logDensityFloor?(a: number, b: number): Nats;
  logDensities(xs: Float64Array, out?: Float64Array): Float64Array;
  cdfs(xs: Float64Array, out?: Float64Array): Float64Array;
  survivals(xs: Float64Array, out?: Float64Array): Float64Array;
  quantiles(ps: Float64Array, out?: Float64Array): Float64Array;
  sampleMany(random: RandomSource, out: Float64Array): Float64Array;
  description(): DistributionDescription;
}

/** log q - log p with its certified range. */
export interface DensityRatio {
  log(x: number): Nats;
  /** Never below the true supremum; Infinity where there is none. */
  readonly logSupremum: Nats;
  /** Never above the true infimum; -Infinity where there is none. */
  readonly logInfimum: Nats;
}
