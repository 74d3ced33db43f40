/**
 * The level functions of a density ratio with one peak: differences of cdfs at the ends l, r of a level set.
 *
 *     w_P(h) = P_p(l <= x <= r),    G(h) = E_p max(0, w - h) = P_q(l <= x <= r) - h w_P(h)
 */
import { exp, integrate, invalidArgument, type Nats } from '../../core/index.ts';
import { type Distribution, unimodalRatio } from '../../distributions/index.ts';
import { intervalMass } from './interval-mass.ts';
import { type LevelSet, levelSets } from './level-set.ts';
import type { WeightLaw } from './weight-law.ts';

/** A bounded ratio q/p that certainly does not fall before the mode and does not rise after it. */
export interface PeakedRatio {
  readonly law: Distribution;
  readonly proposal: Distribution;
  readonly mode: number;
  /** Certified: never below the true one. */
  readonly logSupremum: Nats;
}

/** What is left out of q at either end of an expectation. */
const LEFT_OUT = 1e-18;

/** The peak of q/p. @throws InvalidArgumentError where none is certain, with methods that need none */
export function certifiedPeak(law: Distribution, proposal: Distribution): PeakedRatio {
  const ratio = unimodalRatio(law, proposal);
  if (ratio !== undefined) return { law, proposal, ...ratio };
  throw invalidArgument(
    'target',
    `a ratio to ${proposal.law} that certainly has one peak (the Poisson functional representation, rejection and ` +
      'ordered random coding need none)',
    law.law,
  );
}

export function peakedWeightLaw({ law: q, proposal: p, mode, logSupremum }: PeakedRatio): WeightLaw {
  const levelSet = keepingLast(levelSets(q, p, mode));
  const [low, high] = [q.quantile(LEFT_OUT), q.quantileSurvival(LEFT_OUT)];
  const breaks = [...q.kinks, ...p.kinks];
  return {
    logWeightBound: logSupremum,
    shape: levelSet,
    massAbove(logLevel) {
      const [lower, upper] = levelSet(logLevel);
      return Math.max(0, intervalMass(q, lower, upper) - exp(logLevel) * intervalMass(p, lower, upper));
    },
    proposalAbove(logLevel) {
      const [lower, upper] = levelSet(logLevel);
      return intervalMass(p, lower, upper);
    },
    meanAbove(f, logLevel) {
      const [lower, upper] = levelSet(logLevel);
      const [from, to] = [Math.max(low, lower), Math.min(high, upper)];
      if (!(to > from)) return 0;
      const borders = [from, ...breaks, mode, to].filter((x) => x >= from && x <= to).sort((a, b) => a - b);
      let sum = 0;
      for (let i = 0; i + 1 < borders.length; i++) {
        const [a, width] = [borders[i]!, borders[i + 1]! - borders[i]!];
        // x = a + width y^2 (3 - 2 y): f has square roots at the ends of level sets, which this makes smooth.
        const integrand = (y: number): number => {
          const x = a + width * y * y * (3 - 2 * y);
          const logTarget = q.logDensity(x);
          return exp(logTarget) * f(logTarget - p.logDensity(x)) * 6 * y * (1 - y);
        };
        if (width > 0) sum += width * integrate(integrand, 0, 1, { relative: 1e-13, absolute: 1e-14 / width });
      }
      return sum;
    },
  };
}

/** Both level functions are asked for at the same level. */
function keepingLast(levelSet: LevelSet): LevelSet {
  let last = Number.NaN;
  let ends: ReturnType<LevelSet> = [0, 0];
  return (logLevel) => {
    if (logLevel !== last) ends = levelSet(logLevel);
    last = logLevel;
    return ends;
  };
}
