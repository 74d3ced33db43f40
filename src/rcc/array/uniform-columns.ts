/**
 * Columns of uniform targets as universal quantization wants them: one width per column, and the centres in widths. Read
 * from typed arrays where they are, from laws where they are not.
 */
import type { BulkArrays } from '../../core/index.ts';
import type { Distribution, TargetColumn } from '../../distributions/index.ts';
import type { TargetSlice } from '../channel/target-slice.ts';

export const REFUSAL =
  '"targets" expected uniform laws of one width per column for universal quantization, got others; hybrid sends any law';
/** Widths of one column may differ by the rounding of their ends: this share of a width, the grid of the samples. */
const WIDTH_TOLERANCE = 1 / 4_294_967_296;

/** The width that all targets of each column share, or undefined if one is not uniform or has another width. */
export function commonUniformWidths(targets: readonly Distribution[], columns: number): Float64Array | undefined {
  const widths = new Float64Array(columns);
  for (let i = 0; i < targets.length; i++) {
    const { law, support } = targets[i]!;
    if (law !== 'uniform') return undefined;
    const width = support.upper - support.lower;
    const common = widths[i % columns]!;
    if (common === 0) widths[i % columns] = width;
    else if (Math.abs(width - common) > WIDTH_TOLERANCE * common) return undefined;
  }
  return widths;
}

/** The same of a slice, without making its laws. */
export function sliceWidths({ pieces }: TargetSlice, columns: number): Float64Array | undefined {
  const widths = new Float64Array(columns);
  for (const piece of pieces) {
    for (let column = 0; column < columns; column++) {
      const ends = endsOf(piece.columns[column]!);
      if (ends === undefined) return undefined;
      if (widths[column] === 0 && piece.rows > 0) widths[column] = ends.width ?? ends.upper[0]! - ends.lower[0]!;
      if (!(widths[column]! > 0 && isCommon(widths[column]!, ends))) return undefined;
    }
  }
  return widths;
}

/** The centres of a slice in widths, row by row, as the points of `arrays`. */
export function setSliceCentres({ pieces }: TargetSlice, widths: Float64Array, arrays: BulkArrays): void {
  const columns = widths.length;
  let firstRow = 0;
  for (const piece of pieces) {
    widths.forEach((width, column) => {
      const ends = endsOf(piece.columns[column]!)!;
      const first = firstRow * columns + column;
      if (ends.width === undefined) setMiddles(ends.lower, ends.upper, width, arrays.points, first, columns);
      else {
        setCentres(ends.centre, arrays.points, first, columns);
        arrays.divide(first, columns, (firstRow + piece.rows) * columns, width);
      }
    });
    firstRow += piece.rows;
  }
}

type Ends =
  | { readonly width: undefined; readonly lower: Float64Array; readonly upper: Float64Array }
  | { readonly width: number; readonly centre: Float64Array | Float32Array };

/** A column's arrays; undefined where a law is not uniform. */
function endsOf(column: TargetColumn): Ends | undefined {
  if ('width' in column) return column;
  if (column.law === 'uniform') {
    const { lower, upper } = column;
    return typeof lower === 'number' || typeof upper === 'number' ? undefined : { width: undefined, lower, upper };
  }
  if (column.law !== 'distributions') return undefined;
  const { distributions } = column;
  if (distributions.some(({ law }) => law !== 'uniform')) return undefined;
  return {
    width: undefined,
    lower: Float64Array.from(distributions, ({ support }) => support.lower),
    upper: Float64Array.from(distributions, ({ support }) => support.upper),
  };
}

function isCommon(common: number, ends: Ends): boolean {
  const tolerance = WIDTH_TOLERANCE * common;
  if (ends.width !== undefined) return Math.abs(ends.width - common) <= tolerance;
  const { lower, upper } = ends;
  for (let row = 0; row < lower.length; row++) {
    if (!(Math.abs(upper[row]! - lower[row]! - common) <= tolerance)) return false;
  }
  return true;
}

function setMiddles(
  lower: Float64Array,
  upper: Float64Array,
  width: number,
  out: Float64Array,
  first: number,
  stride: number,
): void {
  for (let row = 0, at = first; row < lower.length; row++, at += stride) {
    out[at] = (lower[row]! / width + upper[row]! / width) / 2;
  }
}

function setCentres(centre: Float64Array | Float32Array, out: Float64Array, first: number, stride: number): void {
  if (stride === 1) out.set(centre, first);
  else for (let row = 0, at = first; row < centre.length; row++, at += stride) out[at] = centre[row]!;
}
