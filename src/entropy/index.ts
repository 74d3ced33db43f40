export { BucketedPoints } from './array/bucketed-points.ts';
export { CdfTable } from './array/cdf-table.ts';
export {
  decodeInterleaved,
  decodeInterleavedPlain,
  encodeInterleaved,
  encodeInterleavedPlain,
} from './array/interleaved-ans.ts';
export { PointArrayCode } from './array/point-array-code.ts';
export { SteppedArrayCode } from './array/stepped-array-code.ts';
export { SymbolTables } from './array/symbol-tables.ts';
export { adaptiveCodec } from './codec/adaptive-codec.ts';
export {
  type ArrayLimit,
  arrayCodec,
  booleanCodec,
  mapCodec,
  modelCodec,
  tupleCodec,
  unitCodec,
} from './codec/combinators.ts';
export { eliasGamma, signedEliasGamma } from './codec/elias-gamma.ts';
export { empiricalModelCodec } from './codec/empirical-model.ts';
export { geometricIndexCodec } from './codec/geometric-index.ts';
export { geometricMixtureCodec } from './codec/geometric-mixture-codec.ts';
export type { PointRange } from './codec/point-range.ts';
export { type QuantizedDensity, type QuantizedDensityOptions, quantizedDensity } from './codec/quantized-density.ts';
export { tabledIndexCodec } from './codec/tabled-index.ts';
export { bitsCodec, uniformCodec } from './codec/uniform-codec.ts';
export { type VariableStepDensity, variableStepDensity } from './codec/variable-step-density.ts';
export { type ZipfLimit, zipfIndexCodec } from './codec/zipf-index.ts';
export { AnsDecoder, AnsEncoder } from './coder/ans-coder.ts';
export { AnsStack, type Lanes } from './coder/ans-stack.ts';
export { CodelengthMeter } from './coder/codelength-meter.ts';
export { RangeDecoder } from './coder/range-decoder.ts';
export { RangeEncoder } from './coder/range-encoder.ts';
export type * from './interfaces.ts';
export { AdaptiveModel, adaptiveModel } from './model/adaptive-model.ts';
export { fitGeometricMixture } from './model/fit-geometric-mixture.ts';
export { quantizeFrequencies } from './model/frequencies.ts';
export { categoricalModel, frequencyModel } from './model/frequency-model.ts';
export {
  type GeometricComponent,
  type GeometricMixture,
  geometricMean,
  geometricMixtureTable,
} from './model/geometric-mixture.ts';
export { leakyModel } from './model/leaky-cells.ts';
export { uniformModel } from './model/uniform-model.ts';
export {
  bestZipfExponent,
  logZeta,
  ruleZipfExponent,
  ruleZipfExponentCode,
  zipfCodelengthBits,
  zipfExponentCode,
} from './model/zipf-exponent.ts';
export { type ZipfLaw, zipfLaw } from './model/zipf-law.ts';
export { zipfExponent } from './model/zipf-tables.ts';
