/** Laws of the density: it is the derivative of the cdf, has mass 1, vanishes outside the support, and has its moments. */
import { exp, integrate } from '../../../core/index.ts';
import { digits } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { between, excess, givenProbability, splitsOf, type TestedDistribution } from './tested.ts';

export const densityIntegratesToOne: Theorem<TestedDistribution> = theorem({
  name: 'the density integrates to 1',
  usualCauses: ['a missing normalising constant', 'a truncated law that keeps the density of the whole one'],
  share: 0.2,
  finding(law) {
    const { lower, upper } = law.support;
    const density = (x: number): number => exp(law.logDensity(x));
    const mass = integrate(density, lower, upper, { relative: 1e-11, splits: splitsOf(law) });
    return Math.abs(mass - 1) < 1e-10 ? undefined : `its integral is ${mass}`;
  },
});

export const cdfHasTheDensity: Theorem<TestedDistribution> = theorem({
  name: 'the derivative of the cdf is the density',
  usualCauses: ['a scale left out of the density', 'log density and cdf of different parameters'],
  given: givenProbability,
  finding(law, p) {
    const x = law.quantile(between(p, 1e-3, 1 - 1e-3));
    const step = 1e-6 * (law.quantile(0.75) - law.quantile(0.25));
    if ((law.kinks ?? []).some((kink) => Math.abs(kink - x) <= 2 * step)) return undefined;
    const { lower, upper } = law.support;
    if (x - 2 * step <= lower || x + 2 * step >= upper) return undefined;
    const quotient = (law.cdf(x + step) - law.cdf(x - step)) / (2 * step);
    const density = exp(law.logDensity(x));
    if (excess(quotient, density, 1e-5, 1e-7 / step / 1e5) < 1) return undefined;
    return `the cdf rises by ${digits(quotient)} at ${x}, the density is ${digits(density)}`;
  },
});

export const nothingOutsideTheSupport: Theorem<TestedDistribution> = theorem({
  name: 'outside the support there is nothing',
  usualCauses: ['a formula used beyond the ends of its support', 'a support that is narrower than the law'],
  given: givenProbability,
  finding(law, p) {
    const { lower, upper } = law.support;
    for (const [end, side, tail] of [[lower, -1, 'cdf'] as const, [upper, 1, 'survival'] as const]) {
      if (!Number.isFinite(end)) continue;
      const x = end + side * (Math.abs(end) * 1e-9 + p);
      if (law.logDensity(x) !== Number.NEGATIVE_INFINITY) return `log density ${law.logDensity(x)} at ${x}`;
      if (law[tail](x) !== 0) return `${tail} ${law[tail](x)} at ${x}`;
    }
    return undefined;
  },
});

export const momentsAreTheDensitys: Theorem<TestedDistribution> = theorem({
  name: 'mean, variance and entropy are those of the density',
  usualCauses: ['scale in place of its square', 'the moments of the law before it was truncated or scaled'],
  share: 0.1,
  finding(law) {
    const { lower, upper } = law.support;
    const centre = law.quantile(0.5);
    const splits = splitsOf(law);
    const expectation = (g: (x: number, logDensity: number) => number): number =>
      integrate(
        (x) => {
          const logDensity = law.logDensity(x);
          return logDensity < -745 ? 0 : exp(logDensity) * g(x, logDensity);
        },
        lower,
        upper,
        { relative: 1e-11, absolute: 1e-14, splits },
      );
    // Quadrature of a variance needs more than a tail of powers: those laws are measured by their samples.
    const light = law.variance !== undefined && law.law !== 'studentT';
    if (light || Number.isFinite(lower + upper)) {
      const mean = centre + expectation((x) => x - centre);
      if (law.mean !== undefined && excess(law.mean, mean, 1e-7, 1e-7) >= 1)
        return `mean ${law.mean}, integral ${mean}`;
      const variance = expectation((x) => (x - mean) * (x - mean));
      if (law.variance !== undefined && excess(law.variance, variance, 1e-5, 1e-7) >= 1) {
        return `variance ${law.variance}, integral ${variance}`;
      }
    }
    if (law.entropyNats === undefined) return undefined;
    const entropy = expectation((_, logDensity) => -logDensity);
    return excess(law.entropyNats, entropy, 1e-7, 1e-7) < 1
      ? undefined
      : `entropy ${law.entropyNats}, integral ${entropy}`;
  },
});
