/** Laws of the shape: what certified bounds are built on. One that is broken makes a bound too small, without a sign. */
import { exp } from '../../../core/index.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { givenProbability, type TestedDistribution } from './tested.ts';

export const scoreStaysInItsRange: Theorem<TestedDistribution> = theorem({
  name: 'the score lies in its range',
  usualCauses: [
    'a range taken at the ends of an interval in which the score is not monotone',
    'kinks that are not listed',
  ],
  given: givenProbability,
  finding(law, p) {
    if (law.scoreRange === undefined) return undefined;
    const [a, b] = [law.quantile(0.3 * p + 0.01), law.quantile(0.3 * p + 0.05)];
    if (!(b - a > 1e-9 * Math.abs(a)) || (law.kinks ?? []).some((kink) => kink >= a && kink <= b)) return undefined;
    const [low, high] = law.scoreRange(a, b);
    const slope = (law.logDensity(b) - law.logDensity(a)) / (b - a);
    if (Number.isNaN(slope)) return undefined;
    const slack = (1e-12 * (1 + Math.abs(law.logDensity(a)))) / (b - a) + 1e-9 * Math.abs(slope);
    if (slope >= low - slack && slope <= high + slack) return undefined;
    return `the log density has slope ${slope} between ${a} and ${b}, outside [${low}, ${high}]`;
  },
});

export const modeIsDensest: Theorem<TestedDistribution> = theorem({
  name: 'nothing is denser than the mode, and both sides fall from it',
  usualCauses: ['a mode that lies outside a truncated support', 'a law of several modes that names one'],
  given: givenProbability,
  finding(law, p) {
    if (law.mode === undefined) return undefined;
    const x = law.quantile(Math.max(p, 1e-9));
    const nearer = x + (law.mode - x) / 3;
    const [at, towards, top] = [x, nearer, law.mode].map((place) => law.logDensity(place)) as [number, number, number];
    if (towards >= at - 1e-12 && top >= at - 1e-12) return undefined;
    return `log density ${at} at ${x}, ${towards} at ${nearer}, ${top} at the mode ${law.mode}`;
  },
});

export const logConcavityHolds: Theorem<TestedDistribution> = theorem({
  name: 'a log-concave density is at least the mean of its neighbours',
  usualCauses: ['logConcave claimed for heavy tails or for a mixture'],
  given: givenProbability,
  finding(law, p) {
    if (law.logConcave !== true) return undefined;
    const inside = Math.max(1e-6, p / 2);
    const pairs = [
      [law.quantile(inside), law.quantileSurvival(Math.max(1e-6, p / 3))],
      // On one side, where heavy tails are convex.
      [law.quantile(inside / 8), law.quantile(inside)],
      [law.quantileSurvival(inside), law.quantileSurvival(inside / 8)],
    ] as const;
    for (const [a, b] of pairs) {
      const [left, right, between] = [a, b, a / 2 + b / 2].map((x) => law.logDensity(x)) as [number, number, number];
      if (!Number.isFinite(left + right) || between >= (left + right) / 2 - 1e-9) continue;
      return `at ${a / 2 + b / 2} the density is ${exp(between - (left + right) / 2)} of that mean`;
    }
    return undefined;
  },
});
