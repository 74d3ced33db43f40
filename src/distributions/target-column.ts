/**
 * The laws of a column of targets, row by row: one law whose parameters are constant or one per row, or a law of its own
 * for every row. Whole arrays are described so, without an object for every value.
 */
import type { Distribution } from './distribution.ts';

/** One number for all rows, or one per row. */
export type Parameter = number | Float64Array;

export type TargetColumn =
  | { readonly law: 'normal'; readonly mu: Parameter; readonly sigma: Parameter }
  | {
      readonly law: 'truncatedNormal';
      readonly mu: Parameter;
      readonly sigma: Parameter;
      readonly lower: Parameter;
      readonly upper: Parameter;
    }
  | { readonly law: 'uniform'; readonly lower: Parameter; readonly upper: Parameter }
  | { readonly law: 'uniform'; readonly centre: Float64Array | Float32Array; readonly width: number }
  | { readonly law: 'laplace' | 'logistic'; readonly mu: Parameter; readonly scale: Parameter }
  | { readonly law: 'studentT'; readonly nu: Parameter; readonly mu: Parameter; readonly sigma: Parameter }
  | { readonly law: 'triangular'; readonly lower: Parameter; readonly mode: Parameter; readonly upper: Parameter }
  | { readonly law: 'generalizedNormal'; readonly mu: Parameter; readonly scale: Parameter; readonly shape: Parameter }
  | { readonly law: 'distributions'; readonly distributions: readonly Distribution[] };
