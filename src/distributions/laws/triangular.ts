/** The triangular law on [lower, upper] with its peak 2 / (upper - lower) at the mode; tails are squares of distances. */
import { invalidArgument, LN2, log, type Nats } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { checkAbove, checkPlace } from '../parameters.ts';

export class Triangular extends Law {
  readonly law: string = 'triangular';
  readonly lower: number;
  readonly mode: number;
  readonly upper: number;

  constructor(lower: number, mode: number, upper: number) {
    super();
    this.lower = checkPlace('lower', lower);
    this.upper = checkAbove('upper', checkPlace('upper', upper), lower);
    if (!(mode >= lower && mode <= upper)) throw invalidArgument('mode', `a number from ${lower} to ${upper}`, mode);
    this.mode = mode;
  }

  get support(): Support {
    return { lower: this.lower, upper: this.upper };
  }
  get logConcave(): boolean {
    return true;
  }
  get mean(): number {
    return (this.lower + this.mode + this.upper) / 3;
  }
  get variance(): number {
    const left = this.mode - this.lower;
    const right = this.upper - this.mode;
    return (left * left + left * right + right * right) / 18;
  }
  get entropyNats(): Nats {
    return 0.5 + log(this.upper - this.lower) - LN2;
  }
  override get kinks(): readonly number[] {
    return this.mode > this.lower && this.mode < this.upper ? [this.mode] : [];
  }
  logDensity(x: number): Nats {
    if (x < this.lower || x > this.upper) return Number.NEGATIVE_INFINITY;
    const height = x < this.mode ? (x - this.lower) / (this.mode - this.lower) : this.#fall(x);
    return log(height * 2) - log(this.upper - this.lower);
  }
  cdf(x: number): number {
    if (x <= this.lower) return 0;
    if (x >= this.upper) return 1;
    return x <= this.mode ? this.#left(x) : this.#leftOfMode() + this.#fromMode(x, this.upper);
  }
  survival(x: number): number {
    if (x <= this.lower) return 1;
    if (x >= this.upper) return 0;
    return x <= this.mode ? this.#rightOfMode() + this.#fromMode(x, this.lower) : this.#right(x);
  }
  quantile(p: number): number {
    return p * (this.upper - this.lower) <= this.mode - this.lower ? this.#risen(p) : this.#fallen(1 - p);
  }
  quantileSurvival(s: number): number {
    return s * (this.upper - this.lower) <= this.upper - this.mode ? this.#fallen(s) : this.#risen(1 - s);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    // The score is 1 / (x - lower) left of the mode and -1 / (upper - x) right of it; it decreases on both sides.
    const low = b > this.mode ? -1 / (this.upper - b) : 1 / (b - this.lower);
    const high = a < this.mode ? 1 / (a - this.lower) : -1 / (this.upper - a);
    return [low, high];
  }
  description(): DistributionDescription {
    return { law: this.law, lower: this.lower, mode: this.mode, upper: this.upper };
  }

  /** The point left of the mode with mass p before it. */
  #risen(p: number): number {
    const width = this.upper - this.lower;
    return Math.min(this.lower + width * Math.sqrt(p * ((this.mode - this.lower) / width)), this.upper);
  }
  /** The point right of the mode with mass s after it. */
  #fallen(s: number): number {
    const width = this.upper - this.lower;
    return Math.max(this.upper - width * Math.sqrt(s * ((this.upper - this.mode) / width)), this.lower);
  }
  #leftOfMode(): number {
    return (this.mode - this.lower) / (this.upper - this.lower);
  }
  #rightOfMode(): number {
    return (this.upper - this.mode) / (this.upper - this.lower);
  }
  /** Mass between the mode and x on the side of this end: no difference of tails, which would lose it near a mode at an end. */
  #fromMode(x: number, end: number): number {
    const distance = (x - this.mode) / (end - this.mode);
    return (Math.abs(x - this.mode) / (this.upper - this.lower)) * (2 - distance);
  }
  /** Height right of the mode, 1 there. */
  #fall(x: number): number {
    return this.upper === this.mode ? 1 : (this.upper - x) / (this.upper - this.mode);
  }
  #left(x: number): number {
    return ((x - this.lower) / (this.upper - this.lower)) * ((x - this.lower) / (this.mode - this.lower));
  }
  #right(x: number): number {
    return ((this.upper - x) / (this.upper - this.lower)) * ((this.upper - x) / (this.upper - this.mode));
  }
}

/** The triangular law on [lower, upper] with its peak at mode. @throws InvalidArgumentError */
export function triangular(lower: number, mode: number, upper: number): Triangular {
  return new Triangular(lower, mode, upper);
}
