/**
 * A mixture of one to three normals fitted to values, for a marginal that nobody gave: expectation-maximisation from a
 * start at quantiles, the number of components by description length (code length of the values plus 12 bytes a
 * component), parameters rounded to float32. A normal law has mass everywhere, so every value stays codable.
 *
 * A. P. Dempster, N. M. Laird and D. B. Rubin, J. R. Stat. Soc. B 39, 1977; J. Rissanen, Automatica 1978.
 */
import { checkFinite, exp, invalidArgument, LN2, type Nats } from '../core/index.ts';
import { type Mixture, mixture } from './laws/mixture.ts';
import { type Normal, normal } from './laws/normal.ts';

export interface FitOptions {
  /** At most this many components, 3 by default. */
  readonly maximumComponents?: number;
}

const ITERATIONS = 80;
const BITS_PER_COMPONENT = 96;
/** Narrowest component, relative to the deviation of all values. */
const NARROWEST = 1e-3;

export function fitNormalMixture(values: ArrayLike<number>, options: FitOptions = {}): Mixture | Normal {
  if (values.length === 0) throw invalidArgument('values', 'at least one value', values);
  const sorted = Float64Array.from(values).sort();
  for (const value of sorted) checkFinite('values', value);
  const { maximumComponents = 3 } = options;
  let best: Mixture | Normal | undefined;
  let bestBits = Number.POSITIVE_INFINITY;
  for (let count = 1; count <= Math.min(maximumComponents, sorted.length); count++) {
    const law = fitComponents(sorted, count);
    const bits = BITS_PER_COMPONENT * count + codelength(law, sorted) / LN2;
    if (bits < bestBits) {
      best = law;
      bestBits = bits;
    }
  }
  return best!;
}

function fitComponents(sorted: Float64Array, count: number): Mixture | Normal {
  const all = momentsOfValues(sorted, 0, sorted.length);
  const floor = Math.max(NARROWEST * all.sigma, 1e-6 * Math.abs(all.mu), 1e-30);
  const parts = Array.from({ length: count }, (_, i) => {
    const [from, to] = [Math.floor((i * sorted.length) / count), Math.floor(((i + 1) * sorted.length) / count)];
    const { mu, sigma } = momentsOfValues(sorted, from, to);
    return { weight: 1 / count, mu, sigma: Math.max(sigma, floor, all.sigma / (2 * count)) };
  });
  const densities = new Float64Array(count);
  for (let iteration = 0; iteration < (count === 1 ? 1 : ITERATIONS); iteration++) {
    const laws = parts.map(({ mu, sigma }) => normal(mu, sigma));
    const sums = parts.map(() => ({ mass: 0, first: 0, second: 0 }));
    for (const value of sorted) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        densities[i] = parts[i]!.weight * densityAt(laws[i]!, value);
        total += densities[i]!;
      }
      if (!(total > 0)) continue;
      for (let i = 0; i < count; i++) {
        const share = densities[i]! / total;
        const offset = value - parts[i]!.mu;
        sums[i]!.mass += share;
        sums[i]!.first += share * offset;
        sums[i]!.second += share * offset * offset;
      }
    }
    sums.forEach(({ mass, first, second }, i) => {
      if (!(mass > 0)) return;
      const shift = first / mass;
      const variance = Math.max(second / mass - shift * shift, 0);
      parts[i] = {
        weight: mass / sorted.length,
        mu: parts[i]!.mu + shift,
        sigma: Math.max(Math.sqrt(variance), floor),
      };
    });
  }
  const laws = parts.map(({ mu, sigma }) => normal(Math.fround(mu), Math.fround(sigma)));
  return count === 1
    ? laws[0]!
    : mixture(
        parts.map(({ weight }) => Math.fround(weight)),
        laws,
      );
}

function densityAt(law: Normal, x: number): number {
  return exp(law.logDensity(x));
}

function codelength(law: Mixture | Normal, values: Float64Array): Nats {
  let nats = 0;
  for (const value of values) nats -= Math.max(law.logDensity(value), -1e6);
  return nats;
}

function momentsOfValues(values: Float64Array, from: number, to: number): { mu: number; sigma: number } {
  const count = Math.max(1, to - from);
  let mu = 0;
  for (let i = from; i < to; i++) mu += values[i]! / count;
  let variance = 0;
  for (let i = from; i < to; i++) variance += ((values[i]! - mu) * (values[i]! - mu)) / count;
  return { mu, sigma: Math.sqrt(variance) };
}
