export { distribution } from './describe.ts';
export type { DensityRatio, Distribution, DistributionDescription, Support } from './distribution.ts';
export { type DivergenceOptions, klDivergence } from './divergence.ts';
export { type FitOptions, fitNormalMixture } from './fit-normal-mixture.ts';
export { highestDensityInterval } from './highest-density.ts';
export { Law } from './law.ts';
export { type Affine, affine } from './laws/affine.ts';
export { type CdfTransformed, cdfTransformed } from './laws/cdf-transformed.ts';
export { type GeneralizedNormal, generalizedNormal } from './laws/generalized-normal.ts';
export { type Laplace, laplace } from './laws/laplace.ts';
export { type Logistic, logistic } from './laws/logistic.ts';
export { type Mixture, mixture } from './laws/mixture.ts';
export { Normal, normal } from './laws/normal.ts';
export {
  type EmpiricalOptions,
  empirical,
  type PiecewiseConstant,
  piecewiseConstant,
} from './laws/piecewise-constant.ts';
export { type ProductDistribution, product } from './laws/product.ts';
export { type StudentT, studentT } from './laws/student-t.ts';
export { type Triangular, triangular } from './laws/triangular.ts';
export { type Truncated, truncated } from './laws/truncated.ts';
export { TruncatedNormal, truncatedNormal } from './laws/truncated-normal.ts';
export { type Uniform, uniform } from './laws/uniform.ts';
export { boundedLogSupremum, densityRatio } from './ratio/density-ratio.ts';
export { logDensitySupremum } from './ratio/log-density-supremum.ts';
export { readDistribution, writeDistribution } from './wire.ts';
