/**
 * Terms over whole columns. A target is a law per row: its parameters are numbers where the text has no column in it, and
 * arrays where it has.
 */
import { InvalidArgumentError, invalidArgument, LimitExceededError, type SamplewireError } from '../core/index.ts';
import type { Parameter } from '../distributions/index.ts';
import { compile } from './terms/compile.ts';
import { collectNames, type Term } from './terms/term.ts';
import { quote } from './text/place.ts';

/** Data by name, one number per row. */
export type Columns = Readonly<Record<string, Float64Array>>;

/** The column `name` of the data. */
export function columnOf(data: Columns, rows: number, name: string): Float64Array {
  const column: unknown = Object.hasOwn(data, name) ? data[name] : undefined;
  if (column === undefined) throw invalidArgument(name, 'a column of that name in the data', 'none');
  if (!(column instanceof Float64Array)) throw invalidArgument(name, 'a Float64Array', column);
  if (column.length < rows) throw invalidArgument(name, `${rows} rows`, column.length);
  return column;
}

/** The term's value in every row, or one number where it is constant. */
export function evaluate(term: Term, data: Columns, rows: number): Parameter {
  if (term.kind === 'constant') return term.value;
  const names = new Set<string>();
  collectNames(term, names);
  const compiled = compile(term, [...names]);
  const sources = [...names].map((name) => columnOf(data, rows, name));
  const values = new Float64Array(sources.length);
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < sources.length; i++) values[i] = sources[i]![row]!;
    result[row] = compiled(values);
  }
  return result;
}

export function at(parameter: Parameter, row: number): number {
  return typeof parameter === 'number' ? parameter : parameter[row]!;
}

/** The first row whose value is no finite number, or -1. */
export function firstNotFinite(parameter: Parameter): number {
  if (typeof parameter === 'number') return Number.isFinite(parameter) ? -1 : 0;
  return parameter.findIndex((value) => !Number.isFinite(value));
}

/** An error of a row: what was expected, and where; rows count from 1, `name` is the target's. */
export function inRow(error: SamplewireError, row: number, name: string | undefined): SamplewireError {
  const target = name === undefined ? '' : ` of target ${quote(name)}`;
  const message = `${error.message} in row ${row + 1}${target}`;
  return error instanceof LimitExceededError
    ? new LimitExceededError(message, error.limit)
    : new InvalidArgumentError(message);
}
