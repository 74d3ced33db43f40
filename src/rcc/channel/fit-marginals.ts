/**
 * The law of a column's samples where none was given: a mixture of normals fitted to one stratified draw of each target.
 * The draws are quantiles at the fractional parts of multiples of the golden ratio, so the fit needs no randomness.
 */
import { type Distribution, fitNormalMixture } from '../../distributions/index.ts';
import type { ChannelColumn } from './parameters.ts';

const GOLDEN = 0.6180339887498949;
/** Enough draws to fit a few components; a chunk's other targets follow the same law. */
const MAXIMAL_DRAWS = 8192;

/** One law per column: the given one, or one fitted to the chunk's targets of that column. */
export function marginalsOf(columns: readonly ChannelColumn[], targets: readonly Distribution[]): Distribution[] {
  return columns.map(({ proposal }, column) => proposal ?? fitColumn(targets, column, columns.length));
}

function fitColumn(targets: readonly Distribution[], column: number, columns: number): Distribution {
  const rows = Math.floor((targets.length - column + columns - 1) / columns);
  const stride = Math.max(1, Math.ceil(rows / MAXIMAL_DRAWS));
  const draws: number[] = [];
  for (let row = 0; row < rows; row += stride) {
    const turns = (draws.length + 1) * GOLDEN;
    draws.push(targets[row * columns + column]!.quantile(turns - Math.floor(turns)));
  }
  return fitNormalMixture(Float64Array.from(draws));
}
