/**
 * Numbers written as text, as trees: constants, variables, operations, and a choice between two by a comparison. The
 * makers fold what is constant, so that `2*pi_count` stays a tree and `2*3` is the number 6.
 */
import { type Binary, binaryValue, type Relation, relationHolds, type Unary, unaryValue } from './arithmetic.ts';

export interface Comparison {
  readonly relation: Relation;
  readonly left: Term;
  readonly right: Term;
}

export type Term =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'unary'; readonly operation: Unary; readonly operand: Term }
  | { readonly kind: 'binary'; readonly operation: Binary; readonly left: Term; readonly right: Term }
  | { readonly kind: 'conditional'; readonly test: Comparison; readonly whenTrue: Term; readonly whenFalse: Term };

export function constant(value: number): Term {
  return { kind: 'constant', value };
}

export function variable(name: string): Term {
  return { kind: 'variable', name };
}

export function unary(operation: Unary, operand: Term): Term {
  if (operand.kind === 'constant') return constant(unaryValue[operation](operand.value));
  if (operation === 'negate' && operand.kind === 'unary' && operand.operation === 'negate') return operand.operand;
  return { kind: 'unary', operation, operand };
}

/** A product of equal factors becomes a square: an enclosure of x^2 is never negative, one of x * x may be. */
export function binary(operation: Binary, left: Term, right: Term): Term {
  if (left.kind === 'constant' && right.kind === 'constant') {
    return constant(binaryValue[operation](left.value, right.value));
  }
  if (operation === 'multiply' && sameTerm(left, right)) return binary('power', left, constant(2));
  if (operation === 'power' && right.kind === 'constant' && right.value === 1) return left;
  return { kind: 'binary', operation, left, right };
}

export function conditional(test: Comparison, whenTrue: Term, whenFalse: Term): Term {
  const { relation, left, right } = test;
  if (left.kind === 'constant' && right.kind === 'constant') {
    if (Number.isNaN(left.value) || Number.isNaN(right.value)) return constant(Number.NaN);
    return relationHolds[relation](left.value, right.value) ? whenTrue : whenFalse;
  }
  return { kind: 'conditional', test, whenTrue, whenFalse };
}

/** The terms directly below a term. */
export function operands(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'constant':
    case 'variable':
      return [];
    case 'unary':
      return [term.operand];
    case 'binary':
      return [term.left, term.right];
    case 'conditional':
      return [term.test.left, term.test.right, term.whenTrue, term.whenFalse];
  }
}

/** Nodes of the tree. */
export function termSize(term: Term): number {
  return operands(term).reduce((total, operand) => total + termSize(operand), 1);
}

/** Adds the names of the variables to `names`. */
export function collectNames(term: Term, names: Set<string>): void {
  if (term.kind === 'variable') names.add(term.name);
  for (const operand of operands(term)) collectNames(operand, names);
}

/** The term with numbers put in for the variables that `values` has. */
export function substitute(term: Term, values: ReadonlyMap<string, number>): Term {
  switch (term.kind) {
    case 'constant':
      return term;
    case 'variable': {
      const value = values.get(term.name);
      return value === undefined ? term : constant(value);
    }
    case 'unary':
      return unary(term.operation, substitute(term.operand, values));
    case 'binary':
      return binary(term.operation, substitute(term.left, values), substitute(term.right, values));
    case 'conditional': {
      const { relation, left, right } = term.test;
      const test = { relation, left: substitute(left, values), right: substitute(right, values) };
      return conditional(test, substitute(term.whenTrue, values), substitute(term.whenFalse, values));
    }
  }
}

export function sameTerm(a: Term, b: Term): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'constant':
      return b.kind === 'constant' && a.value === b.value;
    case 'variable':
      return b.kind === 'variable' && a.name === b.name;
    case 'unary':
      return b.kind === 'unary' && a.operation === b.operation && sameTerm(a.operand, b.operand);
    case 'binary':
      return (
        b.kind === 'binary' && a.operation === b.operation && sameTerm(a.left, b.left) && sameTerm(a.right, b.right)
      );
    case 'conditional':
      return (
        b.kind === 'conditional' &&
        a.test.relation === b.test.relation &&
        operands(a).every((operand, i) => sameTerm(operand, operands(b)[i]!))
      );
  }
}
