/** Laws of both tails: cdf, survival and their inverses, with full relative accuracy in the smaller one. */
import { exp } from '../../../core/index.ts';
import { digits } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { between, excess, givenProbability, grain, type TestedDistribution } from './tested.ts';

/** One, but for the rounding of a sum of pieces. */
const ROUNDED_ONE = 1 + 4.5e-16;

export const cdfInvertsQuantile: Theorem<TestedDistribution> = theorem({
  name: 'cdf inverts quantile',
  usualCauses: ['a quantile that was not refined after a starting value', 'scale or shift applied to one of the two'],
  given: givenProbability,
  finding(law, p) {
    const x = law.quantile(p);
    if (excess(law.cdf(x), p, 1e-11, 1e-12 + grain(law, x)) < 1) return undefined;
    return `cdf(quantile(p)) = ${law.cdf(x)}, expected ${p}`;
  },
});

export const survivalInvertsItsQuantile: Theorem<TestedDistribution> = theorem({
  name: 'survival inverts quantileSurvival',
  usualCauses: [
    'survival computed as 1 - cdf, which loses the right tail',
    'quantileSurvival(s) computed as quantile(1 - s)',
  ],
  given: givenProbability,
  finding(law, s) {
    const x = law.quantileSurvival(s);
    const error = excess(law.survival(x), s, 1e-11, 1e-12 + grain(law, x));
    const lost = law.survival(x) === 0 && law.support.upper === Number.POSITIVE_INFINITY;
    if (error < 1 && !lost) return undefined;
    return `survival(quantileSurvival(s)) = ${law.survival(x)}, expected ${s}`;
  },
});

export const quantileInvertsCdf: Theorem<TestedDistribution> = theorem({
  name: 'quantile inverts cdf where there is density',
  usualCauses: ['a bracket of the inverse that leaves part of the support out', 'cdf flat where the density is not 0'],
  given: givenProbability,
  finding(law, p) {
    const x = law.quantile(between(p, 1e-6, 1 - 1e-6));
    const density = exp(law.logDensity(x));
    const [below, above] = [law.cdf(x), law.survival(x)];
    if (!(density > 1e-4 && below > 0 && above > 0)) return undefined;
    const back = below <= above ? law.quantile(below) : law.quantileSurvival(above);
    if (excess(back, x, 1e-12, 1e-12 / Math.min(1, density)) < 1) return undefined;
    return `quantile(cdf(x)) = ${back}, expected x = ${x}`;
  },
});

export const tailsSumToOne: Theorem<TestedDistribution> = theorem({
  name: 'cdf and survival sum to 1, do not decrease or increase, and stay in [0, 1]',
  usualCauses: ['pieces of a cdf that do not join', 'a probability that is not clipped after rounding'],
  given: givenProbability,
  finding(law, p) {
    const x = law.quantile(p);
    const next = x + Math.abs(x) * 1e-13 + 1e-13;
    for (const at of [x, next]) {
      const [below, above] = [law.cdf(at), law.survival(at)];
      if (!(Math.abs(below + above - 1) <= 5e-14)) return `cdf + survival - 1 = ${digits(below + above - 1)} at ${at}`;
      if (!(below >= 0 && below <= ROUNDED_ONE && above >= 0 && above <= ROUNDED_ONE))
        return `cdf ${below}, survival ${above} at ${at}`;
    }
    if (!(law.cdf(next) >= law.cdf(x) * (1 - 1e-13))) return `cdf falls from ${law.cdf(x)} to ${law.cdf(next)} at ${x}`;
    if (law.survival(next) <= law.survival(x) * (1 + 1e-13)) return undefined;
    return `survival rises from ${law.survival(x)} to ${law.survival(next)} at ${x}`;
  },
});

export const quantilesStayInside: Theorem<TestedDistribution> = theorem({
  name: 'quantiles do not decrease and lie in the support',
  usualCauses: ['an inverse that stops at another branch', 'a support that is narrower than the law'],
  given: givenProbability,
  finding(law, p) {
    const later = Math.min(1 - 1e-12, p * 1.01);
    const x = law.quantile(p);
    if (!(law.quantile(later) >= x - 1e-12 * Math.abs(x))) {
      return `quantile(${later}) = ${law.quantile(later)} is below quantile(${p}) = ${x}`;
    }
    const { lower, upper } = law.support;
    const outside = [x, law.quantileSurvival(p)].find((at) => !(at >= lower && at <= upper));
    return outside === undefined ? undefined : `the quantile ${outside} is outside [${lower}, ${upper}]`;
  },
});
