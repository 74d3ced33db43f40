export type { TargetColumn } from '../distributions/index.ts';
export type { Path } from './branching/tree.ts';
export {
  type Decoded,
  decode,
  decoderStream,
  type Encoded,
  encode,
  encoderStream,
} from './channel/channel.ts';
export { type DecodeTask, decodeChunk, type EncodedTask, type EncodeTask, encodeChunk } from './channel/chunk.ts';
export type { ChunkWorkers, KeyAtReceiver, PoolOptions } from './channel/chunk-workers.ts';
export { ChannelDecoder, type DecodedChunk, type DecoderOptions } from './channel/decoder.ts';
export { ChannelEncoder } from './channel/encoder.ts';
export { MAXIMAL_FIXED } from './channel/fixed-candidates.ts';
export { type ChannelInspection, inspectChannel } from './channel/inspect.ts';
export { type ChannelKey, freshKey, type OpenedKey, openKey, sharedOf } from './channel/key.ts';
export type { ChannelColumn } from './channel/parameters.ts';
export { boundOf, type ChannelReport } from './channel/report.ts';
export type { ChannelSettings } from './channel/settings.ts';
export type { StepOptions } from './channel/steps.ts';
export { type Targets, targetValues } from './channel/targets.ts';
export { channelSimulationDivergenceBits } from './information/channel-simulation-divergence.ts';
export { functionalInformationBits } from './information/functional-information.ts';
export {
  gaussianChannelInformationBits,
  type TruncatedNormalChannel,
  truncatedNormalChannel,
} from './information/gaussian-channel.ts';
export { lowerBoundBits } from './information/lower-bound.ts';
export {
  causalRejectionEntropyBoundBits,
  functionalInformationBoundBits,
  greedyRejectionEntropyBoundBits,
  meanLog2IndexBound,
  poissonMatchingBoundBits,
  publishedZipfExponent,
  ringTossBoundBits,
  strongFunctionalRepresentationBoundBits,
  zipfIndexBoundBits,
} from './information/published-bounds.ts';
export { a2 } from './lattice/a2.ts';
export { d4 } from './lattice/checkerboard.ts';
export { conjugate, multiply, normalise } from './lattice/composition-algebra.ts';
export { e8 } from './lattice/e8.ts';
export { type GaussianCell, gaussianA2, gaussianD4, gaussianE8, gaussianZ } from './lattice/gaussian-weight.ts';
export { integerLattice } from './lattice/integers.ts';
export { type Lattice, voronoiSample } from './lattice/lattice.ts';
export { cheapestCode } from './message/cheapest-code.ts';
export { empiricalCode } from './message/empirical-code.ts';
export { gaussianIndexCode } from './message/gaussian-index-code.ts';
export { geometricCode } from './message/geometric-code.ts';
export { type IndexCode, indexCodelengthBits } from './message/index-code.ts';
export { indexedMessageCode } from './message/indexed-message-code.ts';
export { pathCode } from './message/path-code.ts';
export { tableCode } from './message/table-code.ts';
export { truncatedZipfCode } from './message/truncated-zipf-code.ts';
export { uniformCode } from './message/uniform-code.ts';
export { zipfCode } from './message/zipf-code.ts';
export { exponentialNoise } from './noise/exponential.ts';
export { gaussianNoise } from './noise/gaussian.ts';
export { laplaceNoise } from './noise/laplace.ts';
export { logisticNoise } from './noise/logistic.ts';
export type { Layer, LayerForm, Place, UnimodalNoise } from './noise/noise.ts';
export { studentTNoise } from './noise/student-t.ts';
export { triangularNoise } from './noise/triangular.ts';
export {
  type PlanLimits,
  type PlannedMethod,
  type PlanRequest,
  type PlanTable,
  type PlanWishes,
  planChannel,
  type RefusedMethod,
} from './planner/plan-channel.ts';
export { type Preference, preferences } from './planner/prefer.ts';
export { aStarBranching } from './presets/a-star-coding.ts';
export { type GaussianChannelOptions, gaussianChannel } from './presets/gaussian-channel.ts';
export { globalBoundAStarCoding } from './presets/global-bound-a-star-coding.ts';
export { greedyPoissonBranching } from './presets/greedy-poisson-branching.ts';
export { greedyPoissonRejectionSampling } from './presets/greedy-poisson-rejection-sampling.ts';
export { greedyRejectionCoding } from './presets/greedy-rejection-coding.ts';
export { cdfHybridCoding, hybridCoding } from './presets/hybrid-coding.ts';
export { latticeQuantization } from './presets/lattice-quantization.ts';
export { layeredQuantization, shiftedLayeredQuantization } from './presets/layered-quantization.ts';
export { minimalRandomCoding } from './presets/minimal-random-coding.ts';
export { orderedRandomCoding } from './presets/ordered-random-coding.ts';
export { poissonFunctionalRepresentationCoding } from './presets/poisson-functional-representation-coding.ts';
export { rejectionSampling } from './presets/rejection-sampling.ts';
export { universalQuantization } from './presets/universal-quantization.ts';
export { type CdfDitheredOptions, cdfDithered, largestCdfWidth } from './proposal/cdf-dithered.ts';
export { type DitheredOptions, dithered } from './proposal/dithered.ts';
export { type LatticeDitheredOptions, latticeDithered } from './proposal/lattice.ts';
export { type LayeredOptions, layered } from './proposal/layered.ts';
export { levelledPrior } from './proposal/levelled-prior.ts';
export { prior } from './proposal/prior.ts';
export { type RotatedLatticeOptions, rotatedLattice } from './proposal/rotated-lattice.ts';
export { aStar } from './selection/a-star.ts';
export { first } from './selection/first.ts';
export { greedyPoisson } from './selection/greedy-poisson.ts';
export { greedyRejection } from './selection/greedy-rejection.ts';
export { type LevelTable, levelTable } from './selection/level-table.ts';
export { minimalRandom } from './selection/minimal-random.ts';
export { orderedRandom } from './selection/ordered-random.ts';
export { poissonFunctionalRepresentation } from './selection/poisson-functional-representation.ts';
export { rejection } from './selection/rejection.ts';
export { simulate } from './simulate.ts';
export { type Box, boxOf, type Target } from './target.ts';
export type * from './types.ts';
