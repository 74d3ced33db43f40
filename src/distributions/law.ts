/** What all laws share: sampling by quantile, the right tail by reflection where a law has no better, and batches. */
import { type Nats, type RandomSource, uniform } from '../core/index.ts';
import type { Distribution, DistributionDescription, Support } from './distribution.ts';

export abstract class Law implements Distribution {
  abstract readonly law: string;
  abstract get support(): Support;
  abstract get mode(): number | undefined;
  abstract get logConcave(): boolean;
  abstract get mean(): number | undefined;
  abstract get variance(): number | undefined;
  abstract get entropyNats(): Nats | undefined;
  abstract logDensity(x: number): Nats;
  abstract cdf(x: number): number;
  abstract survival(x: number): number;
  abstract quantile(p: number): number;
  abstract quantileSurvival(s: number): number;
  abstract scoreRange(a: number, b: number): readonly [low: number, high: number];
  abstract description(): DistributionDescription;

  get decoderVisible(): boolean {
    return true;
  }

  get kinks(): readonly number[] {
    return [];
  }

  /** By the quantile of a 52-bit uniform, from the nearer tail. */
  sample(random: RandomSource): number {
    const u = uniform(random);
    return u <= 0.5 ? this.quantile(u) : this.quantileSurvival(1 - u);
  }

  sampleMany(random: RandomSource, out: Float64Array): Float64Array {
    for (let i = 0; i < out.length; i++) out[i] = this.sample(random);
    return out;
  }

  logDensities(xs: Float64Array, out: Float64Array = new Float64Array(xs.length)): Float64Array {
    for (let i = 0; i < xs.length; i++) out[i] = this.logDensity(xs[i]!);
    return out;
  }

  cdfs(xs: Float64Array, out: Float64Array = new Float64Array(xs.length)): Float64Array {
    for (let i = 0; i < xs.length; i++) out[i] = this.cdf(xs[i]!);
    return out;
  }

  survivals(xs: Float64Array, out: Float64Array = new Float64Array(xs.length)): Float64Array {
    for (let i = 0; i < xs.length; i++) out[i] = this.survival(xs[i]!);
    return out;
  }

  quantiles(ps: Float64Array, out: Float64Array = new Float64Array(ps.length)): Float64Array {
    for (let i = 0; i < ps.length; i++) out[i] = this.quantile(ps[i]!);
    return out;
  }
}

/** The line. */
export const LINE: Support = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
