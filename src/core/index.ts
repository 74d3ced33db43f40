export { BulkArrays } from './arrays/bulk-arrays.ts';
export { concatenate } from './bytes/concatenate.ts';
export { crc32c } from './bytes/crc32c.ts';
export { inFile } from './bytes/in-file.ts';
export { ByteReader } from './bytes/reader.ts';
export { ByteWriter } from './bytes/writer.ts';
export * from './checks.ts';
export * from './errors.ts';
export { exponentOf, powerOfTwo, scaleByPowerOfTwo } from './math/bits.ts';
export { EULER_GAMMA, LN_SQRT_2PI, LN2, PI, SQRT_2PI, SQRT1_2 } from './math/constants.ts';
export { erf, erfc, erfcx, expNegativeSquare } from './math/erf.ts';
export { exp, expm1 } from './math/exp.ts';
export { digamma, logGamma } from './math/gamma.ts';
export { regularizedBeta, regularizedGammaP, regularizedGammaQ } from './math/incomplete.ts';
export { log, log1p, log2, pow } from './math/log.ts';
export {
  normalCdf,
  normalHazard,
  normalLogCdf,
  normalLogSurvival,
  normalQuantile,
  normalSurvival,
} from './math/normal.ts';
export { integrate, type QuadratureOptions } from './math/quadrature.ts';
export { logisticCdf, tanh } from './math/tanh.ts';
export { cosTurns, sinTurns } from './math/turns.ts';
export { type PlainError, plainError, revivedError } from './plain-error.ts';
export { type LocalKey, type LocalOptions, localKeyOf, localOfKey, localRandomness } from './random/local.ts';
export { philox4x32 } from './random/philox.ts';
export { chi, chiOfWords, chiWords, setChiThree } from './random/scale-law.ts';
export { keyCheck, sharedRandomness } from './random/shared.ts';
export type * from './random/types.ts';
export { uniform32, uniform52, uniformInteger } from './random/uniforms.ts';
export { exponential, gamma, standardNormal, uniform } from './random/variates.ts';
export type * from './units.ts';
export {
  CandidateScreen,
  SCREEN_FIELDS,
  SCREEN_STRIDE,
  SCREENED_CANDIDATES,
  SCREENED_WORDS,
} from './wasm/candidate-screen.ts';
export { bulkArrays } from './wasm/wide-arrays.ts';
