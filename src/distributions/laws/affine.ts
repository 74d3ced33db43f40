/** The law of scale X + shift; a negative scale swaps the tails. */
import { log, type Nats, type RandomSource } from '../../core/index.ts';
import { ceilingOf, floorOf } from '../bounds.ts';
import type { Distribution, DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { checkPlace, checkScale } from '../parameters.ts';

/** A few ulp. */
const ROUNDING = 1e-15;

export class Affine extends Law {
  readonly law: string = 'affine';
  readonly inner: Distribution;
  readonly scale: number;
  readonly shift: number;
  readonly support: Support;
  readonly #logScale: Nats;

  constructor(inner: Distribution, scale: number, shift: number) {
    super();
    checkScale('|scale|', Math.abs(scale));
    this.inner = inner;
    this.scale = scale;
    this.shift = checkPlace('shift', shift);
    this.#logScale = log(Math.abs(scale));
    const { lower, upper } = inner.support;
    const ends = [scale * lower + shift, scale * upper + shift] as const;
    this.support = scale > 0 ? { lower: ends[0], upper: ends[1] } : { lower: ends[1], upper: ends[0] };
  }

  override get decoderVisible(): boolean {
    return this.inner.decoderVisible;
  }
  get mode(): number | undefined {
    return this.inner.mode === undefined ? undefined : this.#image(this.inner.mode);
  }
  get logConcave(): boolean {
    return this.inner.logConcave;
  }
  get mean(): number | undefined {
    return this.inner.mean === undefined ? undefined : this.#image(this.inner.mean);
  }
  get variance(): number | undefined {
    return this.inner.variance === undefined ? undefined : this.inner.variance * this.scale * this.scale;
  }
  get entropyNats(): Nats | undefined {
    return this.inner.entropyNats === undefined ? undefined : this.inner.entropyNats + this.#logScale;
  }
  /** Images of kinks are rounded; each is given by two points that it lies between. */
  override get kinks(): readonly number[] {
    const { lower, upper } = this.support;
    return this.inner.kinks
      .flatMap((x) => {
        const rounding = ROUNDING * (Math.abs(this.scale * x) + Math.abs(this.shift));
        return [this.#image(x) - rounding, this.#image(x) + rounding];
      })
      .filter((x) => x > lower && x < upper)
      .sort((a, b) => a - b);
  }
  logDensity(x: number): Nats {
    const { lower, upper } = this.support;
    return x < lower || x > upper ? Number.NEGATIVE_INFINITY : this.inner.logDensity(this.#source(x)) - this.#logScale;
  }
  cdf(x: number): number {
    return this.scale > 0 ? this.inner.cdf(this.#source(x)) : this.inner.survival(this.#source(x));
  }
  survival(x: number): number {
    return this.scale > 0 ? this.inner.survival(this.#source(x)) : this.inner.cdf(this.#source(x));
  }
  quantile(p: number): number {
    return this.#image(this.scale > 0 ? this.inner.quantile(p) : this.inner.quantileSurvival(p));
  }
  quantileSurvival(s: number): number {
    return this.#image(this.scale > 0 ? this.inner.quantileSurvival(s) : this.inner.quantile(s));
  }
  override sample(random: RandomSource): number {
    return this.#image(this.inner.sample(random));
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    const [from, to] = this.scale > 0 ? [a, b] : [b, a];
    const [low, high] = this.inner.scoreRange(this.#source(from), this.#source(to));
    return this.scale > 0 ? [low / this.scale, high / this.scale] : [high / this.scale, low / this.scale];
  }
  logDensityCeiling(a: number, b: number): Nats {
    const [from, to] = this.scale > 0 ? [a, b] : [b, a];
    return ceilingOf(this.inner, this.#source(from), this.#source(to)) - this.#logScale;
  }
  logDensityFloor(a: number, b: number): Nats {
    const [from, to] = this.scale > 0 ? [a, b] : [b, a];
    return floorOf(this.inner, this.#source(from), this.#source(to)) - this.#logScale;
  }
  description(): DistributionDescription {
    return { law: this.law, distribution: this.inner.description(), scale: this.scale, shift: this.shift };
  }

  #image(x: number): number {
    return this.scale * x + this.shift;
  }
  /** The inner point; rounding does not carry it over an end of the support that x has not passed. */
  #source(x: number): number {
    const y = (x - this.shift) / this.scale;
    const { lower, upper } = this.inner.support;
    return x < this.support.lower || x > this.support.upper ? y : Math.min(Math.max(y, lower), upper);
  }
}

/** The law of scale X + shift, X of the given law; scale is not 0. */
export function affine(distribution: Distribution, scale: number, shift: number): Affine {
  return new Affine(distribution, scale, shift);
}
