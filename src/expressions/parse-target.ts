/**
 * Targets as text: `name = law` with columns of the data as variables, e.g. a reading with its own uncertainty,
 *
 *     temp_max = truncatedNormal(temp_max, 0.2 + 0.01 * wind, temp_max - 2, temp_max + 2)
 *
 * Names that are no identifiers stand between backticks.
 */
import { checkInteger, InvalidArgumentError, invalidArgument, LimitExceededError } from '../core/index.ts';
import type { Distribution, Parameter, TargetColumn } from '../distributions/index.ts';
import { at, type Columns, columnOf, evaluate, firstNotFinite, inRow } from './columns.ts';
import { type Builder, lawBuilder } from './laws/build-law.ts';
import { collectLawNames, type LawTerm, lawParameters } from './laws/law-term.ts';
import { readLaw } from './laws/read-law.ts';
import { MAXIMUM_NODES } from './text/limits.ts';
import { quote } from './text/place.ts';
import { syntaxTree } from './text/syntax.ts';
import { tokens, withoutName } from './text/tokens.ts';

/** A law per row of a table, read from text. */
export interface TargetExpression {
  /** What stands before `=`, if anything does. */
  readonly name: string | undefined;
  /** The columns that the law reads. */
  readonly variables: readonly string[];
  /** The outermost law: that of a factory, or mixture, truncated, affine, density. */
  readonly law: string;
  /**
   * The laws of rows 1 .. `rows`. Each used column has at least that many values.
   * @throws InvalidArgumentError naming target, row (from 1) and parameter, where one is not finite or the law refuses it.
   */
  columns(data: Columns, rows: number): TargetColumn;
}

/** Reads `text`, in which only the columns `variables` may occur. @throws InvalidArgumentError, LimitExceededError */
export function parseTarget(text: string, variables: readonly string[]): TargetExpression {
  const { name, law } = parseLaw(text, variables);
  const used = new Set<string>();
  collectLawNames(law, used);
  const names = variables.filter((variable) => used.has(variable));
  return {
    name,
    variables: names,
    law: law.kind === 'factory' ? law.factory.law : law.kind,
    columns: (data, rows) => targetColumn(law, lawBuilder(law), names, name, data, checkInteger('rows', rows, 0)),
  };
}

/** A law and the name in front of it. */
export function parseLaw(text: string, variables: readonly string[]): { name: string | undefined; law: LawTerm } {
  const { name, rest } = withoutName(tokens(text));
  const budget = { nodes: MAXIMUM_NODES };
  return { name, law: readLaw(syntaxTree(rest, budget), { names: new Set(variables), budget }) };
}

function targetColumn(
  law: LawTerm,
  builder: Builder,
  names: readonly string[],
  target: string | undefined,
  data: Columns,
  rows: number,
): TargetColumn {
  const sources = names.map((name) => [name, columnOf(data, rows, name)] as const);
  const parameters = lawParameters(law).map(([, term]) => evaluate(term, data, rows));
  checkFiniteRows(law, parameters, sources, target, rows);
  const varies = names.length > 0;
  const build = (row: number): Distribution => {
    const columns = new Map(sources.map(([name, column]) => [name, column[row]!] as const));
    try {
      return builder.build(
        parameters.map((parameter) => at(parameter, row)),
        columns,
      );
    } catch (error) {
      throw error instanceof InvalidArgumentError || error instanceof LimitExceededError
        ? inRow(error, row, target)
        : error;
    }
  };
  if (law.kind === 'factory') {
    for (let row = 0; row < (varies ? rows : Math.min(rows, 1)); row++) build(row);
    const columns = law.factory.parameters.map((parameter, i) => [parameter, parameters[i]!] as const);
    return { law: law.factory.law, ...Object.fromEntries(columns) } as TargetColumn;
  }
  const first = rows > 0 ? build(0) : undefined;
  const distributions = Array.from({ length: rows }, (_, row) => (row === 0 || !varies ? first! : build(row)));
  return { law: 'distributions', distributions };
}

/** The first row with a parameter that is no finite number: which parameter, and the row's values of the columns used. */
function checkFiniteRows(
  law: LawTerm,
  parameters: readonly Parameter[],
  sources: readonly (readonly [string, Float64Array])[],
  target: string | undefined,
  rows: number,
): void {
  let worst = rows;
  let broken: { readonly name: string; readonly value: number } | undefined;
  for (const [i, parameter] of parameters.entries()) {
    const row = firstNotFinite(parameter);
    if (row < 0 || row >= worst) continue;
    worst = row;
    broken = { name: lawParameters(law)[i]![0], value: at(parameter, row) };
  }
  if (broken === undefined) return;
  const error = invalidArgument(broken.name, 'a finite number', broken.value);
  const where = inRow(error, worst, target);
  const values = sources.slice(0, 3).map(([name, column]) => `${quote(name).slice(1, -1)} = ${column[worst]}`);
  throw values.length === 0 ? where : new InvalidArgumentError(`${where.message} (${values.join(', ')})`);
}
