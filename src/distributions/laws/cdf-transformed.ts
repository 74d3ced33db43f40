/**
 * A law seen through the cdf F of a marginal law f: U = F(X) lives on (0, 1), where the marginal itself is uniform.
 *
 *     q'(u) = q(Q(u)) / f(Q(u)),    Q = F^-1;    the density ratio q'/1 at u is q/f at Q(u)
 */
import { exp, type Nats, type RandomSource, SupportError } from '../../core/index.ts';
import { ceilingOf, floorOf } from '../bounds.ts';
import type { Distribution, DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { momentsOf } from '../moments.ts';

/** Relative error of a cdf and its inverse. */
const ROUNDING = 1e-12;

export class CdfTransformed extends Law {
  readonly law: string = 'cdfTransformed';
  readonly target: Distribution;
  readonly marginal: Distribution;

  constructor(target: Distribution, marginal: Distribution) {
    super();
    const [inside, outside] = [target.support, marginal.support];
    if (!(inside.lower >= outside.lower && inside.upper <= outside.upper)) {
      throw new SupportError(`"target" expected a support inside that of the marginal, got ${target.law}`);
    }
    this.target = target;
    this.marginal = marginal;
  }

  override get decoderVisible(): boolean {
    return this.target.decoderVisible && this.marginal.decoderVisible;
  }
  get support(): Support {
    const { lower, upper } = this.target.support;
    return { lower: this.marginal.cdf(lower), upper: this.marginal.cdf(upper) };
  }
  get mode(): number | undefined {
    return undefined;
  }
  get logConcave(): boolean {
    return false;
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
  /** Images of kinks are rounded; each is given by two points that it lies between. */
  override get kinks(): readonly number[] {
    const { lower, upper } = this.support;
    return [...this.target.kinks, ...this.marginal.kinks]
      .map((x) => this.marginal.cdf(x))
      .flatMap((u) => [u * (1 - ROUNDING), u * (1 + ROUNDING)])
      .filter((u) => u > lower && u < upper)
      .sort((a, b) => a - b);
  }
  logDensity(u: number): Nats {
    if (!(u > 0 && u < 1)) return Number.NEGATIVE_INFINITY;
    const x = this.marginal.quantile(u);
    return this.target.logDensity(x) - this.marginal.logDensity(x);
  }
  cdf(u: number): number {
    return u <= 0 ? 0 : u >= 1 ? 1 : this.target.cdf(this.marginal.quantile(u));
  }
  survival(u: number): number {
    return u <= 0 ? 1 : u >= 1 ? 0 : this.target.survival(this.marginal.quantile(u));
  }
  quantile(p: number): number {
    return this.marginal.cdf(this.target.quantile(p));
  }
  quantileSurvival(s: number): number {
    return this.marginal.cdf(this.target.quantileSurvival(s));
  }
  override sample(random: RandomSource): number {
    return this.marginal.cdf(this.target.sample(random));
  }
  /** d log q' / du = (score of q - score of f) / f(x): the hull of the factors' ranges over [a, b]. */
  scoreRange(a: number, b: number): readonly [number, number] {
    const [from, to] = this.#source(a, b);
    const [targetLow, targetHigh] = this.target.scoreRange(from, to);
    const [marginalLow, marginalHigh] = this.marginal.scoreRange(from, to);
    const [low, high] = [targetLow - marginalHigh, targetHigh - marginalLow];
    const least = exp(floorOf(this.marginal, from, to));
    const most = exp(ceilingOf(this.marginal, from, to));
    if (!(least > 0 && most < Number.POSITIVE_INFINITY)) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    return [Math.min(low / least, low / most), Math.max(high / least, high / most)];
  }
  logDensityCeiling(a: number, b: number): Nats {
    const [from, to] = this.#source(a, b);
    return ceilingOf(this.target, from, to) - floorOf(this.marginal, from, to);
  }
  logDensityFloor(a: number, b: number): Nats {
    const [from, to] = this.#source(a, b);
    return floorOf(this.target, from, to) - ceilingOf(this.marginal, from, to);
  }
  description(): DistributionDescription {
    return { law: this.law, target: this.target.description(), marginal: this.marginal.description() };
  }

  /** The interval before the map. */
  #source(a: number, b: number): readonly [number, number] {
    const { lower, upper } = this.target.support;
    return [a <= 0 ? lower : this.marginal.quantile(a), b >= 1 ? upper : this.marginal.quantile(b)];
  }
}

/** The law of F(X), X of the target law and F the cdf of the marginal law. @throws SupportError */
export function cdfTransformed(target: Distribution, marginal: Distribution): CdfTransformed {
  return new CdfTransformed(target, marginal);
}
