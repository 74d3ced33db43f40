export { andersonDarling } from './goodness-of-fit/anderson-darling.ts';
export {
  chiSquareCounts,
  chiSquareTail,
  chiSquareUniform,
  twoSampleChiSquare,
} from './goodness-of-fit/chi-square.ts';
export { cramerVonMises } from './goodness-of-fit/cramer-von-mises.ts';
export { gaussianVectors } from './goodness-of-fit/gaussian-vectors.ts';
export { independence, laggedIndependence, twoSidedNormal } from './goodness-of-fit/independence.ts';
export { kolmogorovSmirnov, twoSampleKolmogorovSmirnov } from './goodness-of-fit/kolmogorov-smirnov.ts';
export { type ExpectedMoments, gaussianKurtosis, moments } from './goodness-of-fit/moments.ts';
export { probabilityIntegralTransform, type Transformed } from './goodness-of-fit/probability-integral-transform.ts';
export { SIGNIFICANCE, type TestResult } from './goodness-of-fit/result.ts';
export {
  boundExcess,
  inBatches,
  scoreIsExponential,
  takesWhatIsRebuilt,
  winnerStays,
} from './structure/structural-checks.ts';
