/**
 * Targets of whole arrays, as columns: one law per column, its parameters constant or one per row. Values are ordered
 * row by row, in a row column by column.
 */
import { checkInteger, invalidArgument } from '../../core/index.ts';
import {
  type Distribution,
  type DistributionDescription,
  distribution,
  type Parameter,
  type TargetColumn,
} from '../../distributions/index.ts';

export interface Targets {
  readonly rows: number;
  readonly columns: readonly TargetColumn[];
}

/** The targets one by one, in the order in which they are sent. */
export function targetValues({ rows, columns }: Targets): Distribution[] {
  checkInteger('rows', rows, 0);
  const readers = columns.map((column, i) => columnReader(column, rows, i));
  const values: Distribution[] = [];
  for (let row = 0; row < rows; row++) for (const read of readers) values.push(read(row));
  return values;
}

/** Parameters that move a law without changing its scale. */
const PLACES = new Set(['mu', 'centre']);

/** Whether all rows of a column have one scale by the way it is given: only its place differs from row to row. */
export function hasCommonScale(column: TargetColumn): boolean {
  if (column.law === 'distributions') return false;
  return Object.entries(column).every(([name, value]) => !ArrayBuffer.isView(value) || PLACES.has(name));
}

/** The law of each row of one column. @throws InvalidArgumentError where an array is too short or long */
export function columnReader(column: TargetColumn, rows: number, position: number): (row: number) => Distribution {
  if (column.law === 'distributions') {
    if (column.distributions.length !== rows) {
      throw invalidArgument(`columns[${position}].distributions`, `${rows} laws`, column.distributions);
    }
    return (row) => column.distributions[row]!;
  }
  if ('width' in column) return centredReader(column, rows, position);
  const { law, ...parameters } = column;
  const entries = Object.entries(parameters) as [string, Parameter][];
  for (const [name, parameter] of entries) {
    if (typeof parameter !== 'number' && parameter.length !== rows) {
      throw invalidArgument(`columns[${position}].${name}`, `${rows} values`, parameter);
    }
  }
  if (entries.every(([, parameter]) => typeof parameter === 'number')) {
    const constant = distribution(column as DistributionDescription);
    return () => constant;
  }
  return (row) => {
    const description: Record<string, number | string> = { law };
    for (const [name, parameter] of entries) {
      description[name] = typeof parameter === 'number' ? parameter : parameter[row]!;
    }
    return distribution(description as unknown as DistributionDescription);
  };
}

/** Uniform laws of one width around their centres. */
function centredReader(
  { centre, width }: Extract<TargetColumn, { readonly width: number }>,
  rows: number,
  position: number,
): (row: number) => Distribution {
  if (centre.length !== rows) throw invalidArgument(`columns[${position}].centre`, `${rows} values`, centre);
  return (row) => {
    const place = centre[row]!;
    return distribution({ law: 'uniform', lower: place - width / 2, upper: place + width / 2 });
  };
}
