/** The normal law, log f = -z^2/2 - ln sigma - ln(2 pi)/2, z = (x - mu) / sigma; tails by Q, never by 1 - Phi. */
import { LN_SQRT_2PI, log, type Nats, normalCdf, normalQuantile, normalSurvival } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law, LINE } from '../law.ts';
import { checkPlace, checkScale } from '../parameters.ts';

export class Normal extends Law {
  readonly law: string = 'normal';
  readonly mu: number;
  readonly sigma: number;
  readonly #logNorm: Nats;

  constructor(mu: number, sigma: number) {
    super();
    this.mu = checkPlace('mu', mu);
    this.sigma = checkScale('sigma', sigma);
    this.#logNorm = log(sigma) + LN_SQRT_2PI;
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
    return this.sigma * this.sigma;
  }
  get entropyNats(): Nats {
    return 0.5 + this.#logNorm;
  }
  logDensity(x: number): Nats {
    const z = (x - this.mu) / this.sigma;
    return -0.5 * z * z - this.#logNorm;
  }
  cdf(x: number): number {
    return normalCdf((x - this.mu) / this.sigma);
  }
  survival(x: number): number {
    return normalSurvival((x - this.mu) / this.sigma);
  }
  quantile(p: number): number {
    return this.mu + this.sigma * normalQuantile(p);
  }
  quantileSurvival(s: number): number {
    return this.mu - this.sigma * normalQuantile(s);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    return [(this.mu - b) / this.sigma / this.sigma, (this.mu - a) / this.sigma / this.sigma];
  }
  description(): DistributionDescription {
    return { law: this.law, mu: this.mu, sigma: this.sigma };
  }
}

/** The normal law of mean mu and standard deviation sigma. @throws InvalidArgumentError */
export function normal(mu: number, sigma: number): Normal {
  return new Normal(mu, sigma);
}
