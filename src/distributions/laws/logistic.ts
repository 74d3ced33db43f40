/** The logistic law, log f = -|z| - 2 log1p(exp(-|z|)) - ln s, cdf 1 / (1 + exp(-z)), z = (x - mu) / s. */
import { exp, log, log1p, logisticCdf, type Nats, PI, tanh } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law, LINE } from '../law.ts';
import { checkPlace, checkScale } from '../parameters.ts';

export class Logistic extends Law {
  readonly law: string = 'logistic';
  readonly mu: number;
  readonly scale: number;
  readonly #logScale: Nats;

  constructor(mu: number, scale: number) {
    super();
    this.mu = checkPlace('mu', mu);
    this.scale = checkScale('scale', scale);
    this.#logScale = log(scale);
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
    return (PI * PI * this.scale * this.scale) / 3;
  }
  get entropyNats(): Nats {
    return 2 + this.#logScale;
  }
  logDensity(x: number): Nats {
    const z = Math.abs((x - this.mu) / this.scale);
    return -z - 2 * log1p(exp(-z)) - this.#logScale;
  }
  cdf(x: number): number {
    return logisticCdf((x - this.mu) / this.scale);
  }
  survival(x: number): number {
    return logisticCdf((this.mu - x) / this.scale);
  }
  quantile(p: number): number {
    return this.mu + this.scale * (log(p) - log1p(-p));
  }
  quantileSurvival(s: number): number {
    return this.mu - this.scale * (log(s) - log1p(-s));
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    const score = (x: number): number => -tanh((x - this.mu) / (2 * this.scale)) / this.scale;
    return [score(b), score(a)];
  }
  description(): DistributionDescription {
    return { law: this.law, mu: this.mu, scale: this.scale };
  }
}

/** The logistic law around mu, of standard deviation pi scale / sqrt(3). @throws InvalidArgumentError */
export function logistic(mu: number, scale: number): Logistic {
  return new Logistic(mu, scale);
}
