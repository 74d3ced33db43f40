/**
 * The law of v = s_alpha(y), y of a given law F. Its cdf is F(s^-1(v)), so that the density of z = v + u, and with it the code
 * length of a latent that was rounded softly, needs no other model than that of y:
 *
 *     p(z) = F(A + 1) - F(A),   A = s^-1(z - 1/2);      alpha = Infinity: P(round(y) = round(z)), whatever u was
 *
 * One law of y serves the whole annealing. (The closed form follows from the interval that y is known to lie in; Agustsson and
 * Theis 2020, section 4, model v by itself.)
 */
import { log, type Nats } from '../../../core/index.ts';
import { type Distribution, type DistributionDescription, Law, type Support } from '../../../distributions/index.ts';
import { SoftRounding } from '../soft-round.ts';

/** The law of s_alpha(y); the given one for alpha = 0. */
export function softRounded(law: Distribution, alpha: number): Distribution {
  return alpha === 0 ? law : new SoftRounded(law, new SoftRounding(alpha));
}

class SoftRounded extends Law {
  readonly law: string = 'softRounded';
  readonly #inner: Distribution;
  readonly #rounding: SoftRounding;

  constructor(inner: Distribution, rounding: SoftRounding) {
    super();
    this.#inner = inner;
    this.#rounding = rounding;
  }
  override get decoderVisible(): boolean {
    return this.#inner.decoderVisible;
  }
  get support(): Support {
    const { lower, upper } = this.#inner.support;
    const { round } = this.#rounding;
    return {
      lower: Number.isFinite(lower) ? round(lower) : lower,
      upper: Number.isFinite(upper) ? round(upper) : upper,
    };
  }
  /** A stair has many. */
  get mode(): undefined {
    return undefined;
  }
  get logConcave(): boolean {
    return false;
  }
  /** By its quantiles, at 512 even places: what a Gaussian code needs of it, the same everywhere. */
  get mean(): number {
    return this.#meanOf((v) => v);
  }
  get variance(): number {
    const { mean } = this;
    return this.#meanOf((v) => (v - mean) * (v - mean));
  }
  get entropyNats(): undefined {
    return undefined;
  }
  logDensity(v: number): Nats {
    return this.#inner.logDensity(this.#rounding.inverse(v)) + log(this.#rounding.inverseDerivative(v));
  }
  cdf(v: number): number {
    return this.#inner.cdf(this.#rounding.inverse(v));
  }
  survival(v: number): number {
    return this.#inner.survival(this.#rounding.inverse(v));
  }
  quantile(p: number): number {
    return this.#rounding.round(this.#inner.quantile(p));
  }
  quantileSurvival(s: number): number {
    return this.#rounding.round(this.#inner.quantileSurvival(s));
  }
  /** No better is known. */
  scoreRange(): readonly [number, number] {
    return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  }
  description(): DistributionDescription {
    return { law: this.law, alpha: this.#rounding.alpha, inner: this.#inner.description() };
  }

  #meanOf(f: (v: number) => number): number {
    let sum = 0;
    for (let i = 0; i < 256; i++) {
      const p = (i + 0.5) / 512;
      sum += f(this.quantile(p)) + f(this.quantileSurvival(p));
    }
    return sum / 512;
  }
}
