/**
 * The normal law restricted to [lower, upper]. Everything is computed on the side where the interval is, mirrored if it
 * lies left of the mean: with alpha = (lower - mu)/sigma > 0, distances d = (x - lower)/sigma, and the hazard H = phi/Q,
 *
 *     g(x) = Q(z)/Q(alpha) = exp(-d (2 alpha + d)/2) H(alpha)/H(z),    D = 1 - g(upper),
 *     cdf = (1 - g(x))/D,    survival = (g(x) - g(upper))/D,    log f = -d (2 alpha + d)/2 + ln(H(alpha)/D) - ln sigma.
 *
 * Near an end, where these differences cancel, the Taylor series of exp(-alpha t - t^2/2) is integrated instead. The
 * smaller of cdf and survival is within 2e-13; quantiles never reject.
 */
import {
  checkFinite,
  checkPositive,
  erf,
  exp,
  expm1,
  expNegativeSquare,
  invalidArgument,
  LN_SQRT_2PI,
  log,
  log1p,
  type Nats,
  normalCdf,
  normalHazard,
  normalLogSurvival,
  normalQuantile,
  normalSurvival,
  SQRT_2PI,
  SQRT1_2,
} from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';

const SERIES_TERMS = 20;
const SERIES_REACH = 0.5;
const NEWTON_STEPS = 6;
/** From here on the quantile is Newton's method on ln Q; six steps reach rounding for every width. */
const FAR_TAIL = 2;

/** Integral of exp(-alpha t - t^2/2) over [0, d], by its Taylor series, for d max(1, |alpha|) < 1/2. */
function seriesMass(alpha: number, d: number): number {
  let previous = 0;
  let coefficient = 1;
  let power = d;
  let sum = 0;
  for (let n = 0; n < SERIES_TERMS; n++) {
    sum += (coefficient * power) / (n + 1);
    const next = -(alpha * coefficient + previous) / (n + 1);
    previous = coefficient;
    coefficient = next;
    power *= d;
  }
  return sum;
}

export class TruncatedNormal extends Law {
  readonly law: string = 'truncatedNormal';
  readonly mu: number;
  readonly sigma: number;
  readonly lower: number;
  readonly upper: number;
  /** Whether the interval lies left of the mean, so that all below is about -X. */
  readonly #mirrored: boolean;
  /** Ends in units of sigma, after mirroring: alpha <= beta, and beta >= 0. */
  readonly #alpha: number;
  readonly #beta: number;
  /** Width of the interval in units of sigma. */
  readonly #width: number;
  /** Mass of the interval under the normal law. */
  readonly #mass: number;
  /** phi(alpha) / mass and phi(beta) / mass. */
  readonly #densityAlpha: number;
  readonly #densityBeta: number;
  /** D, where alpha > 0. */
  readonly #reach: number;
  readonly #logNorm: Nats;

  constructor(mu: number, sigma: number, lower: number, upper: number) {
    super();
    this.mu = checkFinite('mu', mu);
    this.sigma = checkPositive('sigma', sigma);
    if (!(lower < upper)) throw invalidArgument('upper', `a number above lower = ${lower}`, upper);
    this.lower = lower;
    this.upper = upper;
    const alpha = (lower - mu) / sigma;
    const beta = (upper - mu) / sigma;
    this.#mirrored = beta < 0;
    this.#alpha = this.#mirrored ? -beta : alpha;
    this.#beta = this.#mirrored ? -alpha : beta;
    this.#width = (upper - lower) / sigma;
    if (this.#alpha > 0) {
      const hazard = normalHazard(this.#alpha);
      this.#reach = this.#isNear(this.#width, this.#alpha)
        ? hazard * seriesMass(this.#alpha, this.#width)
        : 1 - this.#ratio(this.#width);
      this.#mass = normalSurvival(this.#alpha) * this.#reach;
      this.#densityAlpha = hazard / this.#reach;
      this.#densityBeta = decay(this.#alpha, this.#width) * this.#densityAlpha;
      this.#logNorm = log(this.#densityAlpha) - log(sigma);
    } else {
      const outside = normalCdf(this.#alpha) + normalSurvival(this.#beta);
      this.#reach = 1;
      this.#mass = 1 - outside > 0.5 ? 1 - outside : 0.5 * (erf(this.#beta * SQRT1_2) - erf(this.#alpha * SQRT1_2));
      this.#densityAlpha = expNegativeSquareOf(this.#alpha) / (SQRT_2PI * this.#mass);
      this.#densityBeta = expNegativeSquareOf(this.#beta) / (SQRT_2PI * this.#mass);
      this.#logNorm = -LN_SQRT_2PI - log(sigma) - log(this.#mass);
    }
    if (!(this.#mass > 0 || this.#alpha > 0) || !(this.#width > 0)) {
      throw invalidArgument('upper', 'an interval of positive mass', upper);
    }
  }

  get support(): Support {
    return { lower: this.lower, upper: this.upper };
  }
  get mode(): number {
    return Math.min(Math.max(this.mu, this.lower), this.upper);
  }
  get logConcave(): boolean {
    return true;
  }
  get mean(): number {
    const shift = this.sigma * (this.#densityAlpha - this.#densityBeta);
    return this.mu + (this.#mirrored ? -shift : shift);
  }
  get variance(): number {
    const shift = this.#densityAlpha - this.#densityBeta;
    return this.sigma * this.sigma * (1 + this.#ends() - shift * shift);
  }
  get entropyNats(): Nats {
    // ln(sqrt(2 pi e) sigma Z) + (alpha phi(alpha) - beta phi(beta)) / (2 Z), with -logNorm in the place of ln(.. Z).
    const logScaledMass = this.#alpha > 0 ? -this.#logNorm - 0.5 * this.#alpha * this.#alpha : -this.#logNorm;
    return 0.5 + logScaledMass + 0.5 * this.#ends();
  }
  logDensity(x: number): Nats {
    if (x < this.lower || x > this.upper) return Number.NEGATIVE_INFINITY;
    if (this.#alpha > 0) {
      const d = this.#distance(x);
      return -0.5 * d * (2 * this.#alpha + d) + this.#logNorm;
    }
    const z = (x - this.mu) / this.sigma;
    return -0.5 * z * z + this.#logNorm;
  }
  cdf(x: number): number {
    if (x <= this.lower) return 0;
    if (x >= this.upper) return 1;
    return this.#mirrored ? this.#above(x) : this.#below(x);
  }
  survival(x: number): number {
    if (x <= this.lower) return 1;
    if (x >= this.upper) return 0;
    return this.#mirrored ? this.#below(x) : this.#above(x);
  }
  quantile(p: number): number {
    return this.#mirrored ? this.#pointAbove(p) : this.#pointBelow(p);
  }
  quantileSurvival(s: number): number {
    return this.#mirrored ? this.#pointBelow(s) : this.#pointAbove(s);
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    const variance = this.sigma * this.sigma;
    return [(this.mu - b) / variance, (this.mu - a) / variance];
  }
  description(): DistributionDescription {
    return { law: this.law, mu: this.mu, sigma: this.sigma, lower: this.lower, upper: this.upper };
  }

  /** (alpha phi(alpha) - beta phi(beta)) / Z; an infinite end has no part in it. */
  #ends(): number {
    const left = this.#densityAlpha === 0 ? 0 : this.#alpha * this.#densityAlpha;
    const right = this.#densityBeta === 0 ? 0 : this.#beta * this.#densityBeta;
    return left - right;
  }

  #isNear(d: number, alpha: number): boolean {
    return d * Math.max(1, Math.abs(alpha)) < SERIES_REACH;
  }

  /** Q(alpha + d) / Q(alpha), alpha > 0. */
  #ratio(d: number): number {
    if (d === Number.POSITIVE_INFINITY) return 0;
    return (decay(this.#alpha, d) * normalHazard(this.#alpha)) / normalHazard(this.#alpha + d);
  }

  /** Distance from the end nearer the mean, in sigma. */
  #distance(x: number): number {
    return (this.#mirrored ? this.upper - x : x - this.lower) / this.sigma;
  }

  /** Distance from the other end. */
  #distanceBeta(x: number): number {
    return (this.#mirrored ? x - this.lower : this.upper - x) / this.sigma;
  }

  /** Share of the mass between the alpha end and x. */
  #below(x: number): number {
    const d = this.#distance(x);
    if (this.#isNear(d, this.#alpha)) return this.#densityAlpha * seriesMass(this.#alpha, d);
    const e = this.#distanceBeta(x);
    if (this.#isNear(e, this.#beta)) return 1 - this.#densityBeta * seriesMass(-this.#beta, e);
    if (this.#alpha > 0) return (1 - this.#ratio(d)) / this.#reach;
    return between(this.#alpha, this.#standard(x)) / this.#mass;
  }

  /** Share of the mass between x and the beta end. */
  #above(x: number): number {
    const e = this.#distanceBeta(x);
    if (this.#isNear(e, this.#beta)) return this.#densityBeta * seriesMass(-this.#beta, e);
    const d = this.#distance(x);
    if (this.#isNear(d, this.#alpha)) return 1 - this.#densityAlpha * seriesMass(this.#alpha, d);
    if (this.#alpha > 0) return (this.#ratio(d) - this.#ratio(this.#width)) / this.#reach;
    return between(this.#standard(x), this.#beta) / this.#mass;
  }

  #standard(x: number): number {
    const z = (x - this.mu) / this.sigma;
    return this.#mirrored ? -z : z;
  }

  /** The x with share p between the alpha end and it. */
  #pointBelow(p: number): number {
    return this.#place(this.#alpha > 0 ? this.#tailPoint(p) : this.#centralPoint(p, 1 - p));
  }

  /** The x with share s between it and the beta end. */
  #pointAbove(s: number): number {
    if (this.#alpha > 0) return this.#place(this.#tailPoint(1 - s));
    return this.#place(this.#centralPoint(1 - s, s));
  }

  /** alpha <= 0: by the normal quantile of the nearer tail. */
  #centralPoint(p: number, s: number): number {
    const below = normalCdf(this.#alpha) + p * this.#mass;
    return below <= 0.5 ? normalQuantile(below) : -normalQuantile(normalSurvival(this.#beta) + s * this.#mass);
  }

  /** alpha > 0. */
  #tailPoint(p: number): number {
    const alpha = this.#alpha;
    const beta = this.#beta;
    if (alpha < FAR_TAIL) {
      const tail = normalSurvival(beta);
      return -normalQuantile(tail + (1 - p) * (normalSurvival(alpha) - tail));
    }
    const logRatio = normalLogSurvival(beta) - normalLogSurvival(alpha);
    const target = normalLogSurvival(alpha) + log1p(p * expm1(logRatio));
    let z = alpha - log1p(p * expm1(-alpha * (beta - alpha))) / alpha;
    for (let step = 0; step < NEWTON_STEPS; step++) z += (normalLogSurvival(z) - target) / normalHazard(z);
    return z;
  }

  #place(z: number): number {
    const x = this.mu + this.sigma * (this.#mirrored ? -z : z);
    return Math.min(Math.max(x, this.lower), this.upper);
  }
}

/** exp(-d (2 alpha + d) / 2). */
function decay(alpha: number, d: number): number {
  return exp(-0.5 * d * (2 * alpha + d));
}

/** exp(-x^2 / 2), 0 at infinity. */
function expNegativeSquareOf(x: number): number {
  return Math.abs(x) > 40 ? 0 : expNegativeSquare(0.5, x);
}

/** Normal mass between l <= r, without cancellation. */
function between(l: number, r: number): number {
  if (l >= 0) return normalSurvival(l) - normalSurvival(r);
  if (r <= 0) return normalCdf(r) - normalCdf(l);
  return 0.5 * (erf(r * SQRT1_2) - erf(l * SQRT1_2));
}

export function truncatedNormal(mu: number, sigma: number, lower: number, upper: number): TruncatedNormal {
  return new TruncatedNormal(mu, sigma, lower, upper);
}
