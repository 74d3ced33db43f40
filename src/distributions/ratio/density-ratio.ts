/**
 * Density ratios with certified bounds. Every exact algorithm of reverse channel coding needs sup q/p, and a bound below
 * the true supremum biases the samples without a sign of it; so the supremum comes in closed form, or from a branch and
 * bound whose result is never too small, or not at all.
 */
import { log, type Nats, SupportError, UnboundedDensityRatioError } from '../../core/index.ts';
import { ceilingOf, floorOf } from '../bounds.ts';
import type { DensityRatio, Distribution } from '../distribution.ts';
import { Affine } from '../laws/affine.ts';
import { CdfTransformed } from '../laws/cdf-transformed.ts';
import { Truncated } from '../laws/truncated.ts';
import { Uniform } from '../laws/uniform.ts';
import { certifiedMaximum } from './branch-and-bound.ts';
import { outward, ratioAt } from './candidates.ts';
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
  if (areEqual(q, p)) return 0;
  return sharedMap(q, p) ?? supremumOn(q, p, q.support.lower, q.support.upper);
}

/** A ratio does not change under a map of both laws, so the supremum is that of the laws before the map. */
function sharedMap(q: Distribution, p: Distribution): Nats | undefined {
  if (q instanceof Affine && p instanceof Affine && q.scale === p.scale && q.shift === p.shift) {
    return logSupremum(q.inner, p.inner);
  }
  if (!(q instanceof CdfTransformed)) return undefined;
  if (p instanceof CdfTransformed && p.marginal === q.marginal) return logSupremum(q.target, p.target);
  // The marginal itself is uniform on (0, 1) after the map.
  if (p instanceof Uniform) return plus(logSupremum(q.target, q.marginal), log(p.upper - p.lower));
  return undefined;
}

/** sup log q/p on [a, b], inside the supports. */
function supremumOn(q: Distribution, p: Distribution, a: number, b: number): Nats {
  if (areEqual(q, p)) return 0;
  if (q instanceof Truncated) return plus(supremumOn(q.inner, p, a, b), -q.logMass);
  if (p instanceof Truncated) return plus(supremumOn(q, p.inner, a, b), p.logMass);
  const closed = closedFormSupremum(q, p, a, b);
  if (closed !== undefined) return closed;
  const window = searchWindow(q, p, a, b);
  if (window === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(window.outside, maximumOn(q, p, window.from, window.to));
}

function areEqual(q: Distribution, p: Distribution): boolean {
  return q === p || (q.law === p.law && sameValue(q.description(), p.description()));
}

/** Whether two values of plain data are equal. */
function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)));
}

/** The sum, rounded outward. */
function plus(bound: Nats, offset: Nats): Nats {
  return outward(bound, -offset);
}

function maximumOn(q: Distribution, p: Distribution, from: number, to: number): Nats {
  const objective = {
    value: (x: number): Nats => ratioAt(q, p, x),
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
  return certifiedMaximum(objective, from, to, splits);
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
