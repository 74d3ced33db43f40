/**
 * Functional information of the Gaussian channel, Y ~ N(0, tau^2), Z = Y + N(0, 1): the least that any exact scheme can
 * pay which sends one sample at a time.
 *
 *     I_F = integral dh integral dz P log2(1 / P),    P(z, h) = P(f(z - Y) >= h),    I <= I_F <= I + log2(I + 1) + 1,
 *
 * f the density of the noise. {x : f(x) >= h} is [-r, r], and r is a chi variable of 3 degrees of freedom when h is drawn as
 * layered quantization draws it: its code length is -log2 P, so it pays I_F and nothing more (ours to note).
 *
 *     I_F = integral_0^inf sqrt(2/pi) r e^(-r^2/2) integral_0^inf P log2(1/P) dz dr,    P = Phi((z + r)/tau) - Phi((z - r)/tau)
 *
 * C. T. Li and A. El Gamal, 2018 (discrete Z); G. Flamich, S. Sriramu and A. Wagner, 2025 (in general).
 */
import { type Bits, checkPositive, exp, integrate, LN2, log, normalCdf, normalSurvival, PI } from '../../core/index.ts';

const RELATIVE = 1e-11;
/** Deviations beyond which nothing is left. */
const REACH = 9;

/** I_F of the Gaussian channel with signal deviation tau and unit noise: also the rate of layered quantization. */
export function functionalInformationBits(tau: number): Bits {
  checkPositive('tau', tau);
  const layer = (r: number): number => {
    const integrand = (z: number): number => {
      const [lower, upper] = [(z - r) / tau, (z + r) / tau];
      const inside = lower > 0 ? normalSurvival(lower) - normalSurvival(upper) : normalCdf(upper) - normalCdf(lower);
      return inside <= 0 ? 0 : -inside * log(inside);
    };
    return integrate(integrand, 0, r + REACH * tau, { relative: RELATIVE, absolute: 1e-13, splits: [r] });
  };
  const density = (r: number): number => Math.sqrt(2 / PI) * r * exp((-r * r) / 2) * layer(r);
  return integrate(density, 0, REACH, { relative: RELATIVE }) / LN2;
}
