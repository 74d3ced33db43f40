/**
 * Targets on their way to a chunk: columns as they were given, cut into slices of whole rows. Columns of a few laws stay
 * typed arrays, so that whole arrays cost no object per value; others become laws at once. A slice makes its laws when a
 * method asks for them.
 */
import { checkInteger } from '../../core/index.ts';
import type { Distribution, TargetColumn } from '../../distributions/index.ts';
import { columnReader, type Targets, targetValues } from './targets.ts';

/** Rows of all columns, in pieces as they came. */
export class TargetSlice {
  readonly pieces: readonly Targets[];
  readonly rows: number;
  #laws: readonly Distribution[] | undefined = undefined;

  constructor(pieces: readonly Targets[]) {
    this.pieces = pieces;
    this.rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
  }

  /** The targets one by one, row by row. */
  laws(): readonly Distribution[] {
    this.#laws ??= this.pieces.length === 1 ? lawsOf(this.pieces[0]!) : this.pieces.flatMap(lawsOf);
    return this.#laws;
  }

  /** The target of one row and column. */
  law(row: number, column: number): Distribution {
    let first = 0;
    for (const { rows, columns } of this.pieces) {
      if (row < first + rows) return columnReader(columns[column]!, rows, column)(row - first);
      first += rows;
    }
    throw new RangeError(`no row ${row}`);
  }
}

/** Planning and encoding ask for the same ones: what a method has found out of a law it finds again. */
const known = new WeakMap<Targets, readonly Distribution[]>();

function lawsOf(piece: Targets): readonly Distribution[] {
  const laws = known.get(piece) ?? targetValues(piece);
  known.set(piece, laws);
  return laws;
}

/** Rows wait here until they fill a chunk. */
export class TargetQueue {
  #pieces: Targets[] = [];
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  /** @throws InvalidArgumentError where a law or its parameters are none. */
  push({ rows, columns }: Targets): void {
    checkInteger('rows', rows, 0);
    if (rows === 0) return;
    this.#pieces.push({ rows, columns: columns.map((column, i) => checkedColumn(column, rows, i)) });
    this.#rows += rows;
  }

  /** The first rows, at most as many as there are. */
  peek(rows: number): TargetSlice {
    const pieces: Targets[] = [];
    let wanted = Math.min(rows, this.#rows);
    for (const piece of this.#pieces) {
      if (wanted === 0) break;
      pieces.push(wanted < piece.rows ? cutPiece(piece, 0, wanted) : piece);
      wanted -= Math.min(wanted, piece.rows);
    }
    return new TargetSlice(pieces);
  }

  take(rows: number): TargetSlice {
    const slice = this.peek(rows);
    let left = slice.rows;
    this.#rows -= left;
    while (left > 0) {
      const piece = this.#pieces[0]!;
      if (piece.rows <= left) this.#pieces.shift();
      else this.#pieces[0] = cutPiece(piece, left, piece.rows);
      left -= Math.min(left, piece.rows);
    }
    return slice;
  }

  /** Copies what waits, so that the caller may use the arrays again. */
  keep(): void {
    this.#pieces = this.#pieces.map(({ rows, columns }) => ({ rows, columns: columns.map(copyOf) }));
  }
}

/** Laws whose columns stay arrays: methods of whole arrays read them so. */
const KEPT: ReadonlySet<string> = new Set(['uniform', 'normal', 'laplace', 'logistic']);

function checkedColumn(column: TargetColumn, rows: number, position: number): TargetColumn {
  if (KEPT.has(column.law) && isWholeArray(column, rows)) return column;
  const read = columnReader(column, rows, position);
  return { law: 'distributions', distributions: Array.from({ length: rows }, (_, row) => read(row)) };
}

/** Whether there are arrays, as long as they should be; what is in them is checked when it is read. */
function isWholeArray(column: TargetColumn, rows: number): boolean {
  const arrays = Object.values(column).filter(isArray);
  return arrays.length > 0 && arrays.every(({ length }) => length === rows);
}

function isArray(value: unknown): value is Float64Array | Float32Array {
  return value instanceof Float64Array || value instanceof Float32Array;
}

function cutPiece({ columns }: Targets, from: number, to: number): Targets {
  return { rows: to - from, columns: columns.map((column) => cutColumn(column, from, to)) };
}

function cutColumn(column: TargetColumn, from: number, to: number): TargetColumn {
  if (column.law === 'distributions') return { ...column, distributions: column.distributions.slice(from, to) };
  return mapArrays(column, (array) => array.subarray(from, to));
}

function copyOf(column: TargetColumn): TargetColumn {
  return column.law === 'distributions' ? column : mapArrays(column, (array) => array.slice());
}

function mapArrays(
  column: TargetColumn,
  map: (array: Float64Array | Float32Array) => Float64Array | Float32Array,
): TargetColumn {
  const entries = Object.entries(column).map(([name, value]) => [name, isArray(value) ? map(value) : value]);
  return Object.fromEntries(entries) as TargetColumn;
}
