/**
 * The generalised normal law, log f = -|z|^shape + ln shape - ln 2a - ln G(1/shape), z = (x - mu) / a: Laplace at shape 1,
 * normal at 2, flatter above. Its cdf is an incomplete gamma function, for encoders. S. Nadarajah, J. Appl. Stat. 32, 2005.
 */
import {
  checkFinite,
  checkPositive,
  exp,
  LN2,
  log,
  logGamma,
  type Nats,
  pow,
  regularizedGammaP,
  regularizedGammaQ,
} from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law, LINE } from '../law.ts';

const NEWTON_STEPS = 100;

export class GeneralizedNormal extends Law {
  readonly law: string = 'generalizedNormal';
  readonly mu: number;
  readonly scale: number;
  readonly shape: number;
  readonly #logNorm: Nats;

  constructor(mu: number, scale: number, shape: number) {
    super();
    this.mu = checkFinite('mu', mu);
    this.scale = checkPositive('scale', scale);
    this.shape = checkPositive('shape', shape);
    this.#logNorm = log(shape) - LN2 - log(scale) - logGamma(1 / shape);
  }

  override get decoderVisible(): boolean {
    return false;
  }
  get support(): Support {
    return LINE;
  }
  get mode(): number {
    return this.mu;
  }
  get logConcave(): boolean {
    return this.shape >= 1;
  }
  get mean(): number {
    return this.mu;
  }
  get variance(): number {
    return this.scale * this.scale * exp(logGamma(3 / this.shape) - logGamma(1 / this.shape));
  }
  get entropyNats(): Nats {
    return 1 / this.shape - this.#logNorm;
  }
  override get kinks(): readonly number[] {
    return this.shape < 2 ? [this.mu] : [];
  }
  logDensity(x: number): Nats {
    return this.#logNorm - this.#power(x);
  }
  cdf(x: number): number {
    return x <= this.mu ? 0.5 * this.#beyond(x) : 0.5 + 0.5 * this.#within(x);
  }
  survival(x: number): number {
    return x >= this.mu ? 0.5 * this.#beyond(x) : 0.5 + 0.5 * this.#within(x);
  }
  quantile(p: number): number {
    return p <= 0.5 ? this.mu - this.#distance(p) : this.mu + this.#distance(1 - p);
  }
  quantileSurvival(s: number): number {
    return s <= 0.5 ? this.mu + this.#distance(s) : this.mu - this.#distance(1 - s);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    // The score is -sign(z) shape |z|^(shape - 1) / scale: monotone for shape >= 1, unbounded at the mode below.
    if (this.shape < 1 && a <= this.mu && b >= this.mu) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const [atA, atB] = [this.#score(a, 1), this.#score(b, -1)];
    return [Math.min(atA, atB), Math.max(atA, atB)];
  }
  description(): DistributionDescription {
    return { law: this.law, mu: this.mu, scale: this.scale, shape: this.shape };
  }

  /** The score at x; at the mode its limit from the side that `side` points to. */
  #score(x: number, side: number): number {
    const z = (x - this.mu) / this.scale;
    const sign = z === 0 ? side : z > 0 ? 1 : -1;
    const magnitude = this.shape === 1 ? 1 : z === 0 ? 0 : pow(Math.abs(z), this.shape - 1);
    return (-sign * this.shape * magnitude) / this.scale;
  }
  #power(x: number): number {
    const z = Math.abs((x - this.mu) / this.scale);
    if (z === 0) return 0;
    return this.shape === 2 ? z * z : this.shape === 1 ? z : pow(z, this.shape);
  }
  /** P(|X - mu| > |x - mu|). */
  #beyond(x: number): number {
    return regularizedGammaQ(1 / this.shape, this.#power(x));
  }
  #within(x: number): number {
    return regularizedGammaP(1 / this.shape, this.#power(x));
  }

  /** The distance d >= 0 with survival(mu + d) = s, 0 < s <= 1/2: Newton on log survival inside a bracket. */
  #distance(s: number): number {
    if (s === 0.5) return 0;
    const target = log(s);
    let low = 0;
    let high = this.scale;
    while (log(0.5 * this.#beyond(this.mu + high)) > target && high < 1e300) {
      low = high;
      high *= 2;
    }
    let d = (low + high) / 2;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      // Invariant: the root lies in [low, high].
      const tail = 0.5 * this.#beyond(this.mu + d);
      const error = log(tail) - target;
      if (error > 0) low = d;
      else high = d;
      const next = d + (error * tail) / exp(this.logDensity(this.mu + d));
      const inside = next > low && next < high ? next : (low + high) / 2;
      if (Math.abs(inside - d) <= 1e-16 * d) return inside;
      d = inside;
    }
    return d;
  }
}

export function generalizedNormal(mu: number, scale: number, shape: number): GeneralizedNormal {
  return new GeneralizedNormal(mu, scale, shape);
}
