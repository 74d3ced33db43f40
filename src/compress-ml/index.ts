export { type ByteSource, blobSource, memorySource } from '../platform/browser/index.ts';
export {
  type Annealing,
  type AnnealingSchedule,
  geometricAnnealing,
  linearAnnealing,
  stagedAnnealing,
} from './latents/annealing.ts';
export { gaussianNoiseChannel } from './latents/channels/gaussian-noise-channel.ts';
export { latticeNoiseChannel } from './latents/channels/lattice-noise-channel.ts';
export {
  type ChannelMaps,
  type NoiseChannel,
  type NoiseQuantizer,
  softRoundingAfter,
  softRoundingMaps,
  throughNoise,
} from './latents/channels/noise-channel.ts';
export { uniformNoiseChannel } from './latents/channels/uniform-noise-channel.ts';
export { conditionalMeanUnder } from './latents/conditional-mean.ts';
export { type DecodeLatentsOptions, decodeLatents } from './latents/decode-latents.ts';
export { type EncodedLatents, encodeLatents, type LatentSettings } from './latents/encode-latents.ts';
export {
  type ConditionalOptions,
  decodeConditional,
  type EntropyParameters,
  encodeConditional,
  entropyParameters,
  guardOf,
  latentScales,
} from './latents/hyper/conditional-latents.ts';
export { type ConvolutionLayer, type FeatureMap, runNetwork } from './latents/hyper/convolution.ts';
export type { DecodedLatents, LatentModel } from './latents/latents-file.ts';
export { type MonotoneLayer, monotoneCumulative } from './latents/laws/monotone-cumulative.ts';
export { softRounded } from './latents/laws/soft-rounded.ts';
export { type LatentTable, tableLaw, tableOverheadBits, tabulate } from './latents/laws/tables.ts';
export {
  hardRound,
  SoftRounding,
  softRound,
  softRoundConditionalMean,
  softRoundDerivative,
  softRoundInverse,
} from './latents/soft-round.ts';
export { openSafetensors } from './safetensors/parse.ts';
export { safetensorsHeader, serializeSafetensors } from './safetensors/serialize.ts';
export { type WeightSpec, weightSpec } from './tensorflowjs/manifest.ts';
export { openTensorflowjs } from './tensorflowjs/open.ts';
export { modelJson, shardPaths } from './tensorflowjs/serialize.ts';
export { type Model, type ModelDocument, type ModelFormat, modelOfTensors } from './tensors/model.ts';
export {
  type AffineCode,
  elementCount,
  floatTensor,
  isFloating,
  type LazyTensor,
  type NumberArray,
  type SizedTensor,
  type Tensor,
  type TensorInfo,
  tensorValues,
} from './tensors/tensor.ts';
export { compressModel, compressWeights } from './weights/compress.ts';
export {
  type DecompressedWeights,
  decompressWeights,
  WeightsDecoder,
  type WeightsDecoderOptions,
} from './weights/decoder.ts';
export type { Contents } from './weights/document.ts';
export { inspectWeights, type TensorInspection, type WeightsInspection } from './weights/inspect.ts';
export type {
  CompressOptions,
  MeasureOutputError,
  Reconstruction,
  WeightBudget,
  WeightMethod,
  WeightProgress,
} from './weights/options.ts';
export type { StatedSamples } from './weights/pieces/piece.ts';
export { WeightBlockCoder } from './weights/posterior/block-coder.ts';
export type { BlockCoderOptions, BlockReport, BlockTensor } from './weights/posterior/block-options.ts';
export type { BlockSelection } from './weights/posterior/block-payload.ts';
export type { PosteriorOptions, WeightLaws } from './weights/posterior/options.ts';
export type { CompressedWeights, CurveEntry, SampleReport, TensorReport, WeightsReport } from './weights/report.ts';
export { type SalvagedWeights, salvageWeights } from './weights/salvage.ts';
