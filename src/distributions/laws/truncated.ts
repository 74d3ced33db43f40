/**
 * Any law restricted to [lower, upper], by differences of its cdf or, in the upper half, of its survival. Unimodality and
 * log-concavity are kept.
 */
import { invalidArgument, log, type Nats } from '../../core/index.ts';
import type { Distribution, DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { momentsOf } from '../moments.ts';
import { Normal } from './normal.ts';
import { type TruncatedNormal, truncatedNormal } from './truncated-normal.ts';

export class Truncated extends Law {
  readonly law: string = 'truncated';
  readonly inner: Distribution;
  readonly lower: number;
  readonly upper: number;
  /** Whether the interval lies above the median: its masses are then differences of survivals. */
  readonly #upperHalf: boolean;
  readonly #start: number;
  readonly #mass: number;
  readonly #logMass: Nats;

  constructor(inner: Distribution, lower: number, upper: number) {
    super();
    const support = inner.support;
    this.inner = inner;
    this.lower = Math.max(lower, support.lower);
    this.upper = Math.min(upper, support.upper);
    if (!(this.lower < this.upper)) throw invalidArgument('upper', `a number above lower = ${this.lower}`, upper);
    this.#upperHalf = inner.cdf(this.lower) > 0.5;
    this.#start = this.#upperHalf ? inner.survival(this.upper) : inner.cdf(this.lower);
    this.#mass = (this.#upperHalf ? inner.survival(this.lower) : inner.cdf(this.upper)) - this.#start;
    if (!(this.#mass > 0)) throw invalidArgument('upper', 'an interval of positive mass', upper);
    this.#logMass = log(this.#mass);
  }

  /** Log of the mass that is kept. */
  get logMass(): Nats {
    return this.#logMass;
  }
  override get decoderVisible(): boolean {
    return this.inner.decoderVisible;
  }
  get support(): Support {
    return { lower: this.lower, upper: this.upper };
  }
  get mode(): number | undefined {
    const { mode } = this.inner;
    return mode === undefined ? undefined : Math.min(Math.max(mode, this.lower), this.upper);
  }
  get logConcave(): boolean {
    return this.inner.logConcave;
  }
  get mean(): number | undefined {
    return momentsOf(this).mean;
  }
  get variance(): number | undefined {
    return momentsOf(this).variance;
  }
  get entropyNats(): Nats {
    return momentsOf(this).entropyNats;
  }
  override get kinks(): readonly number[] {
    return this.inner.kinks.filter((x) => x > this.lower && x < this.upper);
  }
  logDensity(x: number): Nats {
    return x < this.lower || x > this.upper ? Number.NEGATIVE_INFINITY : this.inner.logDensity(x) - this.#logMass;
  }
  cdf(x: number): number {
    if (x <= this.lower) return 0;
    if (x >= this.upper) return 1;
    return this.#upperHalf
      ? (this.#start + this.#mass - this.inner.survival(x)) / this.#mass
      : (this.inner.cdf(x) - this.#start) / this.#mass;
  }
  survival(x: number): number {
    if (x <= this.lower) return 1;
    if (x >= this.upper) return 0;
    return this.#upperHalf
      ? (this.inner.survival(x) - this.#start) / this.#mass
      : (this.#start + this.#mass - this.inner.cdf(x)) / this.#mass;
  }
  quantile(p: number): number {
    const x = this.#upperHalf
      ? this.inner.quantileSurvival(this.#start + (1 - p) * this.#mass)
      : this.inner.quantile(this.#start + p * this.#mass);
    return Math.min(Math.max(x, this.lower), this.upper);
  }
  quantileSurvival(s: number): number {
    const x = this.#upperHalf
      ? this.inner.quantileSurvival(this.#start + s * this.#mass)
      : this.inner.quantile(this.#start + (1 - s) * this.#mass);
    return Math.min(Math.max(x, this.lower), this.upper);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    return this.inner.scoreRange(a, b);
  }
  description(): DistributionDescription {
    return { law: this.law, distribution: this.inner.description(), lower: this.lower, upper: this.upper };
  }
}

/** A law restricted to an interval; a normal law becomes the truncated normal, which has stabler forms of its own. */
export function truncated(distribution: Distribution, lower: number, upper: number): Truncated | TruncatedNormal {
  if (distribution instanceof Normal) return truncatedNormal(distribution.mu, distribution.sigma, lower, upper);
  return new Truncated(distribution, lower, upper);
}
