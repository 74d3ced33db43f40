/**
 * The largest log density on an interval, certified: at the mode moved into the interval for unimodal laws; otherwise a
 * branch and bound between the outermost modes of the parts, beyond which every part falls.
 */
import { checkFinite, invalidArgument, type Nats } from '../../core/index.ts';
import { ceilingOf } from '../bounds.ts';
import type { Distribution } from '../distribution.ts';
import { Affine } from '../laws/affine.ts';
import { Mixture } from '../laws/mixture.ts';
import { Truncated } from '../laws/truncated.ts';
import { certifiedMaximum } from './branch-and-bound.ts';

/** How far a value is rounded outward. */
const ROUNDING = 1e-12;

/** sup of log q on [lower, upper], never below the true one; Infinity where the density has a pole. */
export function logDensitySupremum(q: Distribution, lower: number, upper: number): Nats {
  const from = Math.max(lower, q.support.lower);
  const to = Math.min(upper, q.support.upper);
  if (!(from <= to)) throw invalidArgument('upper', 'an interval that meets the support', upper);
  if (q.mode !== undefined) return outwards(q.logDensity(Math.min(Math.max(q.mode, from), to)));
  const [low, high] = modalInterval(q);
  const a = Math.min(Math.max(low, from), to);
  const b = Math.max(Math.min(high, to), from);
  if (!(a < b)) return outwards(q.logDensity(a));
  checkFinite('support', b - a);
  const objective = {
    value: (x: number) => q.logDensity(x),
    slope: (x: number, y: number) => q.scoreRange(x, y),
    ceiling: (x: number, y: number) => ceilingOf(q, x, y),
  };
  return certifiedMaximum(objective, a, b, q.kinks);
}

function outwards(value: Nats): Nats {
  return Number.isFinite(value) ? value + ROUNDING * (1 + Math.abs(value)) : value;
}

/** An interval outside which the density falls away from it. */
function modalInterval(q: Distribution): readonly [number, number] {
  if (q.mode !== undefined) return [q.mode, q.mode];
  if (q instanceof Truncated) return modalInterval(q.inner);
  if (q instanceof Affine) {
    const ends = modalInterval(q.inner).map((x) => q.scale * x + q.shift);
    return [Math.min(...ends), Math.max(...ends)];
  }
  if (q instanceof Mixture) {
    const parts = q.components.filter((_, i) => q.weights[i]! > 0).map(modalInterval);
    return [Math.min(...parts.map(([low]) => low)), Math.max(...parts.map(([, high]) => high))];
  }
  return [q.support.lower, q.support.upper];
}
