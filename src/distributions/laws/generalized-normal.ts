/**
 * The generalised normal law, log f = -|z|^shape + ln shape - ln 2a - ln G(1/shape), z = (x - mu) / a: Laplace at shape 1,
 * normal at 2, flatter above. Its cdf is an incomplete gamma function, for encoders. S. Nadarajah, J. Appl. Stat. 32, 2005.
 */
import {
  checkPositive,
  exp,
  LN2,
  log,
  logGamma,
  type Nats,
  pow,
  regularizedGammaP,
  regularizedGammaQ,
} from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law, LINE } from '../law.ts';
import { checkPlace, checkScale } from '../parameters.ts';

const NEWTON_STEPS = 100;
const LARGEST_PRODUCT = 64;
/** Newton's method is done when a step is this small: two ulp. */
const SETTLED = 4.5e-16;

export class GeneralizedNormal extends Law {
  readonly law: string = 'generalizedNormal';
  readonly mu: number;
  readonly scale: number;
  readonly shape: number;
  readonly #logNorm: Nats;

  constructor(mu: number, scale: number, shape: number) {
    super();
    this.mu = checkPlace('mu', mu);
    this.scale = checkScale('scale', scale);
    this.shape = checkPositive('shape', shape);
    this.#logNorm = log(shape) - LN2 - log(scale) - logGamma(1 / shape);
  }

  override get decoderVisible(): boolean {
    return false;
  }
  get support(): Support {
    return LINE;
  }
  get mode(): number {
    return this.mu;
  }
  get logConcave(): boolean {
    return this.shape >= 1;
  }
  get mean(): number {
    return this.mu;
  }
  get variance(): number {
    return this.scale * this.scale * exp(logGamma(3 / this.shape) - logGamma(1 / this.shape));
  }
  get entropyNats(): Nats {
    return 1 / this.shape - this.#logNorm;
  }
  override get kinks(): readonly number[] {
    return this.shape < 2 ? [this.mu] : [];
  }
  logDensity(x: number): Nats {
    return this.#logNorm - this.#power(this.#standardised(x));
  }
  cdf(x: number): number {
    return x <= this.mu ? 0.5 * this.#beyond(this.#standardised(x)) : 0.5 + 0.5 * this.#within(this.#standardised(x));
  }
  survival(x: number): number {
    return x >= this.mu ? 0.5 * this.#beyond(this.#standardised(x)) : 0.5 + 0.5 * this.#within(this.#standardised(x));
  }
  quantile(p: number): number {
    return p <= 0.5 ? this.mu - this.scale * this.#tailQuantile(p) : this.mu + this.scale * this.#tailQuantile(1 - p);
  }
  quantileSurvival(s: number): number {
    return s <= 0.5 ? this.mu + this.scale * this.#tailQuantile(s) : this.mu - this.scale * this.#tailQuantile(1 - s);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    // The score is -sign(z) shape |z|^(shape - 1) / scale: monotone for shape >= 1, unbounded at the mode below.
    if (this.shape < 1 && a <= this.mu && b >= this.mu) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const [atA, atB] = [this.#score(a, 1), this.#score(b, -1)];
    return [Math.min(atA, atB), Math.max(atA, atB)];
  }
  description(): DistributionDescription {
    return { law: this.law, mu: this.mu, scale: this.scale, shape: this.shape };
  }

  /** The score at x; at the mode its limit from the side that `side` points to. */
  #score(x: number, side: number): number {
    const z = (x - this.mu) / this.scale;
    const sign = z === 0 ? side : z > 0 ? 1 : -1;
    const magnitude = this.shape === 1 ? 1 : z === 0 ? 0 : pow(Math.abs(z), this.shape - 1);
    return (-sign * this.shape * magnitude) / this.scale;
  }
  /** |z|^shape. */
  #power(z: number): number {
    return z === 0 ? 0 : power(Math.abs(z), this.shape);
  }
  #standardised(x: number): number {
    return (x - this.mu) / this.scale;
  }
  /** P(|Z| > |z|), and its complement, of the standard law. */
  #beyond(z: number): number {
    return regularizedGammaQ(1 / this.shape, this.#power(z));
  }
  #within(z: number): number {
    return regularizedGammaP(1 / this.shape, this.#power(z));
  }

  /** The z >= 0 with survival s of the standard law, 0 < s <= 1/2: Newton on log survival inside a bracket. */
  #tailQuantile(s: number): number {
    if (s === 0.5) return 0;
    const target = log(s);
    let low = 0;
    let high = 1;
    while (log(0.5 * this.#beyond(high)) > target && high < 1e300) {
      low = high;
      high *= 2;
    }
    const logPeak = this.#logNorm + log(this.scale);
    let z = (low + high) / 2;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      // Invariant: the root lies in [low, high].
      const tail = 0.5 * this.#beyond(z);
      const error = log(tail) - target;
      if (error > 0) low = z;
      else high = z;
      const next = z + (error * tail) / exp(logPeak - this.#power(z));
      const inside = next > low && next < high ? next : (low + high) / 2;
      if (Math.abs(inside - z) <= SETTLED * z) return inside;
      z = inside;
    }
    return z;
  }
}

/** x^y, x > 0: whole powers by multiplication. The tails are exp(-x^y), and x^y ulp of error there are many digits. */
function power(x: number, y: number): number {
  const whole = Math.floor(y);
  if (whole > LARGEST_PRODUCT) return pow(x, y);
  const fraction = y - whole;
  let result = fraction === 0 ? 1 : fraction === 0.5 ? Math.sqrt(x) : pow(x, fraction);
  // Invariant: result square^left is the answer.
  let square = x;
  for (let left = whole; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** The law of density proportional to exp(-|(x - mu) / scale|^shape), shape > 0. @throws InvalidArgumentError */
export function generalizedNormal(mu: number, scale: number, shape: number): GeneralizedNormal {
  return new GeneralizedNormal(mu, scale, shape);
}
