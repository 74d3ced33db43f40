/**
 * A mixture: densities by log-sum-exp, tails as weighted sums, quantiles by bisection between the components' quantiles
 * until the ends are neighbouring doubles (the lower end), so that a decoder gets the same bits.
 */
import { checkFinite, exp, invalidArgument, log, type Nats, type RandomSource, uniform } from '../../core/index.ts';
import { ceilingOf, floorOf } from '../bounds.ts';
import type { Distribution, DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { momentsOf } from '../moments.ts';
import { type ComponentRange, meanSlope } from './mixture-score.ts';
import { Normal } from './normal.ts';

export class Mixture extends Law {
  readonly law: string = 'mixture';
  readonly components: readonly Distribution[];
  /** Weights divided by their sum. */
  readonly weights: readonly number[];
  readonly support: Support;
  /** Known where the components share one: they rise to it and fall after it together. */
  readonly mode: number | undefined;
  readonly #given: readonly number[];
  /** Components of positive weight, their weights, and the logarithms of those. */
  readonly #possible: readonly Distribution[];
  readonly #shares: readonly number[];
  /** The same components where all of them are normal: calls of one kind of law are fast. */
  readonly #normals: readonly Normal[] | undefined;
  readonly #logShares: readonly Nats[];
  /** Scratch: one number per component of positive weight. */
  readonly #terms: Float64Array;

  constructor(weights: readonly number[], components: readonly Distribution[]) {
    super();
    if (components.length === 0 || weights.length !== components.length) {
      throw invalidArgument('components', `one law per weight (${weights.length})`, components);
    }
    let sum = 0;
    weights.forEach((weight, i) => {
      if (!(checkFinite(`weights[${i}]`, weight) >= 0)) throw invalidArgument(`weights[${i}]`, 'a number >= 0', weight);
      sum += weight;
    });
    if (!(sum > 0 && Number.isFinite(sum))) throw invalidArgument('weights', 'a positive finite sum', sum);
    this.components = [...components];
    this.#given = [...weights];
    this.weights = weights.map((weight) => weight / sum);
    this.#possible = this.components.filter((_, i) => this.weights[i]! > 0);
    const normals = this.#possible.filter((component) => component instanceof Normal);
    this.#normals = normals.length === this.#possible.length ? normals : undefined;
    this.#shares = this.weights.filter((weight) => weight > 0);
    this.#logShares = this.#shares.map(log);
    this.#terms = new Float64Array(this.#possible.length);
    this.support = {
      lower: Math.min(...this.#possible.map(({ support }) => support.lower)),
      upper: Math.max(...this.#possible.map(({ support }) => support.upper)),
    };
    const modes = new Set(this.#possible.map(({ mode }) => mode));
    this.mode = modes.size === 1 ? this.#possible[0]!.mode : undefined;
  }

  override get decoderVisible(): boolean {
    return this.components.every((component) => component.decoderVisible);
  }
  get logConcave(): boolean {
    return this.#possible.length === 1 && this.#possible[0]!.logConcave;
  }
  get mean(): number | undefined {
    let mean = 0;
    for (let i = 0; i < this.#shares.length; i++) {
      const part = this.#possible[i]!.mean;
      if (part === undefined) return undefined;
      mean += this.#shares[i]! * part;
    }
    return mean;
  }
  get variance(): number | undefined {
    const { mean } = this;
    if (mean === undefined) return undefined;
    let variance = 0;
    for (let i = 0; i < this.#shares.length; i++) {
      const part = this.#possible[i]!;
      if (part.variance === undefined) return undefined;
      const shift = part.mean! - mean;
      variance += this.#shares[i]! * (part.variance + shift * shift);
    }
    return variance;
  }
  get entropyNats(): Nats {
    return momentsOf(this).entropyNats;
  }
  override get kinks(): readonly number[] {
    const ends = this.#possible.flatMap(({ support, kinks }) => [support.lower, support.upper, ...kinks]);
    const { lower, upper } = this.support;
    return [...new Set(ends)].filter((x) => x > lower && x < upper).sort((a, b) => a - b);
  }
  logDensity(x: number): Nats {
    return this.#composed((component) => component.logDensity(x));
  }
  cdf(x: number): number {
    const normals = this.#normals;
    let sum = 0;
    if (normals === undefined) {
      for (let i = 0; i < this.#shares.length; i++) sum += this.#shares[i]! * this.#possible[i]!.cdf(x);
    } else {
      for (let i = 0; i < normals.length; i++) sum += this.#shares[i]! * normals[i]!.cdf(x);
    }
    return sum;
  }
  survival(x: number): number {
    const normals = this.#normals;
    let sum = 0;
    if (normals === undefined) {
      for (let i = 0; i < this.#shares.length; i++) sum += this.#shares[i]! * this.#possible[i]!.survival(x);
    } else {
      for (let i = 0; i < normals.length; i++) sum += this.#shares[i]! * normals[i]!.survival(x);
    }
    return sum;
  }
  quantile(p: number): number {
    const points = this.#possible.map((component) => component.quantile(p));
    return bisect(Math.min(...points), Math.max(...points), (x) => this.cdf(x) < p);
  }
  quantileSurvival(s: number): number {
    const points = this.#possible.map((component) => component.quantileSurvival(s));
    return bisect(Math.min(...points), Math.max(...points), (x) => this.survival(x) > s);
  }
  /** A component by its weight, then a sample of it. */
  override sample(random: RandomSource): number {
    let rest = uniform(random);
    for (let i = 0; i < this.#shares.length; i++) {
      rest -= this.#shares[i]!;
      if (rest < 0) return this.#possible[i]!.sample(random);
    }
    return this.#possible.at(-1)!.sample(random);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    const parts: ComponentRange[] = [];
    this.#possible.forEach((component, i) => {
      const [from, to] = [Math.max(a, component.support.lower), Math.min(b, component.support.upper)];
      if (from > to) return;
      const [low, high] = component.scoreRange(from, to);
      const logShare = this.#logShares[i]!;
      parts.push({
        low,
        high,
        least: logShare + floorOf(component, a, b),
        most: logShare + ceilingOf(component, a, b),
      });
    });
    return parts.length === 0 ? [0, 0] : meanSlope(parts);
  }
  logDensityCeiling(a: number, b: number): Nats {
    return this.#composed((component) => ceilingOf(component, a, b));
  }
  logDensityFloor(a: number, b: number): Nats {
    return this.#composed((component) => floorOf(component, a, b));
  }
  description(): DistributionDescription {
    const components = this.components.map((component) => component.description());
    return { law: this.law, weights: [...this.#given], components };
  }

  /** ln of the sum of w_i exp(part_i), from the largest. */
  #composed(part: (component: Distribution) => Nats): Nats {
    const parts = this.#terms;
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < parts.length; i++) {
      parts[i] = this.#logShares[i]! + part(this.#possible[i]!);
      largest = Math.max(largest, parts[i]!);
    }
    if (!Number.isFinite(largest)) return largest;
    let sum = 0;
    for (let i = 0; i < parts.length; i++) sum += exp(parts[i]! - largest);
    return largest + log(sum);
  }
}

/** The double before which `below` turns from true to false, by halving until the ends are neighbours: the lower end. */
export function bisect(from: number, to: number, below: (x: number) => boolean): number {
  let low = from;
  let high = to;
  // Invariant: the turn lies in [low, high].
  for (;;) {
    const middle = low / 2 + high / 2;
    if (!(middle > low && middle < high)) return low;
    if (below(middle)) low = middle;
    else high = middle;
  }
}

/** The law that is components[i] with probability weights[i] / sum. */
export function mixture(weights: readonly number[], components: readonly Distribution[]): Mixture {
  return new Mixture(weights, components);
}
