/**
 * The whitelist: from a syntax tree to a term. Names are columns or, inside a density, x; functions are the eleven below;
 * a comparison stands only in front of ? and :. Everything else is refused, with its place and what was expected.
 */
import { type Place, quote, unexpected } from '../text/place.ts';
import type { Syntax } from '../text/syntax.ts';
import type { Binary, Relation, Unary } from './arithmetic.ts';
import { binary, type Comparison, conditional, constant, type Term, unary, variable } from './term.ts';

const FUNCTIONS: ReadonlyMap<string, Unary> = new Map<string, Unary>(
  (['exp', 'log', 'sqrt', 'abs', 'sin', 'cos', 'tanh', 'erf'] as const).map((name) => [name, name]),
);
const EXTREMA: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ['min', 'minimum'],
  ['max', 'maximum'],
]);
const OPERATORS: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ['+', 'add'],
  ['-', 'subtract'],
  ['*', 'multiply'],
  ['/', 'divide'],
  ['^', 'power'],
]);
const RELATIONS: ReadonlySet<string> = new Set<Relation>(['<', '<=', '>', '>=', '==', '!=']);
const FUNCTION_NAMES: string = [...FUNCTIONS.keys(), ...EXTREMA.keys()].join(', ');

function isRelation(operator: string): operator is Relation {
  return RELATIONS.has(operator);
}

/** `names` are the variables that may occur. */
export function readTerm(syntax: Syntax, names: ReadonlySet<string>): Term {
  switch (syntax.kind) {
    case 'number':
      return constant(syntax.value);
    case 'name':
      if (!names.has(syntax.content)) throw unexpected(someName(names), syntax.place);
      return variable(syntax.content);
    case 'text':
      throw unexpected('a number (quoted text is for density("...", lower, upper))', syntax.place);
    case 'operator':
      return readOperator(syntax.operator, syntax.operands, syntax.place, names);
    case 'call':
      return readCall(syntax.name, syntax.operands, syntax.place, names);
    case 'conditional': {
      const [test, whenTrue, whenFalse] = syntax.operands;
      return conditional(readComparison(test, names), readTerm(whenTrue, names), readTerm(whenFalse, names));
    }
  }
}

function readOperator(operator: string, operands: readonly Syntax[], place: Place, names: ReadonlySet<string>): Term {
  if (isRelation(operator)) throw unexpected('a number (a comparison stands only in front of ? and :)', place);
  const terms = operands.map((operand) => readTerm(operand, names));
  const [left, right] = terms;
  if (terms.length === 1 && operator === '-') return unary('negate', left!);
  if (terms.length === 1 && operator === '+') return left!;
  const operation = OPERATORS.get(operator);
  if (terms.length !== 2 || operation === undefined) throw unexpected('an operator + - * / ^', place);
  return binary(operation, left!, right!);
}

function readCall(name: string, operands: readonly Syntax[], place: Place, names: ReadonlySet<string>): Term {
  const operation = FUNCTIONS.get(name);
  const extremum = EXTREMA.get(name);
  if (operation === undefined && extremum === undefined) throw unexpected(`a function (${FUNCTION_NAMES})`, place);
  const terms = operands.map((operand) => readTerm(operand, names));
  const [first, ...others] = terms;
  if (first === undefined || (operation !== undefined && others.length > 0)) {
    throw unexpected(operation === undefined ? `${name}(number, ...)` : `${name}(number)`, place);
  }
  if (operation !== undefined) return unary(operation, first);
  return others.reduce((extreme, term) => binary(extremum!, extreme, term), first);
}

function readComparison(syntax: Syntax, names: ReadonlySet<string>): Comparison {
  if (syntax.kind !== 'operator' || !isRelation(syntax.operator)) {
    throw unexpected('a comparison (< <= > >= == !=) in front of ?', syntax.place);
  }
  const [left, right] = syntax.operands.map((operand) => readTerm(operand, names));
  return { relation: syntax.operator, left: left!, right: right! };
}

/** What names there are, at most eight of them. */
function someName(names: ReadonlySet<string>): string {
  if (names.size === 0) return 'a number (there are no columns here)';
  const shown = [...names].slice(0, 8).map((name) => quote(name).slice(1, -1));
  return `a column (${shown.join(', ')}${names.size > shown.length ? ', ...' : ''})`;
}
