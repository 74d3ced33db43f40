/**
 * Columns of normal, Laplace and logistic targets as layered quantization wants them, read from typed arrays: each
 * column's noise, and of each value centre and scale. Anything else is for the laws themselves to say.
 */
import type { Parameter, TargetColumn } from '../../distributions/index.ts';
import type { TargetSlice } from '../channel/target-slice.ts';
import { gaussianNoise } from '../noise/gaussian.ts';
import { laplaceNoise } from '../noise/laplace.ts';
import { logisticNoise } from '../noise/logistic.ts';
import type { UnimodalNoise } from '../noise/noise.ts';

/** Laws farther out, or scales beyond, are checked one by one. */
const LARGEST = 1e270;

export interface LayeredTargets {
  readonly noises: readonly UnimodalNoise[];
  /** Row by row. */
  readonly centres: Float64Array;
  readonly scales: Float64Array;
}

interface Placed {
  readonly noise: UnimodalNoise;
  readonly centre: Parameter;
  readonly scale: Parameter;
}

/** Undefined where a column is no array of these laws, or holds a number that is none of theirs. */
export function layeredTargets({ pieces, rows }: TargetSlice, columns: number): LayeredTargets | undefined {
  const noises: UnimodalNoise[] = [];
  const centres = new Float64Array(rows * columns);
  const scales = new Float64Array(rows * columns);
  let firstRow = 0;
  for (const piece of pieces) {
    for (let column = 0; column < columns; column++) {
      const placed = placedNoise(piece.columns[column]!);
      if (placed === undefined || placed.noise !== (noises[column] ?? placed.noise)) return undefined;
      noises[column] = placed.noise;
      const first = firstRow * columns + column;
      setColumn(placed.centre, piece.rows, centres, first, columns);
      setColumn(placed.scale, piece.rows, scales, first, columns);
    }
    firstRow += piece.rows;
  }
  for (let i = 0; i < centres.length; i++) {
    if (!(Math.abs(centres[i]!) < LARGEST && scales[i]! > 1 / LARGEST && scales[i]! < LARGEST)) return undefined;
  }
  return { noises, centres, scales };
}

function placedNoise(column: TargetColumn): Placed | undefined {
  if (column.law === 'normal') return { noise: gaussianNoise, centre: column.mu, scale: column.sigma };
  if (column.law === 'laplace') return { noise: laplaceNoise, centre: column.mu, scale: column.scale };
  if (column.law === 'logistic') return { noise: logisticNoise, centre: column.mu, scale: column.scale };
  return undefined;
}

function setColumn(parameter: Parameter, rows: number, out: Float64Array, first: number, stride: number): void {
  for (let row = 0; row < rows; row++) {
    out[first + row * stride] = typeof parameter === 'number' ? parameter : parameter[row]!;
  }
}
