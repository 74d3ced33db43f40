/**
 * Bounds on a log density over an interval without slopes: a unimodal law is highest at its mode moved into the interval
 * and lowest at an end; composite laws bound themselves from their parts.
 */
import type { Nats } from '../core/index.ts';
import type { Distribution } from './distribution.ts';

/** Never below log f on [a, b]; Infinity where nothing is known. */
export function ceilingOf(law: Distribution, a: number, b: number): Nats {
  const { mode } = law;
  if (mode !== undefined) return law.logDensity(Math.min(Math.max(mode, a), b));
  return law.logDensityCeiling?.(a, b) ?? Number.POSITIVE_INFINITY;
}

/** Never above log f on [a, b]; -Infinity where nothing is known. */
export function floorOf(law: Distribution, a: number, b: number): Nats {
  if (law.mode !== undefined) return Math.min(law.logDensity(a), law.logDensity(b));
  return law.logDensityFloor?.(a, b) ?? Number.NEGATIVE_INFINITY;
}
