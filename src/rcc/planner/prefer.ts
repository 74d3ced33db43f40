/**
 * Which of several ways to send is meant by "small", "fast" or "both". All three lie on the Pareto front of bits and time:
 * no other row is better in both.
 */
import type { Prediction } from './pilot.ts';

export type Preference = 'size' | 'speed' | 'balanced';
export const preferences: readonly Preference[] = ['size', 'speed', 'balanced'];

/** Bits above the least that each preference gives for time. */
const ALLOWANCE: Readonly<Record<Preference, number>> = {
  size: 0.002,
  balanced: 0.05,
  speed: Number.POSITIVE_INFINITY,
};
/** Work of a block in candidates of hybrid coding that each preference allows, where the caller sets none. */
export const BUDGET_OF: Readonly<Record<Preference, number>> = { size: 65_536, balanced: 4096, speed: 256 };

/** The fastest of the rows whose bits are within the preference's allowance of the least; undefined without rows. */
export function preferred<T extends Prediction>(rows: readonly T[], prefer: Preference): T | undefined {
  const least = rows.reduce((bits, row) => Math.min(bits, row.bitsPerValue), Number.POSITIVE_INFINITY);
  const near = rows.filter((row) => row.bitsPerValue <= least * (1 + ALLOWANCE[prefer]));
  return near.reduce<T | undefined>((fastest, row) => {
    return fastest === undefined || row.nanosecondsPerValue < fastest.nanosecondsPerValue ? row : fastest;
  }, undefined);
}

/** Whether no other row has fewer bits and less time. */
export function isParetoOptimal<T extends Prediction>(row: T, rows: readonly T[]): boolean {
  return !rows.some(
    (other) =>
      other.bitsPerValue <= row.bitsPerValue &&
      other.nanosecondsPerValue <= row.nanosecondsPerValue &&
      (other.bitsPerValue < row.bitsPerValue || other.nanosecondsPerValue < row.nanosecondsPerValue),
  );
}
