export { hostileBytes } from './arbitraries/bytes.ts';
export { channels, type TestChannel } from './arbitraries/channels.ts';
export { distributionFamilies, distributions } from './arbitraries/distributions.ts';
export { entropyModels, modelMessages, symbolSequences } from './arbitraries/entropy.ts';
export {
  boundedPairs,
  type DistributionPair,
  densityRatios,
  discreteLaws,
  unboundedPairs,
} from './arbitraries/pairs.ts';
export { localRandomnesses, randomSources, sharedBlocks, sharedRandomnesses } from './arbitraries/randomness.ts';
export { andersonDarling } from './goodness-of-fit/anderson-darling.ts';
export { chiSquareCounts, chiSquareTail, chiSquareUniform } from './goodness-of-fit/chi-square.ts';
export { independenceOfCounts, twoSampleChiSquare } from './goodness-of-fit/contingency.ts';
export { cramerVonMises } from './goodness-of-fit/cramer-von-mises.ts';
export { energy } from './goodness-of-fit/energy.ts';
export { follows } from './goodness-of-fit/follows.ts';
export { gaussianVectors } from './goodness-of-fit/gaussian-vectors.ts';
export { examinedIsGeometric } from './goodness-of-fit/geometric-counts.ts';
export { independence, laggedIndependence } from './goodness-of-fit/independence.ts';
export { insideSupport } from './goodness-of-fit/inside-support.ts';
export { isotropy } from './goodness-of-fit/isotropy.ts';
export { kolmogorovSmirnov, twoSampleKolmogorovSmirnov } from './goodness-of-fit/kolmogorov-smirnov.ts';
export { type ExpectedMoments, gaussianKurtosis, moments } from './goodness-of-fit/moments.ts';
export { normalScore, twoSidedNormal } from './goodness-of-fit/normal-score.ts';
export {
  probabilityIntegralTransform,
  type Tails,
  type Transformed,
} from './goodness-of-fit/probability-integral-transform.ts';
export { projections } from './goodness-of-fit/projections.ts';
export { quartic, radius } from './goodness-of-fit/radius.ts';
export { ranks } from './goodness-of-fit/ranks.ts';
export { leastProbable, SIGNIFICANCE, type TestResult } from './goodness-of-fit/result.ts';
export { rootHarmonic } from './goodness-of-fit/root-harmonic.ts';
export type { RateClaim } from './laws/channel/written.ts';
export { type ChannelSimulatorLawOptions, channelSimulatorLaws } from './laws/channel-simulator-laws.ts';
export { type CodecLawOptions, codecLaws } from './laws/codec-laws.ts';
export type { TestedDistribution } from './laws/distribution/tested.ts';
export { type DistributionLawOptions, distributionLaws } from './laws/distribution-laws.ts';
export { entropyModelLaws } from './laws/entropy-model-laws.ts';
export { type Format, type FormatLawOptions, formatLaws } from './laws/format-laws.ts';
export type { LawOptions, RegisterTest } from './laws/options.ts';
export { type ProposalLawOptions, proposalLaws } from './laws/proposal-laws.ts';
export { type SelectionLawOptions, selectionLaws } from './laws/selection-laws.ts';
export type { Subjects } from './laws/theorem.ts';
export { LawViolationError, type Violation } from './laws/violation.ts';
export { failingTests, failures, type NamedTest } from './report/failing-tests.ts';
export { type VerdictRow, verdictTable } from './report/verdict-table.ts';
export { batchInvariance, inBatches, unpruned, weightsArePure } from './structure/batches.ts';
export { boundExcess, boundHolds } from './structure/bound.ts';
export { plainDithered, plainHybridCoding } from './structure/plain-hybrid.ts';
export { takesWhatIsRebuilt } from './structure/reconstruction.ts';
export { type RunOn, runOn, winnerStays, withBound } from './structure/run-on.ts';
export { scoreIsExponential } from './structure/score-law.ts';
