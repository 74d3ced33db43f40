/**
 * Expectation-maximisation for mixtures of normals over groups of values. A step gives every group to the components in
 * the proportions of their weighted densities there, then sets each component to the moments of what it was given.
 */
import { exp, LN_SQRT_2PI, log, type Nats } from '../../core/index.ts';
import type { Group } from './groups.ts';

export interface Part {
  readonly weight: number;
  readonly mu: number;
  readonly sigma: number;
}

const ITERATIONS = 100;
/** Improvement of the code length, in nats per value, below which there is nothing to gain. */
const IMPROVEMENT = 1e-6;
/** A component of less weight than this is given up. */
const LIGHTEST = 1e-9;

/** The narrowest that a component may be, by its mean and the number of values that it was given. */
export type Narrowest = (mu: number, values: number) => number;

/** The components after the last step that helped. */
export function refined(start: readonly Part[], groups: readonly Group[], narrowest: Narrowest): readonly Part[] {
  const values = groups.reduce((sum, { count }) => sum + count, 0);
  let parts = start.map((part) => ({ ...part, sigma: Math.max(part.sigma, narrowest(part.mu, values)) }));
  let before = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const sums = expected(parts, groups);
    if (!(before - sums.nats > IMPROVEMENT * values) && iteration > 1) break;
    before = sums.nats;
    parts = maximised(parts, sums, values, narrowest);
  }
  return parts;
}

/** -log of the density of all values. */
export function codelength(parts: readonly Part[], groups: readonly Group[]): Nats {
  return expected(parts, groups).nats;
}

interface Sums {
  readonly nats: Nats;
  /** Values given to each component, and the sums of their offsets from its mean and of the squares of those. */
  readonly mass: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function expected(parts: readonly Part[], groups: readonly Group[]): Sums {
  const count = parts.length;
  const [mass, first, second] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const logPeaks = parts.map(({ weight, sigma }) => log(weight) - log(sigma) - LN_SQRT_2PI);
  const shares = new Float64Array(count);
  let nats = 0;
  for (const group of groups) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      const { mu, sigma } = parts[i]!;
      const z = (group.mean - mu) / sigma;
      // The mean over the group of the log density.
      shares[i] = logPeaks[i]! - 0.5 * (z * z + group.variance / sigma / sigma);
      largest = Math.max(largest, shares[i]!);
    }
    let sum = 0;
    for (let i = 0; i < count; i++) {
      shares[i] = exp(shares[i]! - largest);
      sum += shares[i]!;
    }
    nats -= group.count * (largest + log(sum));
    for (let i = 0; i < count; i++) {
      const given = (shares[i]! / sum) * group.count;
      const offset = group.mean - parts[i]!.mu;
      mass[i]! += given;
      first[i]! += given * offset;
      second[i]! += given * (offset * offset + group.variance);
    }
  }
  return { nats, mass, first, second };
}

function maximised(parts: readonly Part[], sums: Sums, values: number, narrowest: Narrowest): Part[] {
  const next: Part[] = [];
  parts.forEach((part, i) => {
    const mass = sums.mass[i]!;
    if (mass < LIGHTEST * values) return;
    const shift = sums.first[i]! / mass;
    const variance = Math.max(sums.second[i]! / mass - shift * shift, 0);
    const mu = part.mu + shift;
    next.push({ weight: mass / values, mu, sigma: Math.max(Math.sqrt(variance), narrowest(mu, mass)) });
  });
  return next;
}
