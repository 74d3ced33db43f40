/**
 * Functional information of a signal Y in additive noise of density f, Z = Y + noise: the least that any exact scheme can
 * pay which sends one sample at a time.
 *
 *     I_F = integral dh integral dz P log2(1 / P),    P(z, h) = P(f(z - Y) >= h) = P(z - r <= Y <= z - l),
 *
 * [l, r] the level set of f at h, and I <= I_F <= I + log2(I + 1) + 1. Layered quantization (the direct form) draws h and z
 * with density 1 dh P dz and spends -log2 P bits: it pays I_F and nothing more (ours to note). With h = max f e^(-t^2) the
 * outer integrand is smooth where level sets shrink like t.
 *
 * C. T. Li and A. El Gamal, 2018 (discrete Z); G. Flamich, S. Sriramu and A. Wagner, 2025 (in general).
 */
import { type Bits, exp, integrate, invalidArgument, LN2, log } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { intervalMass } from '../levels/interval-mass.ts';
import { monotoneLevelSets } from '../levels/level-set.ts';

const RELATIVE = 1e-10;
const ABSOLUTE = 1e-12;
/** Levels below e^-64 of the peak; heavy tails have some share of the information there. */
const LARGEST_T = 8;
/** Mass of the signal beyond either end of the inner integral. */
const LEFT_OUT = 1e-14;

/** @throws InvalidArgumentError where the noise is not unimodal */
export function functionalInformationBits(signal: Distribution, noise: Distribution): Bits {
  const { mode } = noise;
  if (mode === undefined) throw invalidArgument('noise', 'a law that certainly has one peak', noise.law);
  const logPeak = noise.logDensity(mode);
  const levelSet = monotoneLevelSets((x) => noise.logDensity(x), mode, noise);
  const [lowest, middle, highest] = [
    signal.quantile(LEFT_OUT),
    signal.quantile(0.5),
    signal.quantileSurvival(LEFT_OUT),
  ];

  const atLevel = (t: number): number => {
    const [l, r] = levelSet(logPeak - t * t);
    const integrand = (z: number): number => {
      const inside = intervalMass(signal, z - r, z - l);
      return inside <= 0 ? 0 : -inside * log(inside);
    };
    const splits = [middle + l, middle + r, ...signal.kinks.flatMap((kink) => [kink + l, kink + r])];
    const bits = integrate(integrand, lowest + l, highest + r, { relative: RELATIVE, absolute: ABSOLUTE, splits });
    return bits * exp(logPeak - t * t) * 2 * t;
  };
  return integrate(atLevel, 0, LARGEST_T, { relative: RELATIVE, absolute: ABSOLUTE }) / LN2;
}
