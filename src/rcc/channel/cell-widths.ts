/**
 * Cell widths of a chunk, from its targets. A cell is as wide as the widest support of its column; an unbounded target, or
 * one whose support is much wider than its bulk, is matched to the narrowest interval that holds 99 % (99.5 % in blocks of
 * more than two) and split locally. The width decides the work, W sup q a value, and hardly the bits.
 */
import { log } from '../../core/index.ts';
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

/** The extent that a cell must have to match one target. */
function supportExtent(target: Distribution, mass: number): number {
  const { lower, upper } = target.support;
  const [low, high] = highestDensityInterval(target, mass);
  return upper - lower <= WHOLE_SUPPORT * (high - low) ? upper - lower : high - low;
}

/** One width per column: the widest extent, with the margin of the grid, rounded up to a float32 (as it is written). */
export function cellWidths(targets: readonly Distribution[], columns: number, dimension: number): Float64Array {
  const widths = new Float64Array(columns);
  const mass = dimension <= 2 ? CENTRAL_MASS : CENTRAL_MASS_OF_BLOCKS;
  targets.forEach((target, i) => {
    const column = i % columns;
    widths[column] = Math.max(widths[column]!, supportExtent(target, mass));
  });
  return widths.map((width) => roundUpToFloat32(width / (CELL_MARGIN * CELL_MARGIN)));
}

/** log(W sup q) of each value: the logarithm of its factor of the expected candidates. */
export function cellWork(targets: readonly Distribution[], widths: Float64Array): Float64Array {
  return Float64Array.from(targets, (target, i) => {
    const { lower, upper } = target.support;
    return log(widths[i % widths.length]!) + logDensitySupremum(target, lower, upper);
  });
}

function roundUpToFloat32(value: number): number {
  const rounded = Math.fround(value);
  if (rounded >= value) return rounded;
  const bits = new Uint32Array(new Float32Array([rounded]).buffer);
  bits[0]!++;
  return new Float32Array(bits.buffer)[0]!;
}
