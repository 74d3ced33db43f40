/**
 * Fitting a mixture of geometric laws to indices: expectation-maximisation for several numbers of components, and the
 * number whose total cost is least, data plus 32 bits per component.
 *
 *     share of component i in value v:  w_i p_i(v) / sum_k w_k p_k(v);      w_i = its mean,  g_i = the mean of v under it
 *
 * Large values are pooled in bins of relative width 1/32, so that the work does not grow with their range. Deterministic,
 * encoder-side. A. P. Dempster, N. M. Laird and D. B. Rubin, 1977; J. Rissanen, "Modeling by shortest data description",
 * 1978.
 */
import { type Bits, checkInteger, exp, LN2, log } from '../../core/index.ts';
import {
  type GeometricComponent,
  type GeometricMixture,
  geometricMean,
  MEAN_GRID,
  MEAN_OFFSET,
} from './geometric-mixture.ts';

const ITERATIONS = 200;
/** Nats per value below which another iteration does not pay. */
const ENOUGH = 1e-7;
const COMPONENT_COUNTS: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16];
const COMPONENT_BITS = 32;
const MAXIMAL_WORD = 65_535;

/** Values and how often each occurs, by increasing value. */
interface Histogram {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  readonly total: number;
}

/**
 * At most `maximalComponents` (1 .. 16) components for indices >= 0, given one by one or as a map from index to count.
 * @throws InvalidArgumentError
 */
export function fitGeometricMixture(
  indices: Iterable<number> | ReadonlyMap<number, number>,
  maximalComponents: number = 8,
): GeometricMixture {
  checkInteger('maximalComponents', maximalComponents, 1, 16);
  const histogram = binned(counted(indices));
  let best: GeometricMixture = { components: [{ weight: 1, meanCode: 0 }] };
  let bestBits = Infinity;
  if (histogram.total === 0) return best;
  for (const count of COMPONENT_COUNTS) {
    if (count > maximalComponents) break;
    const mixture = rounded(fitted(histogram, count));
    const bits = totalBits(mixture, histogram);
    if (bits < bestBits) [best, bestBits] = [mixture, bits];
  }
  return best;
}

function counted(indices: Iterable<number> | ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  if (indices instanceof Map) return indices;
  const counts = new Map<number, number>();
  for (const index of indices as Iterable<number>) counts.set(index, (counts.get(index) ?? 0) + 1);
  return counts;
}

/** Bins of the values: exact below 64, then 32 bins an octave, each at the mean of its members. */
function binned(counts: ReadonlyMap<number, number>): Histogram {
  const bins = new Map<number, { count: number; sum: number }>();
  for (const [index, count] of counts) {
    checkInteger('index', index, 0);
    let octave = 0;
    let place = index;
    for (; place >= 64; octave++) place /= 2;
    const key = 64 * octave + Math.floor(place);
    const bin = bins.get(key) ?? { count: 0, sum: 0 };
    bin.count += count;
    bin.sum += count * index;
    bins.set(key, bin);
  }
  const sorted = [...bins].filter(([, bin]) => bin.count > 0).sort(([a], [b]) => a - b);
  return {
    values: Float64Array.from(sorted, ([, { count, sum }]) => sum / count),
    counts: Float64Array.from(sorted, ([, { count }]) => count),
    total: sorted.reduce((total, [, { count }]) => total + count, 0),
  };
}

interface Mixture {
  readonly weights: Float64Array;
  readonly means: Float64Array;
}

/** Expectation-maximisation from means spread evenly in log v. */
function fitted(histogram: Histogram, count: number): Mixture {
  const largest = histogram.values[histogram.values.length - 1]!;
  const weights = new Float64Array(count).fill(1 / count);
  const means = Float64Array.from({ length: count }, (_, i) => exp(((i + 0.5) / count) * log(largest + 2)) - 0.75);
  const mixture = { weights, means };
  let before = -Infinity;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const logLikelihood = improve(mixture, histogram);
    if (logLikelihood - before < ENOUGH * histogram.total) break;
    before = logLikelihood;
  }
  return mixture;
}

/** One step in place; returns the log likelihood before it. */
function improve({ weights, means }: Mixture, { values, counts, total }: Histogram): number {
  const mass = new Float64Array(weights.length);
  const moment = new Float64Array(weights.length);
  const logLikelihood = eachShare({ weights, means }, { values, counts, total }, (component, value, share) => {
    mass[component]! += share;
    moment[component]! += share * value;
  });
  for (let i = 0; i < weights.length; i++) {
    weights[i] = mass[i]! / total;
    if (mass[i]! > 0) means[i] = moment[i]! / mass[i]!;
  }
  return logLikelihood;
}

/** Calls `take` with the count that each component has of each value; returns the log likelihood. */
function eachShare(
  { weights, means }: Mixture,
  { values, counts }: Histogram,
  take: (component: number, value: number, share: number) => void,
): number {
  const logStart = weights.map((weight, i) => log(weight) - log(1 + means[i]!));
  const logRatio = means.map((mean) => log(mean) - log(1 + mean));
  const terms = new Float64Array(weights.length);
  let logLikelihood = 0;
  for (let v = 0; v < values.length; v++) {
    let largest = -Infinity;
    for (let i = 0; i < terms.length; i++) {
      terms[i] = logStart[i]! + (values[v] === 0 ? 0 : values[v]! * logRatio[i]!);
      largest = Math.max(largest, terms[i]!);
    }
    let sum = 0;
    for (let i = 0; i < terms.length; i++) {
      terms[i] = exp(terms[i]! - largest);
      sum += terms[i]!;
    }
    logLikelihood += counts[v]! * (largest + log(sum));
    for (let i = 0; i < terms.length; i++) take(i, values[v]!, (counts[v]! * terms[i]!) / sum);
  }
  return logLikelihood;
}

/** Weights to 16 bits, means to the grid; components without weight are dropped. */
function rounded({ weights, means }: Mixture): GeometricMixture {
  const components: GeometricComponent[] = [];
  weights.forEach((share, i) => {
    const weight = Math.floor(share * MAXIMAL_WORD + 0.5);
    const code = Math.floor((log(means[i]!) / LN2 + MEAN_OFFSET) * MEAN_GRID + 0.5);
    if (weight > 0) components.push({ weight, meanCode: Math.min(Math.max(code, 0), MAXIMAL_WORD) });
  });
  return { components };
}

/** What the data and the parameters cost under the mixture as it is written. */
function totalBits({ components }: GeometricMixture, histogram: Histogram): Bits {
  let sum = 0;
  for (const { weight } of components) sum += weight;
  const weights = Float64Array.from(components, ({ weight }) => weight / sum);
  const means = Float64Array.from(components, ({ meanCode }) => geometricMean(meanCode));
  const logLikelihood = eachShare({ weights, means }, histogram, () => {});
  return COMPONENT_BITS * components.length - logLikelihood / LN2;
}
