/**
 * A mixture: densities by log-sum-exp, tails as weighted sums, quantiles by bisection between the components' quantiles
 * until the ends are neighbouring doubles (the lower end), so that a decoder gets the same bits.
 */
import { checkFinite, exp, invalidArgument, log, type Nats, type RandomSource, uniform } from '../../core/index.ts';
import type { Distribution, DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { momentsOf } from '../moments.ts';

export class Mixture extends Law {
  readonly law: string = 'mixture';
  readonly components: readonly Distribution[];
  /** Weights divided by their sum. */
  readonly weights: readonly number[];
  readonly #given: readonly number[];
  readonly #logWeights: readonly Nats[];

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
    if (!(sum > 0)) throw invalidArgument('weights', 'a positive sum', sum);
    this.components = components;
    this.#given = weights;
    this.weights = weights.map((weight) => weight / sum);
    this.#logWeights = this.weights.map(log);
  }

  override get decoderVisible(): boolean {
    return this.components.every((component) => component.decoderVisible);
  }
  get support(): Support {
    return {
      lower: Math.min(...this.components.map(({ support }) => support.lower)),
      upper: Math.max(...this.components.map(({ support }) => support.upper)),
    };
  }
  /** Known only where there is one component. */
  get mode(): number | undefined {
    return this.components.length === 1 ? this.components[0]!.mode : undefined;
  }
  get logConcave(): boolean {
    return this.components.length === 1 && this.components[0]!.logConcave;
  }
  get mean(): number | undefined {
    let mean = 0;
    for (let i = 0; i < this.weights.length; i++) {
      const part = this.components[i]!.mean;
      if (part === undefined) return undefined;
      mean += this.weights[i]! * part;
    }
    return mean;
  }
  get variance(): number | undefined {
    const { mean } = this;
    if (mean === undefined) return undefined;
    let variance = 0;
    for (let i = 0; i < this.weights.length; i++) {
      const part = this.components[i]!.variance;
      if (part === undefined) return undefined;
      const shift = this.components[i]!.mean! - mean;
      variance += this.weights[i]! * (part + shift * shift);
    }
    return variance;
  }
  get entropyNats(): Nats {
    return momentsOf(this).entropyNats;
  }
  override get kinks(): readonly number[] {
    const ends = this.components.flatMap(({ support, kinks }) => [support.lower, support.upper, ...kinks]);
    const { lower, upper } = this.support;
    return [...new Set(ends)].filter((x) => x > lower && x < upper).sort((a, b) => a - b);
  }
  logDensity(x: number): Nats {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.components.length; i++) {
      largest = Math.max(largest, this.#logWeights[i]! + this.components[i]!.logDensity(x));
    }
    if (!Number.isFinite(largest)) return largest;
    let sum = 0;
    for (let i = 0; i < this.components.length; i++) {
      sum += exp(this.#logWeights[i]! + this.components[i]!.logDensity(x) - largest);
    }
    return largest + log(sum);
  }
  cdf(x: number): number {
    let sum = 0;
    for (let i = 0; i < this.components.length; i++) sum += this.weights[i]! * this.components[i]!.cdf(x);
    return sum;
  }
  survival(x: number): number {
    let sum = 0;
    for (let i = 0; i < this.components.length; i++) sum += this.weights[i]! * this.components[i]!.survival(x);
    return sum;
  }
  quantile(p: number): number {
    const points = this.#possible().map((component) => component.quantile(p));
    return bisect(Math.min(...points), Math.max(...points), (x) => this.cdf(x) < p);
  }
  quantileSurvival(s: number): number {
    const points = this.#possible().map((component) => component.quantileSurvival(s));
    return bisect(Math.min(...points), Math.max(...points), (x) => this.survival(x) > s);
  }
  /** A component by its weight, then a sample of it. */
  override sample(random: RandomSource): number {
    let rest = uniform(random);
    for (let i = 0; i < this.weights.length; i++) {
      rest -= this.weights[i]!;
      if (rest < 0) return this.components[i]!.sample(random);
    }
    return this.#possible().at(-1)!.sample(random);
  }
  /**
   * The score is the mean of the components' scores under their shares of the density at x. Shares are enclosed too, from
   * the ends of unimodal components, so that the range shrinks with the interval and a branch and bound converges.
   */
  scoreRange(a: number, b: number): readonly [number, number] {
    const parts: Part[] = [];
    for (let i = 0; i < this.components.length; i++) {
      const component = this.components[i]!;
      const [from, to] = [Math.max(a, component.support.lower), Math.min(b, component.support.upper)];
      if (this.weights[i] === 0 || from > to) continue;
      const [low, high] = component.scoreRange(from, to);
      parts.push({ low, high, ...logDensityRange(component, a, b, this.#logWeights[i]!) });
    }
    return parts.length === 0 ? [0, 0] : meanScore(parts);
  }
  description(): DistributionDescription {
    const components = this.components.map((component) => component.description());
    return { law: this.law, weights: [...this.#given], components };
  }

  #possible(): Distribution[] {
    return this.components.filter((_, i) => this.weights[i]! > 0);
  }
}

/** A component on an interval: the ranges of its score and of its weighted log density. */
interface Part {
  readonly low: number;
  readonly high: number;
  readonly least: Nats;
  readonly most: Nats;
}

function logDensityRange(component: Distribution, a: number, b: number, logWeight: Nats): { least: Nats; most: Nats } {
  const { mode } = component;
  if (mode === undefined) return { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
  return {
    least: logWeight + Math.min(component.logDensity(a), component.logDensity(b)),
    most: logWeight + component.logDensity(Math.min(Math.max(mode, a), b)),
  };
}

/** Sum of share times score, scores taken from the middle of their hull, which every sum of shares 1 carries along. */
function meanScore(parts: readonly Part[]): readonly [low: number, high: number] {
  const low = Math.min(...parts.map((part) => part.low));
  const high = Math.max(...parts.map((part) => part.high));
  const middle = low / 2 + high / 2;
  if (!Number.isFinite(middle)) return [low, high];
  let [least, most] = [middle, middle];
  for (const part of parts) {
    const others = parts.filter((other) => other !== part);
    const smallest = share(
      part.least,
      others.map((other) => other.most),
    );
    const largest = share(
      part.most,
      others.map((other) => other.least),
    );
    const [below, above] = [part.low - middle, part.high - middle];
    least += below * (below < 0 ? largest : smallest);
    most += above * (above > 0 ? largest : smallest);
  }
  const rounding = 1e-14 * (high - low);
  return [Math.max(low, least - rounding), Math.min(high, most + rounding)];
}

/** The share of a part whose log density is `own`, beside others. */
function share(own: Nats, others: readonly Nats[]): number {
  return own === Number.NEGATIVE_INFINITY ? 0 : 1 / (1 + others.reduce((sum, other) => sum + exp(other - own), 0));
}

/** The double before which `below` turns from true to false, by halving until the ends are neighbours: the lower end. */
export function bisect(from: number, to: number, below: (x: number) => boolean): number {
  let low = from;
  let high = to;
  // Invariant: the turn lies in [low, high].
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return low;
    if (below(middle)) low = middle;
    else high = middle;
  }
}

export function mixture(weights: readonly number[], components: readonly Distribution[]): Mixture {
  return new Mixture(weights, components);
}
