/**
 * Cell widths and block dimension of a chunk, from its targets. A cell is as wide as the widest support of its column;
 * an unbounded target, or one whose support is much wider than its bulk, is matched to the narrowest interval that
 * holds 99 % (99.5 % in blocks of more than two) and split locally. Width and dimension decide the work, prod_i W_i sup q_i candidates per block, and
 * hardly the bits: the block is the largest of 1 to 8 dimensions whose mean work stays within the budget.
 */
import { exp, log } from '../../core/index.ts';
import { type Distribution, highestDensityInterval, logDensitySupremum } from '../../distributions/index.ts';
import { CELL_MARGIN } from '../proposal/cell.ts';

/**
 * Mass of a split target inside its central cell: in one and two dimensions where the bits are fewest, above where a
 * little more work saves 0.03 bit per dimension.
 */
const CENTRAL_MASS = 0.99;
const CENTRAL_MASS_OF_BLOCKS = 0.995;
/** A bounded support up to this many times wider than its central interval is taken whole. */
const WHOLE_SUPPORT = 2;
const MAXIMAL_DIMENSION = 8;
/** Expected candidates of a block. */
export const DEFAULT_BUDGET = 4096;

/** The extent that a cell must have to match one target. */
export function supportExtent(target: Distribution, dimension: number): number {
  const { lower, upper } = target.support;
  const extent = upper - lower;
  const [low, high] = highestDensityInterval(target, dimension <= 2 ? CENTRAL_MASS : CENTRAL_MASS_OF_BLOCKS);
  return extent <= WHOLE_SUPPORT * (high - low) ? extent : high - low;
}

/** One width per column: the widest extent, with the margin of the grid, rounded up to a float32 (as it is written). */
export function cellWidths(targets: readonly Distribution[], columns: number, dimension: number): Float64Array {
  const widths = new Float64Array(columns);
  targets.forEach((target, i) => {
    const column = i % columns;
    widths[column] = Math.max(widths[column]!, supportExtent(target, dimension));
  });
  return widths.map((width) => roundUpToFloat32(width / (CELL_MARGIN * CELL_MARGIN)));
}

/** log of the work per value: log(W sup q). */
export function logWork(targets: readonly Distribution[], widths: Float64Array): Float64Array {
  return Float64Array.from(targets, (target, i) => {
    const { lower, upper } = target.support;
    return log(widths[i % widths.length]!) + logDensitySupremum(target, lower, upper);
  });
}

/** The largest dimension of 1 .. 8 whose mean product of weight bounds over the blocks is within the budget. */
export function blockDimension(logWorkOf: (dimension: number) => Float64Array, budget: number): number {
  let best = 1;
  for (let dimension = 2; dimension <= MAXIMAL_DIMENSION; dimension++) {
    if (meanWork(logWorkOf(dimension), dimension) > budget) break;
    best = dimension;
  }
  return best;
}

/** Mean over the blocks of the product of the weight bounds; the shorter last block counts as a block. */
export function meanWork(logWorks: Float64Array, dimension: number): number {
  let sum = 0;
  let blocks = 0;
  for (let start = 0; start < logWorks.length; start += dimension) {
    let logProduct = 0;
    for (let i = start; i < Math.min(start + dimension, logWorks.length); i++) logProduct += logWorks[i]!;
    sum += exp(logProduct);
    blocks++;
  }
  return blocks === 0 ? 1 : sum / blocks;
}

export function roundUpToFloat32(value: number): number {
  const rounded = Math.fround(value);
  if (rounded >= value) return rounded;
  const bits = new Uint32Array(new Float32Array([rounded]).buffer);
  bits[0]!++;
  return new Float32Array(bits.buffer)[0]!;
}
