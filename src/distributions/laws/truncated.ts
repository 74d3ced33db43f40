/**
 * Any law restricted to [lower, upper]. Masses are differences of the cdf below the median and of the survival above it,
 * so both tails keep the digits that the law has; next to an end that cuts into the bulk the difference loses some.
 * Unimodality and log-concavity are kept.
 */
import { invalidArgument, log, type Nats } from '../../core/index.ts';
import { ceilingOf, floorOf } from '../bounds.ts';
import type { Distribution, DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { momentsOf } from '../moments.ts';
import { checkAbove, checkEnd } from '../parameters.ts';
import { Normal } from './normal.ts';
import { TruncatedNormal, truncatedNormal } from './truncated-normal.ts';
import { type Uniform, uniform } from './uniform.ts';

export class Truncated extends Law {
  readonly law: string = 'truncated';
  readonly inner: Distribution;
  readonly lower: number;
  readonly upper: number;
  readonly support: Support;
  /** Log of the mass that is kept. */
  readonly logMass: Nats;
  /** Mass of the law before lower, after upper, and between. */
  readonly #before: number;
  readonly #after: number;
  readonly #mass: number;

  constructor(inner: Distribution, lower: number, upper: number) {
    super();
    this.inner = inner;
    this.lower = Math.max(checkEnd('lower', lower), inner.support.lower);
    this.upper = checkAbove('upper', Math.min(checkEnd('upper', upper), inner.support.upper), this.lower);
    this.support = { lower: this.lower, upper: this.upper };
    this.#before = inner.cdf(this.lower);
    this.#after = inner.survival(this.upper);
    this.#mass = this.#between(this.lower, this.upper);
    if (!(this.#mass > 0)) throw invalidArgument('upper', 'an interval of positive mass', upper);
    this.logMass = log(this.#mass);
  }

  override get decoderVisible(): boolean {
    return this.inner.decoderVisible;
  }
  get mode(): number | undefined {
    return this.inner.mode === undefined ? undefined : this.#inside(this.inner.mode);
  }
  get logConcave(): boolean {
    return this.inner.logConcave;
  }
  get mean(): number | undefined {
    return this.#isBounded || this.inner.mean !== undefined ? momentsOf(this).mean : undefined;
  }
  get variance(): number | undefined {
    return this.#isBounded || this.inner.variance !== undefined ? momentsOf(this).variance : undefined;
  }
  get entropyNats(): Nats {
    return momentsOf(this).entropyNats;
  }
  override get kinks(): readonly number[] {
    return this.inner.kinks.filter((x) => x > this.lower && x < this.upper);
  }
  logDensity(x: number): Nats {
    return x < this.lower || x > this.upper ? Number.NEGATIVE_INFINITY : this.inner.logDensity(x) - this.logMass;
  }
  cdf(x: number): number {
    if (x <= this.lower) return 0;
    if (x >= this.upper) return 1;
    return share(this.#between(this.lower, x), this.#mass);
  }
  survival(x: number): number {
    if (x <= this.lower) return 1;
    if (x >= this.upper) return 0;
    return share(this.#between(x, this.upper), this.#mass);
  }
  quantile(p: number): number {
    return this.#point(p, 1 - p);
  }
  quantileSurvival(s: number): number {
    return this.#point(1 - s, s);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    return this.inner.scoreRange(a, b);
  }
  logDensityCeiling(a: number, b: number): Nats {
    return ceilingOf(this.inner, a, b) - this.logMass;
  }
  logDensityFloor(a: number, b: number): Nats {
    const isInside = a >= this.lower && b <= this.upper;
    return isInside ? floorOf(this.inner, a, b) - this.logMass : Number.NEGATIVE_INFINITY;
  }
  description(): DistributionDescription {
    return { law: this.law, distribution: this.inner.description(), lower: this.lower, upper: this.upper };
  }

  get #isBounded(): boolean {
    return Number.isFinite(this.lower) && Number.isFinite(this.upper);
  }

  /** Mass of the inner law between l < r: by the tail that both are in, else by what is outside. */
  #between(l: number, r: number): number {
    const right = this.inner.cdf(r);
    if (right <= 0.5) return right - this.inner.cdf(l);
    const left = this.inner.survival(l);
    return left <= 0.5 ? left - this.inner.survival(r) : 1 - this.inner.cdf(l) - this.inner.survival(r);
  }

  /** The point with share `below` of the mass before it and `above` after it, by the nearer tail of the inner law. */
  #point(below: number, above: number): number {
    const before = this.#before + below * this.#mass;
    if (before <= 0.5) return this.#inside(this.inner.quantile(before));
    const after = this.#after + above * this.#mass;
    // Rounding may leave nothing of a share after the last double.
    return after > 0 ? this.#inside(this.inner.quantileSurvival(after)) : this.upper;
  }
  #inside(x: number): number {
    return Math.min(Math.max(x, this.lower), this.upper);
  }
}

/** part / whole, kept in [0, 1] against rounding. */
function share(part: number, whole: number): number {
  return Math.min(Math.max(part / whole, 0), 1);
}

/** A law restricted to an interval; normal and uniform laws have forms of their own, and keep them. */
export function truncated(
  distribution: Distribution,
  lower: number,
  upper: number,
): Truncated | TruncatedNormal | Uniform {
  if (distribution instanceof Normal) return truncatedNormal(distribution.mu, distribution.sigma, lower, upper);
  const from = Math.max(lower, distribution.support.lower);
  const to = Math.min(upper, distribution.support.upper);
  if (distribution instanceof TruncatedNormal) return truncatedNormal(distribution.mu, distribution.sigma, from, to);
  if (distribution.law === 'uniform' && from < to) return uniform(from, to);
  if (distribution instanceof Truncated) return new Truncated(distribution.inner, from, to);
  return new Truncated(distribution, lower, upper);
}
