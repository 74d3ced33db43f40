/** Laws of the sample: every coordinate, all together, and one block after another. */
import { exp, log, normalQuantile } from '../../../core/index.ts';
import { uniformsFollow } from '../../goodness-of-fit/follows.ts';
import { gaussianVectors } from '../../goodness-of-fit/gaussian-vectors.ts';
import { laggedIndependence } from '../../goodness-of-fit/independence.ts';
import { insideSupport } from '../../goodness-of-fit/inside-support.ts';
import { isotropy } from '../../goodness-of-fit/isotropy.ts';
import { kolmogorovSmirnov } from '../../goodness-of-fit/kolmogorov-smirnov.ts';
import { moments } from '../../goodness-of-fit/moments.ts';
import type { TestResult } from '../../goodness-of-fit/result.ts';
import { isNegligible } from '../negligible.ts';
import { resultsFinding } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { type ChannelSubject, transformed } from './subject.ts';

const LAGS = [1, 2, 3];
const STANDARD_NORMAL = { mean: 0, variance: 1, kurtosis: 3 };

export function sampleFollowsTheTarget<T, M>(subject: ChannelSubject<T, M>): Theorem<T> {
  return theorem({
    name: 'law of the sample',
    usualCauses: [
      'bound below the supremum',
      "arrival times that share the dither's stream",
      'stop one candidate early',
      'dither that is added and not subtracted',
      'dimensions that share one dither',
    ],
    share: 0.03,
    finding(target, _, { significance }) {
      const { samples, dimensions, totalVariation } = subject.simulations(target);
      const laws = subject.coordinates(target);
      const exact = isNegligible(totalVariation, subject.blocks);
      const scores = new Float64Array(samples.length);
      const results: TestResult[] = [];
      for (let i = 0; i < dimensions; i++) {
        const { uniforms, survivals } = transformed(samples, dimensions, i, laws[i]!);
        const inside = insideSupport(uniforms, survivals);
        if (inside.pValue === 0) return resultsFinding([inside], subject.blocks, significance);
        if (!exact) {
          results.push(within(kolmogorovSmirnov(uniforms), totalVariation, subject.blocks));
          continue;
        }
        results.push(...uniformsFollow({ uniforms, survivals }));
        for (let b = 0; b < uniforms.length; b++) scores[b * dimensions + i] = normalScore(uniforms[b]!, survivals[b]!);
      }
      if (exact) {
        results.push(...moments(scores, STANDARD_NORMAL), ...gaussianVectors(scores, dimensions));
        if (dimensions > 1) results.push(...isotropy(scores, dimensions));
      }
      return resultsFinding(results, subject.blocks, significance);
    },
  });
}

/** The quantile from the nearer tail. */
const normalScore = (u: number, s: number): number => (u <= s ? normalQuantile(u) : -normalQuantile(s));

/** A distance up to the stated total variation is in order: only what is above it has to be explained by chance. */
function within(result: TestResult, totalVariation: number, n: number): TestResult {
  const beyond = Math.max(0, result.statistic - totalVariation);
  return {
    name: `${result.name}, beyond the stated total variation,`,
    statistic: beyond,
    pValue: Math.min(1, 2 * exp(-2 * n * beyond * beyond)),
    critical: (level) => Math.sqrt(log(2 / level) / (2 * n)),
  };
}

export function blocksAreIndependent<T, M>(subject: ChannelSubject<T, M>): Theorem<T> {
  return theorem({
    name: 'samples of different blocks are independent',
    usualCauses: ['one block of randomness used for two targets', 'an address of blocks that repeats'],
    share: 0.03,
    finding(target, _, { significance }) {
      const { samples, dimensions, totalVariation } = subject.simulations(target);
      if (!isNegligible(totalVariation, subject.blocks)) return undefined;
      const { uniforms } = transformed(samples, dimensions, 0, subject.coordinates(target)[0]!);
      const inside = uniforms.map((u) => Math.min(1, Math.max(0, u)));
      const results = LAGS.flatMap((lag) => laggedIndependence(inside, lag));
      return resultsFinding(results, subject.blocks, significance);
    },
  });
}
