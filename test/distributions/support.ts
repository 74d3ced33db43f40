/** What the tests of distributions share: golden values, tolerances of their README, laws at random parameters. */
import { readFileSync } from 'node:fs';
import { isSamplewireError } from 'samplewire/core';
import type { DistributionDescription } from 'samplewire/distributions';

export interface GoldenLaw {
  readonly distribution: DistributionDescription;
  readonly entropyNats: string | null;
  readonly mean: string | null;
  readonly variance: string | null;
  readonly points: readonly (readonly [x: string, logDensity: string, cdf: string, survival: string])[];
  readonly quantiles: readonly (readonly [p: string, x: string])[];
}

export interface GoldenPair {
  readonly q: DistributionDescription;
  readonly p: DistributionDescription;
  readonly klNats: string;
  readonly logSupremumNats: string;
}

export interface Golden {
  readonly distributions: readonly GoldenLaw[];
  readonly pairs: readonly GoldenPair[];
}

export const golden: Golden = JSON.parse(
  readFileSync(new URL('../vectors/golden/distributions.json', import.meta.url), 'utf8'),
) as Golden;

/** A short name for a law, for the names of tests. */
export function label(description: DistributionDescription): string {
  const { law, ...parameters } = description;
  const values = Object.values(parameters).map((value) =>
    typeof value === 'number' ? String(value) : JSON.stringify(value),
  );
  return `${law}(${values.join(', ')})`.replaceAll('"', '').slice(0, 100);
}

/** |got - wanted| in units of the tolerance: `relative` |wanted| + `absolute`; 0 where both are the same infinity. */
export function excess(got: number | undefined, wanted: number, relative: number, absolute: number): number {
  if (got === wanted) return 0;
  if (got === undefined || !Number.isFinite(wanted) || Number.isNaN(got)) return Number.POSITIVE_INFINITY;
  return Math.abs(got - wanted) / (relative * Math.abs(wanted) + absolute);
}

/** The code of the SamplewireError that `run` throws, 'none' where it returns; any other exception is a failure. */
export function errorCode(run: () => unknown): string {
  try {
    run();
  } catch (caught) {
    if (isSamplewireError(caught)) return caught.code;
    throw caught;
  }
  return 'none';
}
