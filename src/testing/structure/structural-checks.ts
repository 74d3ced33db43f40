/**
 * What samples cannot show. A bound that is 2 % too small moves no visible statistic of two million samples, yet changes
 * the winner of one block in five hundred when the search is run on. These checks look at the selection itself.
 */
import { exp, expm1, log, type RandomSource } from '../../core/index.ts';
import type { Candidates, Selection, Weights } from '../../rcc/index.ts';
import { independence } from '../goodness-of-fit/independence.ts';
import { kolmogorovSmirnov } from '../goodness-of-fit/kolmogorov-smirnov.ts';
import type { TestResult } from '../goodness-of-fit/result.ts';

/** Largest log weight of the first `candidates` candidates over the certified bound; above 0 the certificate is broken. */
export function boundExcess({ logWeightBound, logWeights }: Weights, candidates: number): number {
  const out = new Float64Array(candidates);
  logWeights(0, out, Number.NEGATIVE_INFINITY);
  return out.reduce((largest, logWeight) => Math.max(largest, logWeight), Number.NEGATIVE_INFINITY) - logWeightBound;
}

/**
 * Whether the winner stays when the search runs on, past its stop rule, for `factor` times as many candidates. `local`
 * gives the same arrivals each time.
 */
export function winnerStays(
  weights: Weights,
  selection: Selection,
  local: () => RandomSource,
  factor: number = 10,
): boolean {
  const loose: Weights = { ...weights, logWeightBound: weights.logWeightBound + log(factor) };
  return selection.select(loose, local()).index === selection.select(weights, local()).index;
}

/** The weights, served in batches of `size` whatever is asked for: no index may depend on it. */
export function inBatches(weights: Weights, size: number): Weights {
  return {
    ...weights,
    logWeights(first, out, cutoff) {
      for (let start = 0; start < out.length; start += size) {
        weights.logWeights(first + start, out.subarray(start, Math.min(start + size, out.length)), cutoff);
      }
    },
  };
}

/** 1 - exp(-score) of many blocks: uniform, and independent of the sample's own probability transform. */
export function scoreIsExponential(logScores: Float64Array, sampleUniforms: Float64Array): TestResult[] {
  const uniforms = logScores.map((logScore) => -expm1(-exp(logScore)));
  return [
    { ...kolmogorovSmirnov(uniforms), name: 'score is Exponential(1)' },
    ...independence(uniforms, sampleUniforms).map((result) => ({
      ...result,
      name: `score and sample: ${result.name}`,
    })),
  ];
}

/** Whether what the encoder takes is what the decoder rebuilds, bit for bit. */
export function takesWhatIsRebuilt<K>(
  candidates: Candidates<K>,
  rebuild: (index: number, point: K, out: Float64Array) => void,
  indices: readonly number[],
): boolean {
  return indices.every((index) => {
    const { sample, point } = candidates.take(index);
    const rebuilt = new Float64Array(sample.length);
    rebuild(index, point, rebuilt);
    return rebuilt.every((value, i) => Object.is(value, sample[i]));
  });
}
