/**
 * Maximum likelihood for mixtures of geometric laws by expectation-maximisation, from a histogram of the indices. The
 * start spreads the means over the range of the data; encoder-side.
 */
import { exp, LN2, log } from '../../core/index.ts';
import type { GeometricComponent, GeometricMixture } from './geometric-mixture.ts';

const ITERATIONS = 60;
const GRID = 1024;
const OFFSET = 32;
const MAXIMAL_CODE = 65_535;

export function fitGeometricMixture(indices: readonly number[], maximalComponents: number = 8): GeometricMixture {
  const histogram = new Map<number, number>();
  let largest = 0;
  for (const index of indices) {
    histogram.set(index, (histogram.get(index) ?? 0) + 1);
    largest = Math.max(largest, index);
  }
  const values = Float64Array.from(histogram.keys());
  const counts = Float64Array.from(histogram.values());
  const count = Math.max(1, Math.min(maximalComponents, 1 + Math.floor(log(largest + 1) / LN2)));
  const weights = new Float64Array(count).fill(1 / count);
  const means = Float64Array.from({ length: count }, (_, i) => exp(((i + 0.5) / count) * log(largest + 2)) - 0.5);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) improve(values, counts, weights, means);
  return { components: rounded(weights, means) };
}

/** One step of expectation-maximisation: responsibilities, then weights and means from them. */
function improve(values: Float64Array, counts: Float64Array, weights: Float64Array, means: Float64Array): void {
  const components = weights.length;
  const mass = new Float64Array(components);
  const moment = new Float64Array(components);
  const logStart = weights.map((weight, i) => log(weight) - log(1 + means[i]!));
  const logRatio = means.map((mean) => log(mean) - log(1 + mean));
  const terms = new Float64Array(components);
  let total = 0;
  for (let v = 0; v < values.length; v++) {
    let sum = 0;
    for (let i = 0; i < components; i++) {
      const exponent = values[v]! === 0 ? 0 : values[v]! * logRatio[i]!;
      terms[i] = exp(logStart[i]! + exponent);
      sum += terms[i]!;
    }
    if (!(sum > 0)) continue;
    total += counts[v]!;
    for (let i = 0; i < components; i++) {
      const share = (counts[v]! * terms[i]!) / sum;
      mass[i] = mass[i]! + share;
      moment[i] = moment[i]! + share * values[v]!;
    }
  }
  if (total === 0) return;
  for (let i = 0; i < components; i++) {
    weights[i] = mass[i]! / total;
    if (mass[i]! > 0) means[i] = moment[i]! / mass[i]!;
  }
}

/** Weights to 16 bits, means to the grid; components without weight are dropped. */
function rounded(weights: Float64Array, means: Float64Array): GeometricComponent[] {
  const components: GeometricComponent[] = [];
  weights.forEach((share, i) => {
    const weight = Math.floor(share * MAXIMAL_CODE + 0.5);
    const code = Math.floor((log(means[i]!) / LN2 + OFFSET) * GRID + 0.5);
    if (weight > 0) components.push({ weight, meanCode: Math.min(Math.max(code, 0), MAXIMAL_CODE) });
  });
  return components.length > 0 ? components : [{ weight: 1, meanCode: 0 }];
}
