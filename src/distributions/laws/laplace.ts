/** The Laplace law, log f = -|z| - ln 2b, z = (x - mu) / b; each tail is exp(-|z|) / 2. */
import { exp, LN2, log, type Nats } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law, LINE } from '../law.ts';
import { checkPlace, checkScale } from '../parameters.ts';

export class Laplace extends Law {
  readonly law: string = 'laplace';
  readonly mu: number;
  readonly scale: number;
  readonly #logNorm: Nats;

  constructor(mu: number, scale: number) {
    super();
    this.mu = checkPlace('mu', mu);
    this.scale = checkScale('scale', scale);
    this.#logNorm = LN2 + log(scale);
  }

  get support(): Support {
    return LINE;
  }
  get mode(): number {
    return this.mu;
  }
  get logConcave(): boolean {
    return true;
  }
  get mean(): number {
    return this.mu;
  }
  get variance(): number {
    return 2 * this.scale * this.scale;
  }
  get entropyNats(): Nats {
    return 1 + this.#logNorm;
  }
  override get kinks(): readonly number[] {
    return [this.mu];
  }
  logDensity(x: number): Nats {
    return -Math.abs((x - this.mu) / this.scale) - this.#logNorm;
  }
  cdf(x: number): number {
    const z = (x - this.mu) / this.scale;
    return z <= 0 ? 0.5 * exp(z) : 1 - 0.5 * exp(-z);
  }
  survival(x: number): number {
    const z = (x - this.mu) / this.scale;
    return z >= 0 ? 0.5 * exp(-z) : 1 - 0.5 * exp(z);
  }
  quantile(p: number): number {
    return p <= 0.5 ? this.mu + this.scale * log(2 * p) : this.mu - this.scale * log(2 * (1 - p));
  }
  quantileSurvival(s: number): number {
    return s <= 0.5 ? this.mu - this.scale * log(2 * s) : this.mu + this.scale * log(2 * (1 - s));
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    const slope = 1 / this.scale;
    return [b > this.mu ? -slope : slope, a < this.mu ? slope : -slope];
  }
  description(): DistributionDescription {
    return { law: this.law, mu: this.mu, scale: this.scale };
  }
}

/** The Laplace law around mu, of standard deviation sqrt(2) scale. @throws InvalidArgumentError */
export function laplace(mu: number, scale: number): Laplace {
  return new Laplace(mu, scale);
}
