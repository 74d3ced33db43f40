/** The narrowest interval of a given mass of a unimodal law: its density is equal at both ends, or it starts at an end. */
import { checkProbability } from '../core/index.ts';
import type { Distribution } from './distribution.ts';
import { TruncatedNormal } from './laws/truncated-normal.ts';

/** The width is stationary in the left mass, so an error of 2^-36 of what is outside shows in its square only. */
const HALVINGS = 36;

type Interval = readonly [lower: number, upper: number];

/** [lower, upper] with cdf(upper) - cdf(lower) = mass; the central interval where the law is not unimodal. */
export function highestDensityInterval(law: Distribution, mass: number): Interval {
  checkProbability('mass', mass);
  const outside = 1 - mass;
  const { mode } = law;
  if (mode === undefined || isSymmetric(law)) return [law.quantile(outside / 2), law.quantileSurvival(outside / 2)];
  const known = found.get(law);
  if (known?.mass === mass) return known.interval;
  const interval = search(law, mode, outside);
  found.set(law, { mass, interval });
  return interval;
}

/** What a search found last for a law; planning and encoding ask for the same ones. */
const found = new WeakMap<Distribution, { readonly mass: number; readonly interval: Interval }>();

function search(law: Distribution, mode: number, outside: number): Interval {
  const at = (left: number): readonly [number, number] => [
    left <= 0 ? law.support.lower : law.quantile(left),
    left >= outside ? law.support.upper : law.quantileSurvival(outside - left),
  ];
  // Invariant: the left mass lies in [low, high]; below it the interval is left of the mode, or less dense at its left end.
  let low = 0;
  let high = outside;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const [from, to] = at(middle);
    if (to <= mode || (from < mode && law.logDensity(from) < law.logDensity(to))) low = middle;
    else high = middle;
  }
  // An end of the range that never moved is the answer itself.
  return at(low === 0 ? 0 : high === outside ? outside : (low + high) / 2);
}

const SYMMETRIC = new Set(['normal', 'laplace', 'logistic', 'studentT', 'generalizedNormal', 'uniform']);

function isSymmetric(law: Distribution): boolean {
  if (law instanceof TruncatedNormal) return Math.abs(law.mu - law.lower - (law.upper - law.mu)) <= 1e-9 * law.sigma;
  return SYMMETRIC.has(law.law);
}
