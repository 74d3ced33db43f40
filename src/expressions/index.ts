export type { Parameter, TargetColumn } from '../distributions/index.ts';
export type { Columns } from './columns.ts';
export type { TextDensity } from './density/text-density.ts';
export { density } from './parse-density.ts';
export { parseDistribution } from './parse-distribution.ts';
export { type ParameterExpression, parseParameter } from './parse-parameter.ts';
export { parseTarget, type TargetExpression } from './parse-target.ts';
