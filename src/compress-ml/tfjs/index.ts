export { modelArtifacts } from './artifacts.ts';
export { type RunningBackend, useFastBackend } from './backend.ts';
export { registerConv2dGradient } from './conv2d-gradient.ts';
export { type SwrOptions, type SwrReceiver, type SwrSource, swr } from './io-handler.ts';
export { loadModel } from './load-model.ts';
export { type InputArray, inputsOfArrays, syntheticInputs } from './model-inputs.ts';
export {
  conditionalBits,
  densityBits,
  type FactorizedOptions,
  factorizedDensity,
  type LatentDensity,
  parametricDensity,
} from './ops/densities.ts';
export { integrateNoise, noisyRate, type Pointwise, straightThrough } from './ops/integrate-noise.ts';
export {
  gaussianNoiseChannel,
  latticeNoiseChannel,
  type TensorNoiseChannel,
  uniformNoiseChannel,
} from './ops/noise-channels.ts';
export {
  hardRound,
  softRound,
  softRoundConditionalMean,
  softRoundConditionalMeanPathwise,
  softRoundInverse,
} from './ops/soft-round.ts';
export { type NamedOutputError, type OutputError, OutputErrors, outputError } from './output-error.ts';
export { type OutputMeasure, outputMeasure } from './output-measure.ts';
export {
  type InputInfo,
  type ModelInput,
  type ModelOutput,
  modelInputs,
  modelOutputNames,
  runModel,
  type TensorflowModel,
} from './run-model.ts';
export { klBits, klBitsPerWeight, normalKlNats } from './variational/kl.ts';
export { KlBudget, type KlBudgetOptions } from './variational/kl-budget.ts';
export {
  type VariationalLayer,
  type VariationalLayerOptions,
  variationalConv2d,
  variationalDense,
} from './variational/layers.ts';
export { NormalNoise } from './variational/normal-noise.ts';
export { PosteriorTensor } from './variational/posterior-tensor.ts';
export {
  type LearningRates,
  NotFiniteError,
  type TrainingCheckpoint,
  type TrainingStep,
  type TrainOptions,
  trainVariational,
  VariationalTrainer,
  type VariationalTrainerOptions,
} from './variational/trainer.ts';
