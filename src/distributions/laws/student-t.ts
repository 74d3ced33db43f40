/**
 * Student's t law with nu degrees of freedom, location mu and scale sigma. Even integer nu is algebraic, so a decoder may
 * use it: with s = z / sqrt(nu + z^2), c = nu / (nu + z^2), t_0 = 1, t_n = t_(n-1) (2n - 1)/(2n) c,
 *
 *     F(z) = 1/2 + s/2 sum_{n < nu/2} t_n;    z > 2:  survival = s/2 sum_{n >= nu/2} t_n   (the full sum is 1/s)
 *
 * Other nu by the incomplete beta function, for encoders.
 */
import { checkPositive, digamma, exp, log, log1p, logGamma, type Nats, PI, regularizedBeta } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law, LINE } from '../law.ts';
import { checkPlace, checkScale } from '../parameters.ts';

const CENTRAL = 2;
/** From here on 1 + z^2/nu is z^2/nu, which may not fit a double. */
const HUGE = 1e150;
const NEWTON_STEPS = 60;
/** Newton's method is done when a step is this small: two ulp. */
const SETTLED = 4.5e-16;
/** Longest algebraic sum: larger even nu go by the incomplete beta function. */
const MAXIMAL_ALGEBRAIC = 300;

export class StudentT extends Law {
  readonly law: string = 'studentT';
  readonly nu: number;
  readonly mu: number;
  readonly sigma: number;
  readonly #logNorm: Nats;

  constructor(nu: number, mu: number, sigma: number) {
    super();
    this.nu = checkPositive('nu', nu);
    this.mu = checkPlace('mu', mu);
    this.sigma = checkScale('sigma', sigma);
    this.#logNorm = logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * log(nu * PI) - log(sigma);
  }

  override get decoderVisible(): boolean {
    return this.nu % 2 === 0 && this.nu <= MAXIMAL_ALGEBRAIC;
  }
  get support(): Support {
    return LINE;
  }
  get mode(): number {
    return this.mu;
  }
  get logConcave(): boolean {
    return false;
  }
  get mean(): number | undefined {
    return this.nu > 1 ? this.mu : undefined;
  }
  get variance(): number | undefined {
    return this.nu > 2 ? (this.sigma * this.sigma * this.nu) / (this.nu - 2) : undefined;
  }
  get entropyNats(): Nats {
    const half = (this.nu + 1) / 2;
    return half * (digamma(half) - digamma(this.nu / 2)) - this.#logNorm;
  }
  logDensity(x: number): Nats {
    return this.#logNorm + this.#logShape((x - this.mu) / this.sigma);
  }
  cdf(x: number): number {
    return this.#tail(-(x - this.mu) / this.sigma);
  }
  survival(x: number): number {
    return this.#tail((x - this.mu) / this.sigma);
  }
  quantile(p: number): number {
    return p <= 0.5 ? this.mu - this.sigma * this.#tailQuantile(p) : this.mu + this.sigma * this.#tailQuantile(1 - p);
  }
  quantileSurvival(s: number): number {
    return s <= 0.5 ? this.mu + this.sigma * this.#tailQuantile(s) : this.mu - this.sigma * this.#tailQuantile(1 - s);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    const scale = this.nu * this.sigma * this.sigma;
    const turn = this.sigma * Math.sqrt(this.nu);
    const score = (y: number): number => (-(this.nu + 1) * y) / (scale + y * y);
    const [from, to] = [a - this.mu, b - this.mu];
    const values = [finiteOrZero(score, from), finiteOrZero(score, to)];
    for (const y of [-turn, turn]) if (y > from && y < to) values.push(score(y));
    return [Math.min(...values), Math.max(...values)];
  }
  description(): DistributionDescription {
    return { law: this.law, nu: this.nu, mu: this.mu, sigma: this.sigma };
  }

  /** Log density of the standard law over that at 0. */
  #logShape(z: number): Nats {
    const square = Math.abs(z) > HUGE ? 2 * log(Math.abs(z)) - log(this.nu) : log1p((z * z) / this.nu);
    return -((this.nu + 1) / 2) * square;
  }

  /** P(Z > z) of the standard law. */
  #tail(z: number): number {
    if (z === 0) return 0.5;
    if (!Number.isFinite(z)) return z > 0 ? 0 : 1;
    return this.decoderVisible ? this.#algebraicTail(z) : this.#betaTail(z);
  }

  #algebraicTail(z: number): number {
    const root = Math.sqrt(this.nu + z * z);
    const s = Math.abs(z) > HUGE ? (z > 0 ? 1 : -1) : z / root;
    const c = Math.abs(z) > HUGE ? this.nu / z / z : this.nu / (this.nu + z * z);
    const half = this.nu / 2;
    let term = 1;
    let sum = 0;
    for (let n = 0; n < half; n++) {
      if (n > 0) term *= ((2 * n - 1) / (2 * n)) * c;
      sum += term;
    }
    if (Math.abs(z) <= CENTRAL) return 0.5 - 0.5 * s * sum;
    let tail = 0;
    for (let n = half; ; n++) {
      term *= ((2 * n - 1) / (2 * n)) * c;
      const next = tail + term;
      if (next === tail) break;
      tail = next;
    }
    const beyond = 0.5 * Math.abs(s) * tail;
    return z > 0 ? beyond : 1 - beyond;
  }

  #betaTail(z: number): number {
    const half = this.nu / 2;
    const square = z * z;
    // Far out the function is its first term, x^(nu/2) / (nu B(nu/2, 1/2)) with x = nu/z^2, which may not fit a double.
    const beyond =
      Math.abs(z) > HUGE
        ? exp(half * (log(this.nu) - 2 * log(Math.abs(z))) - log(this.nu) - logBeta(half, 0.5))
        : 0.5 * regularizedBeta(half, 0.5, this.nu / (this.nu + square), square / (this.nu + square));
    return z > 0 ? beyond : 1 - beyond;
  }

  /** The z >= 0 with P(Z > z) = s, 0 < s <= 1/2: Newton on log survival, inside a shrinking bracket. */
  #tailQuantile(s: number): number {
    if (s === 0.5) return 0;
    if (this.nu === 2) return (1 - 2 * s) / Math.sqrt(2 * s * (1 - s));
    const target = log(s);
    let low = 0;
    let high = 1;
    while (log(this.#tail(high)) > target && high < 1e300) {
      low = high;
      high *= 2;
    }
    const logPeak = this.#logNorm + log(this.sigma);
    let z = (low + high) / 2;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      // Invariant: the root lies in [low, high].
      const tail = this.#tail(z);
      const error = log(tail) - target;
      if (error > 0) low = z;
      else high = z;
      const next = z + (error * tail) / exp(logPeak + this.#logShape(z));
      const inside = next > low && next < high ? next : (low + high) / 2;
      if (Math.abs(inside - z) <= SETTLED * z) return inside;
      z = inside;
    }
    return z;
  }
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

function finiteOrZero(score: (y: number) => number, y: number): number {
  return Number.isFinite(y) ? score(y) : 0;
}

/** Student's law with nu > 0 degrees of freedom of mu + sigma T; its cdf is deterministic for even nu up to 300. @throws InvalidArgumentError */
export function studentT(nu: number, mu: number, sigma: number): StudentT {
  return new StudentT(nu, mu, sigma);
}
