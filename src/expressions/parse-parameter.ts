/** A number as text, with columns as variables: `0.2 + 0.01 * wind`. */
import { checkInteger, invalidArgument } from '../core/index.ts';
import type { Parameter } from '../distributions/index.ts';
import { at, type Columns, evaluate, firstNotFinite, inRow } from './columns.ts';
import { readTerm } from './terms/read-term.ts';
import { collectNames } from './terms/term.ts';
import { MAXIMUM_NODES } from './text/limits.ts';
import { syntaxTree } from './text/syntax.ts';
import { tokens, withoutName } from './text/tokens.ts';

/** A number per row of a table, read from text. */
export interface ParameterExpression {
  readonly name: string | undefined;
  /** The columns that it reads. */
  readonly variables: readonly string[];
  /**
   * One number where the text has no column in it, else one per row. @throws InvalidArgumentError naming the row (from 1)
   * where it is not finite.
   */
  values(data: Columns, rows: number): Parameter;
}

/** Reads `text`, in which only the columns `variables` may occur. @throws InvalidArgumentError, LimitExceededError */
export function parseParameter(text: string, variables: readonly string[]): ParameterExpression {
  const { name, rest } = withoutName(tokens(text));
  const term = readTerm(syntaxTree(rest, { nodes: MAXIMUM_NODES }), new Set(variables));
  const used = new Set<string>();
  collectNames(term, used);
  return {
    name,
    variables: variables.filter((variable) => used.has(variable)),
    values(data, rows) {
      const values = evaluate(term, data, checkInteger('rows', rows, 0));
      const row = firstNotFinite(values);
      if (row < 0 || row >= rows) return values;
      const error = invalidArgument(name ?? 'parameter', 'a finite number', at(values, row));
      throw inRow(error, row, undefined);
    },
  };
}
