/**
 * Information of the Gaussian channels: what a sample of a signal in noise carries about the signal.
 *
 *     Y ~ N(0, tau^2), Z = Y + N(0, 1):                     I(Y; Z) = log2(1 + tau^2) / 2
 *     the same noise cut to [-b, b], b = Q^-1(D1 / 2):      I(Y; Z) = h(Z) - h(noise),  D1 = 1 - (1 - D)^(1/d)
 */
import {
  type Bits,
  checkInteger,
  checkPositive,
  checkProbability,
  exp,
  expm1,
  integrate,
  LN2,
  log,
  log1p,
  normalCdf,
  normalQuantile,
  normalSurvival,
  pow,
  SQRT_2PI,
} from '../../core/index.ts';
import { truncatedNormal } from '../../distributions/index.ts';

/** I(Y; Z) of the Gaussian channel with signal deviation tau and unit noise. */
export function gaussianChannelInformationBits(tau: number): Bits {
  return log1p(checkPositive('tau', tau) * tau) / (2 * LN2);
}

export interface TruncatedNormalChannel {
  /** b: the noise lives on [-b, b]. */
  readonly halfWidth: number;
  readonly noiseEntropyBits: Bits;
  /** Per dimension. */
  readonly mutualInformationBits: Bits;
  /** Expected candidates of a block of z-space hybrid coding with cells [-b, b]. */
  readonly candidates: number;
}

/** Unit Gaussian noise cut so that a block of `dimensions` loses total variation D; signal deviation tau. */
export function truncatedNormalChannel(tau: number, dimensions: number, D: number): TruncatedNormalChannel {
  checkPositive('tau', tau);
  checkInteger('dimensions', dimensions, 1);
  checkProbability('D', D);
  const tail = -expm1(log1p(-D) / dimensions) / 2;
  const halfWidth = -normalQuantile(tail);
  const noise = truncatedNormal(0, 1, -halfWidth, halfWidth);
  const noiseEntropyBits = noise.entropyNats! / LN2;
  return {
    halfWidth,
    noiseEntropyBits,
    mutualInformationBits: truncatedSumEntropyBits(tau, halfWidth, 1 - 2 * tail) - noiseEntropyBits,
    candidates: pow((2 * halfWidth) / SQRT_2PI, dimensions) / (1 - D),
  };
}

/**
 * h(Z), Z = tau N + noise cut to [-b, b]. With s^2 = 1 + tau^2 the density of Z is phi(z / s) / s times the mass that
 * the posterior of the noise, N(z / s^2, tau^2 / s^2), has in [-b, b], over the mass kept.
 */
function truncatedSumEntropyBits(tau: number, b: number, mass: number): Bits {
  const variance = 1 + tau * tau;
  const deviation = Math.sqrt(variance);
  const logNorm = log(deviation * SQRT_2PI * mass);
  const integrand = (z: number): number => {
    const upper = (b - z / variance) * (deviation / tau);
    const lower = (-b - z / variance) * (deviation / tau);
    const inside = lower > 0 ? normalSurvival(lower) - normalSurvival(upper) : normalCdf(upper) - normalCdf(lower);
    if (inside <= 0) return 0;
    const logDensity = log(inside) - (z * z) / (2 * variance) - logNorm;
    return -exp(logDensity) * logDensity;
  };
  const reach = Math.min(40 * deviation, b + 40 * tau);
  return (2 * integrate(integrand, 0, reach, { relative: 1e-14 })) / LN2;
}
