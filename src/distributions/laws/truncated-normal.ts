/**
 * The normal law restricted to [lower, upper]. Everything is computed on the side where the interval is, mirrored if it
 * lies left of the mean, by the standard law on [alpha, beta]; distances from the ends are kept apart, since the mean may
 * be far away. Moments come from
 *
 *     mean = mu + sigma (phi(alpha) - phi(beta))/Z,
 *     variance = sigma^2 [1 + (alpha phi(alpha) - beta phi(beta))/Z - ((phi(alpha) - phi(beta))/Z)^2],
 *     entropy = ln(sqrt(2 pi e) sigma Z) + (alpha phi(alpha) - beta phi(beta)) / (2 Z),
 *
 * from the series in narrow intervals, and by quadrature far in the tail, where these lose alpha^4 ulp.
 */
import { invalidArgument, log, type Nats } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { type Moments, momentsOf } from '../moments.ts';
import { checkAbove, checkEnd, checkPlace, checkScale } from '../parameters.ts';
import { NormalInterval, seriesMoment } from './normal-interval.ts';
import { type Place, placeOf } from './normal-interval-quantile.ts';

/** Beyond this alpha the closed forms of the moments lose more than half of the digits that are asked for. */
const STEADY_TAIL = 4;

export class TruncatedNormal extends Law {
  readonly law: string = 'truncatedNormal';
  readonly mu: number;
  readonly sigma: number;
  readonly lower: number;
  readonly upper: number;
  /** Whether the interval lies left of the mean, so that `#standard` is about -X. */
  readonly #mirrored: boolean;
  readonly #standard: NormalInterval;
  readonly #logNorm: Nats;

  constructor(mu: number, sigma: number, lower: number, upper: number) {
    super();
    this.mu = checkPlace('mu', mu);
    this.sigma = checkScale('sigma', sigma);
    this.lower = checkEnd('lower', lower);
    this.upper = checkAbove('upper', checkEnd('upper', upper), lower);
    const alpha = (lower - mu) / sigma;
    const beta = (upper - mu) / sigma;
    this.#mirrored = beta < 0;
    const width = (upper - lower) / sigma;
    this.#standard = this.#mirrored ? new NormalInterval(-beta, -alpha, width) : new NormalInterval(alpha, beta, width);
    this.#logNorm = this.#standard.logNorm - log(sigma);
    if (!Number.isFinite(this.#logNorm)) throw invalidArgument('upper', 'an interval of positive mass', upper);
  }

  get support(): Support {
    return { lower: this.lower, upper: this.upper };
  }
  get mode(): number {
    return this.#inside(this.mu);
  }
  get logConcave(): boolean {
    return true;
  }
  get mean(): number {
    return this.#moments().mean;
  }
  get variance(): number {
    return this.#moments().variance;
  }
  get entropyNats(): Nats {
    return this.#moments().entropyNats;
  }
  logDensity(x: number): Nats {
    if (x < this.lower || x > this.upper) return Number.NEGATIVE_INFINITY;
    if (this.#standard.alpha > 0) {
      const d = this.#distance(x);
      return -0.5 * d * (2 * this.#standard.alpha + d) + this.#logNorm;
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
    return this.#at(this.#mirrored ? placeOf(this.#standard, 1 - p, p) : placeOf(this.#standard, p, 1 - p));
  }
  quantileSurvival(s: number): number {
    return this.#at(this.#mirrored ? placeOf(this.#standard, s, 1 - s) : placeOf(this.#standard, 1 - s, s));
  }
  scoreRange(a: number, b: number): readonly [number, number] {
    return [(this.mu - b) / this.sigma / this.sigma, (this.mu - a) / this.sigma / this.sigma];
  }
  description(): DistributionDescription {
    return { law: this.law, mu: this.mu, sigma: this.sigma, lower: this.lower, upper: this.upper };
  }

  #below(x: number): number {
    return this.#standard.below(this.#distance(x), this.#distanceBeta(x), this.#standardised(x));
  }
  #above(x: number): number {
    return this.#standard.above(this.#distance(x), this.#distanceBeta(x), this.#standardised(x));
  }
  /** Distance from the end at alpha, in sigma. */
  #distance(x: number): number {
    return (this.#mirrored ? this.upper - x : x - this.lower) / this.sigma;
  }
  /** Distance from the end at beta. */
  #distanceBeta(x: number): number {
    return (this.#mirrored ? x - this.lower : this.upper - x) / this.sigma;
  }
  #standardised(x: number): number {
    return (this.#mirrored ? this.mu - x : x - this.mu) / this.sigma;
  }

  #at({ from, distance }: Place): number {
    const step = this.sigma * distance;
    if (from === 'mean') return this.#inside(this.#mirrored ? this.mu - step : this.mu + step);
    return this.#inside((from === 'alpha') === this.#mirrored ? this.upper - step : this.lower + step);
  }
  #inside(x: number): number {
    return Math.min(Math.max(x, this.lower), this.upper);
  }

  #moments(): Moments {
    const { isNarrow, alpha } = this.#standard;
    if (isNarrow) return this.#narrowMoments();
    return alpha > STEADY_TAIL ? momentsOf(this) : this.#closedMoments();
  }

  #closedMoments(): Moments {
    const { alpha, beta, densityAlpha, densityBeta } = this.#standard;
    const shift = densityAlpha - densityBeta;
    // An infinite end has no part in it.
    const ends = (densityAlpha === 0 ? 0 : alpha * densityAlpha) - (densityBeta === 0 ? 0 : beta * densityBeta);
    const logScaledMass = alpha > 0 ? -this.#logNorm - 0.5 * alpha * alpha : -this.#logNorm;
    return {
      mean: this.mu + (this.#mirrored ? -this.sigma : this.sigma) * shift,
      variance: this.sigma * this.sigma * (1 + ends - shift * shift),
      entropyNats: 0.5 + logScaledMass + 0.5 * ends,
    };
  }

  /** Moments of the distance d from alpha, whose density is proportional to exp(-alpha d - d^2/2). */
  #narrowMoments(): Moments {
    const { alpha, width } = this.#standard;
    const mass = seriesMoment(0, alpha, width);
    const first = seriesMoment(1, alpha, width) / mass;
    const second = seriesMoment(2, alpha, width) / mass;
    return {
      mean: this.#at({ from: 'alpha', distance: first }),
      variance: this.sigma * this.sigma * (second - first * first),
      entropyNats: log(mass) + log(this.sigma) + alpha * first + 0.5 * second,
    };
  }
}

/** The normal law of mean mu and deviation sigma restricted to [lower, upper]; an end may be infinite. */
export function truncatedNormal(mu: number, sigma: number, lower: number, upper: number): TruncatedNormal {
  return new TruncatedNormal(mu, sigma, lower, upper);
}
