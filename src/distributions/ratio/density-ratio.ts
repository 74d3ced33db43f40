/**
 * Density ratios with certified bounds. Every exact algorithm of reverse channel coding needs sup q/p, and a bound below
 * the true supremum biases the samples without a sign of it; so the supremum comes in closed form, or from a branch and
 * bound whose result is never too small, or not at all.
 */
import { type Nats, SupportError, UnboundedDensityRatioError } from '../../core/index.ts';
import { ceilingOf, floorOf } from '../bounds.ts';
import type { DensityRatio, Distribution } from '../distribution.ts';
import { StudentT } from '../laws/student-t.ts';
import { certifiedMaximum } from './branch-and-bound.ts';
import { closedFormSupremum } from './closed-forms.ts';
import { searchWindow } from './tails.ts';

/** log q/p and its range; suprema are found when they are first asked for. */
export function densityRatio(q: Distribution, p: Distribution): DensityRatio {
  let supremum: Nats | undefined;
  let infimum: Nats | undefined;
  return {
    log: (x) => q.logDensity(x) - p.logDensity(x),
    get logSupremum() {
      supremum ??= logSupremum(q, p);
      return supremum;
    },
    get logInfimum() {
      infimum ??= -logSupremum(p, q);
      return infimum;
    },
  };
}

/** sup log q/p where it is finite. @throws SupportError, UnboundedDensityRatioError */
export function boundedLogSupremum(q: Distribution, p: Distribution): Nats {
  if (!supportInside(q, p)) {
    throw new SupportError(`"q" expected a support inside ${show(p)}, got ${show(q)}`);
  }
  const bound = logSupremum(q, p);
  if (bound === Number.POSITIVE_INFINITY) {
    throw new UnboundedDensityRatioError(`"q" expected a bounded ratio to ${p.law}, got ${q.law} with heavier tails`);
  }
  return bound;
}

function logSupremum(q: Distribution, p: Distribution): Nats {
  if (!supportInside(q, p)) return Number.POSITIVE_INFINITY;
  if (q === p || JSON.stringify(q.description()) === JSON.stringify(p.description())) return 0;
  const { lower, upper } = q.support;
  const closed = closedFormSupremum(q, p, lower, upper);
  if (closed !== undefined) return closed;
  if (q instanceof StudentT && p instanceof StudentT && q.nu === p.nu) return equalStudents(q, p);
  const window = searchWindow(q, p, lower, upper);
  if (window === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(window.outside, maximumOn(q, p, window.from, window.to));
}

function maximumOn(q: Distribution, p: Distribution, from: number, to: number): Nats {
  const objective = {
    value(x: number): Nats {
      const logQ = q.logDensity(x);
      return logQ === Number.NEGATIVE_INFINITY ? logQ : logQ - p.logDensity(x);
    },
    slope(a: number, b: number): readonly [number, number] {
      const [qLow, qHigh] = q.scoreRange(a, b);
      const [pLow, pHigh] = p.scoreRange(a, b);
      return [qLow - pHigh, qHigh - pLow];
    },
    ceiling(a: number, b: number): Nats {
      const ceiling = ceilingOf(q, a, b);
      return Number.isFinite(ceiling) ? ceiling - floorOf(p, a, b) : ceiling;
    },
  };
  const splits = [...q.kinks, ...p.kinks, ...modes(q), ...modes(p)];
  try {
    return certifiedMaximum(objective, from, to, splits);
  } catch (error) {
    if (error instanceof UnboundedDensityRatioError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Equal degrees of freedom: the ratio tends to a constant at both ends, and turns at the roots of a quadratic. */
function equalStudents(q: StudentT, p: StudentT): Nats {
  const far = 1e9 * (Math.abs(q.mu - p.mu) + q.sigma + p.sigma);
  const limit = q.logDensity(q.mu + far) - p.logDensity(p.mu + far);
  return Math.max(limit + 1e-8, maximumOn(q, p, Math.min(q.mu, p.mu) - far, Math.max(q.mu, p.mu) + far));
}

function modes({ mode }: Distribution): number[] {
  return mode === undefined ? [] : [mode];
}

function supportInside(q: Distribution, p: Distribution): boolean {
  return q.support.lower >= p.support.lower && q.support.upper <= p.support.upper;
}

function show({ support }: Distribution): string {
  return `[${support.lower}, ${support.upper}]`;
}
