/**
 * The law of the score: the least T_n / w_n of a Poisson functional representation is Exponential(1), and independent
 * of the sample. Arrivals taken from the dither show after 300 blocks, long before the samples show them; at a fixed
 * centre, since random centres average them away. Weights that lack a factor m give scores with the rate m: the caller
 * adds log m to the log score.
 *
 * C. T. Li and A. El Gamal, IEEE Trans. IT 2018, III.
 */
import { exp, expm1 } from '../../core/index.ts';
import { independence } from '../goodness-of-fit/independence.ts';
import { kolmogorovSmirnov } from '../goodness-of-fit/kolmogorov-smirnov.ts';
import type { TestResult } from '../goodness-of-fit/result.ts';

/** `logScores` of many blocks, and a probability transform of each block's sample. */
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
