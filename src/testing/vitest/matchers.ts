/**
 * The matcher `expect(samples).toFollow(law)`: support, Kolmogorov-Smirnov, Anderson-Darling and chi-square at significance
 * 1e-9. For Jest as well: `expect.extend(matchers)`.
 */
import { checkProbability } from '../../core/index.ts';
import { follows } from '../goodness-of-fit/follows.ts';
import type { Tails } from '../goodness-of-fit/probability-integral-transform.ts';
import { leastProbable, SIGNIFICANCE } from '../goodness-of-fit/result.ts';
import { grouped, resultsFinding, show } from '../laws/show.ts';

/** One law for all samples, or one for each. */
export type Followed = Tails | readonly Tails[];

export interface Followable {
  /** Passes where the samples may be draws of the law. `significance` is 1e-9 where not given. */
  toFollow(law: Followed, significance?: number): void;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

export const matchers: {
  toFollow(samples: ArrayLike<number>, law: Followed, significance?: number): MatcherResult;
} = {
  toFollow(samples, law, significance = SIGNIFICANCE) {
    checkProbability('significance', significance);
    const results = follows(samples, law);
    const finding = resultsFinding(results, samples.length, significance);
    const { name, pValue } = leastProbable(results);
    const passed = `p = ${pValue.toPrecision(3)} by ${name}, n = ${grouped(samples.length)}`;
    return {
      pass: finding === undefined,
      message: () =>
        finding === undefined
          ? `expected the samples not to follow ${show(law)}, but they do: ${passed}`
          : `expected the samples to follow ${show(law)}: ${finding}`,
    };
  },
};
