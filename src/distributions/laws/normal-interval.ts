/**
 * The standard normal law on [alpha, beta], beta >= 0: the part of a truncated normal law that is left when it is
 * standardised and mirrored to the right. Shares of its mass are found from distances d = z - alpha and e = beta - z,
 * taken before z is rounded. With the hazard H = phi/Q and alpha > 0,
 *
 *     g(d) = Q(alpha + d)/Q(alpha) = exp(-d (2 alpha + d)/2) H(alpha)/H(alpha + d),    D = 1 - g(width),
 *     below = (1 - g(d))/D,    above = (g(d) - g(width))/D.
 *
 * Near an end these differences cancel; there the Taylor series of exp(-alpha t - t^2/2) is integrated instead. Against 60
 * digits the smaller share is within 2e-13.
 */
import {
  erf,
  exp,
  expNegativeSquare,
  LN_SQRT_2PI,
  log,
  type Nats,
  normalCdf,
  normalHazard,
  normalSurvival,
  SQRT_2PI,
  SQRT1_2,
} from '../../core/index.ts';

const SERIES_TERMS = 20;
const SERIES_REACH = 0.5;

/** Whether the series serves a stretch of length d next to an end at alpha. */
export function isNear(d: number, alpha: number): boolean {
  return d * Math.max(1, Math.abs(alpha)) < SERIES_REACH;
}

/** Beyond this the powers of alpha in the series would not fit a double: t is counted in units of 1 / alpha. */
const STEEP = 1e8;

/**
 * Integral of t^k exp(-alpha t - t^2/2) over [0, d], by its Taylor series, for d max(1, |alpha|) < 1/2. The coefficients
 * are c_0 = 1, c_1 = -alpha, c_(n+1) = -(alpha c_n + c_(n-1)) / (n + 1).
 */
export function seriesMoment(k: number, alpha: number, d: number): number {
  const steepness = Math.abs(alpha) > STEEP ? Math.abs(alpha) : 1;
  const first = alpha / steepness;
  const second = 1 / steepness / steepness;
  let power = d * steepness;
  let unit = steepness;
  for (let i = 0; i < k; i++) {
    power *= d * steepness;
    unit *= steepness;
  }
  let previous = 0;
  let coefficient = 1;
  let sum = 0;
  for (let n = 0; n < SERIES_TERMS; n++) {
    sum += (coefficient * power) / (n + 1 + k);
    const next = -(first * coefficient + second * previous) / (n + 1);
    previous = coefficient;
    coefficient = next;
    power *= d * steepness;
  }
  return sum / unit;
}

/** g(d) = Q(alpha + d) / Q(alpha), alpha > 0; `hazard` is H(alpha). */
export function survivalRatio(alpha: number, hazard: number, d: number): number {
  if (d === Number.POSITIVE_INFINITY) return 0;
  return (decay(alpha, d) * hazard) / normalHazard(alpha + d);
}

export class NormalInterval {
  readonly alpha: number;
  readonly beta: number;
  readonly width: number;
  /** Whether the series serves the whole interval. */
  readonly isNarrow: boolean;
  /** phi(alpha) / Z and phi(beta) / Z, Z the normal mass of the interval. */
  readonly densityAlpha: number;
  readonly densityBeta: number;
  /** Z, where alpha <= 0. */
  readonly mass: number;
  /** H(alpha), where alpha > 0. */
  readonly hazard: number;
  /** D, where alpha > 0. */
  readonly #reach: number;
  /** Log density at alpha if alpha > 0, else -ln(Z sqrt(2 pi)), what -z^2/2 is added to. */
  readonly logNorm: Nats;

  constructor(alpha: number, beta: number, width: number) {
    this.alpha = alpha;
    this.beta = beta;
    this.width = width;
    this.isNarrow = isNear(width, alpha);
    if (alpha > 0) {
      this.mass = 0;
      this.hazard = normalHazard(alpha);
      this.#reach = this.isNarrow
        ? this.hazard * seriesMoment(0, alpha, width)
        : 1 - survivalRatio(alpha, this.hazard, width);
      this.densityAlpha = this.hazard / this.#reach;
      this.densityBeta = decay(alpha, width) * this.densityAlpha;
      this.logNorm = log(this.densityAlpha);
    } else {
      const inside = 1 - (normalCdf(alpha) + normalSurvival(beta));
      this.mass = inside > 0.5 ? inside : 0.5 * (erf(beta * SQRT1_2) - erf(alpha * SQRT1_2));
      this.hazard = 0;
      this.#reach = 1;
      this.densityAlpha = density(alpha) / this.mass;
      this.densityBeta = density(beta) / this.mass;
      this.logNorm = -LN_SQRT_2PI - log(this.mass);
    }
  }

  /** Share of the mass between alpha and z = alpha + d = beta - e. */
  below(d: number, e: number, z: number): number {
    if (isNear(d, this.alpha)) return this.densityAlpha * seriesMoment(0, this.alpha, d);
    if (isNear(e, this.beta)) return 1 - this.densityBeta * seriesMoment(0, -this.beta, e);
    if (this.alpha > 0) return (1 - survivalRatio(this.alpha, this.hazard, d)) / this.#reach;
    return between(this.alpha, z) / this.mass;
  }

  /** Share of the mass between z = alpha + d = beta - e and beta. */
  above(d: number, e: number, z: number): number {
    if (isNear(e, this.beta)) return this.densityBeta * seriesMoment(0, -this.beta, e);
    if (isNear(d, this.alpha)) return 1 - this.densityAlpha * seriesMoment(0, this.alpha, d);
    if (this.alpha > 0) {
      const beyond = survivalRatio(this.alpha, this.hazard, this.width);
      return (survivalRatio(this.alpha, this.hazard, d) - beyond) / this.#reach;
    }
    return between(z, this.beta) / this.mass;
  }
}

/** exp(-d (2 alpha + d) / 2). */
function decay(alpha: number, d: number): number {
  return exp(-0.5 * d * (2 * alpha + d));
}

/** phi(x), 0 at infinity. */
function density(x: number): number {
  return Math.abs(x) > 40 ? 0 : expNegativeSquare(0.5, x) / SQRT_2PI;
}

/** Normal mass between l <= r, without cancellation. */
function between(l: number, r: number): number {
  if (l >= 0) return normalSurvival(l) - normalSurvival(r);
  if (r <= 0) return normalCdf(r) - normalCdf(l);
  return 0.5 * (erf(r * SQRT1_2) - erf(l * SQRT1_2));
}
