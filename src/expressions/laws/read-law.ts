/** From a syntax tree to a law: a call of one of the factories, or of mixture, truncated, affine, density. */

import { readTerm } from '../terms/read-term.ts';
import { unexpected } from '../text/place.ts';
import { type Syntax, syntaxTree } from '../text/syntax.ts';
import { tokens, withoutName } from '../text/tokens.ts';
import { FACTORIES, LAW_FORMS, type LawTerm } from './law-term.ts';

export interface Reading {
  /** The columns that may occur. */
  readonly names: ReadonlySet<string>;
  /** Nodes left, over the expression and the densities in it. */
  readonly budget: { nodes: number };
}

export function readLaw(syntax: Syntax, reading: Reading): LawTerm {
  const form = syntax.kind === 'call' ? LAW_FORMS.get(syntax.name) : undefined;
  if (syntax.kind !== 'call' || form === undefined) {
    throw unexpected(`a law (${[...LAW_FORMS.keys()].join(', ')})`, syntax.place);
  }
  const { operands, name } = syntax;
  const wrongForm = (): Error => unexpected(form, { ...syntax.place, end: closing(syntax) });
  const term = (i: number) => readTerm(operands[i]!, reading.names);
  const factory = FACTORIES.get(name);
  if (factory !== undefined) {
    if (operands.length !== factory.parameters.length) throw wrongForm();
    return { kind: 'factory', factory, parameters: operands.map((_, i) => term(i)) };
  }
  if (name === 'mixture') {
    if (operands.length === 0 || operands.length % 2 === 1) throw wrongForm();
    const positions = operands.map((_, i) => i);
    const weights = positions.filter((i) => i % 2 === 0).map(term);
    return {
      kind: 'mixture',
      weights,
      components: positions.filter((i) => i % 2 === 1).map((i) => readLaw(operands[i]!, reading)),
    };
  }
  if (operands.length !== 3) throw wrongForm();
  if (name === 'density') return readDensity(operands, reading, wrongForm);
  const inner = readLaw(operands[0]!, reading);
  return name === 'truncated'
    ? { kind: 'truncated', inner, lower: term(1), upper: term(2) }
    : { kind: 'affine', inner, scale: term(1), shift: term(2) };
}

function readDensity([text, lower, upper]: readonly Syntax[], reading: Reading, wrongForm: () => Error): LawTerm {
  if (text?.kind !== 'text') throw wrongForm();
  const { budget, names } = reading;
  const { name, rest } = withoutName(tokens(text.content));
  if (name !== undefined) throw unexpected('an expression in x, without a name', text.place);
  return {
    kind: 'density',
    text: text.content,
    density: readTerm(syntaxTree(rest, budget), new Set([...names, 'x'])),
    lower: readTerm(lower!, names),
    upper: readTerm(upper!, names),
  };
}

/** The end of what a call spans, as far as its operands tell. */
function closing(syntax: Syntax): number {
  const { place } = syntax;
  if (syntax.kind !== 'call') return place.end;
  return Math.max(place.end, ...syntax.operands.map(closing));
}
