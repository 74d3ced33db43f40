/** The uniform law on [lower, upper]. */
import { log, type Nats } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { checkAbove, checkPlace } from '../parameters.ts';

export class Uniform extends Law {
  readonly law: string = 'uniform';
  readonly lower: number;
  readonly upper: number;
  readonly #logWidth: Nats;

  constructor(lower: number, upper: number) {
    super();
    this.lower = checkPlace('lower', lower);
    this.upper = checkAbove('upper', checkPlace('upper', upper), lower);
    this.#logWidth = log(upper - lower);
  }

  get support(): Support {
    return { lower: this.lower, upper: this.upper };
  }
  get mode(): number {
    return this.lower + (this.upper - this.lower) / 2;
  }
  get logConcave(): boolean {
    return true;
  }
  get mean(): number {
    return this.mode;
  }
  get variance(): number {
    const width = this.upper - this.lower;
    return (width * width) / 12;
  }
  get entropyNats(): Nats {
    return this.#logWidth;
  }
  logDensity(x: number): Nats {
    return x < this.lower || x > this.upper ? Number.NEGATIVE_INFINITY : -this.#logWidth;
  }
  cdf(x: number): number {
    return x <= this.lower ? 0 : x >= this.upper ? 1 : (x - this.lower) / (this.upper - this.lower);
  }
  survival(x: number): number {
    return x <= this.lower ? 1 : x >= this.upper ? 0 : (this.upper - x) / (this.upper - this.lower);
  }
  quantile(p: number): number {
    return Math.min(this.lower + (this.upper - this.lower) * p, this.upper);
  }
  quantileSurvival(s: number): number {
    return Math.max(this.upper - (this.upper - this.lower) * s, this.lower);
  }
  scoreRange(): readonly [number, number] {
    return [0, 0];
  }
  description(): DistributionDescription {
    return { law: this.law, lower: this.lower, upper: this.upper };
  }
}

/** The uniform law on [lower, upper]. @throws InvalidArgumentError */
export function uniform(lower: number, upper: number): Uniform {
  return new Uniform(lower, upper);
}
