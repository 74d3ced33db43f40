/**
 * The one place that meets mathjs, and only its parser: tokens in, tree out. Nothing is ever evaluated by mathjs. Its
 * tree is copied at once into plain objects of the few kinds below; every other kind of node (assignment, function
 * definition, range, array, object, index, block, ...) is refused.
 */
import { create, type FactoryFunctionMap, parseDependencies } from 'mathjs/number';
import { LimitExceededError } from '../../core/index.ts';
import { MAXIMUM_DEPTH, MAXIMUM_NODES } from './limits.ts';
import { type Place, unexpected } from './place.ts';
import type { Token } from './tokens.ts';

export type Syntax =
  | { readonly kind: 'number'; readonly value: number; readonly place: Place }
  | { readonly kind: 'name' | 'text'; readonly content: string; readonly place: Place }
  | {
      readonly kind: 'operator';
      readonly operator: string;
      readonly operands: readonly Syntax[];
      readonly place: Place;
    }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Syntax[]; readonly place: Place }
  | { readonly kind: 'conditional'; readonly operands: readonly [Syntax, Syntax, Syntax]; readonly place: Place };

/** The fields of mathjs's nodes that are read. */
interface ParsedNode {
  readonly type: string;
  readonly name?: unknown;
  readonly op?: unknown;
  readonly implicit?: boolean;
  readonly args?: readonly ParsedNode[];
  readonly fn?: unknown;
  readonly content?: ParsedNode;
  readonly condition?: ParsedNode;
  readonly trueExpr?: ParsedNode;
  readonly falseExpr?: ParsedNode;
}

const parse = create(parseDependencies as FactoryFunctionMap, {}).parse as (text: string) => ParsedNode;

/** The tree of an expression; `budget` counts nodes over all texts of one expression. */
export function syntaxTree(tokens: readonly Token[], budget: { nodes: number }): Syntax {
  const starts: number[] = [];
  let text = '';
  for (const [i, token] of tokens.entries()) {
    starts.push(text.length);
    text += `${token.kind === 'symbol' ? token.content : `n${i}`} `;
  }
  return copyTree(parsed(text, tokens, starts), tokens, budget);
}

function parsed(text: string, tokens: readonly Token[], starts: readonly number[]): ParsedNode {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw tooDeep();
    // mathjs counts characters from 1; the token there, or the end.
    const character = 'char' in error && typeof error.char === 'number' ? error.char - 1 : 0;
    const at = starts.filter((start) => start <= character).length - 1;
    const { text: source } = tokens[0]!;
    const end: Place = { text: source, start: source.length, end: source.length };
    throw unexpected(expectation(error.message), character >= text.length - 1 ? end : (tokens[at] ?? end));
  }
}

function expectation(message: string): string {
  if (/Parenthesis/.test(message)) return 'a closing parenthesis or a comma';
  if (/conditional/.test(message)) return 'condition ? value : value';
  if (/end of expression|Value expected/.test(message)) return 'a number, a name or a parenthesis';
  return 'an operator or the end';
}

function tooDeep(): LimitExceededError {
  return new LimitExceededError('"expression" expected less nesting, got too much for the parser', MAXIMUM_DEPTH);
}

function copyTree(root: ParsedNode, tokens: readonly Token[], budget: { nodes: number }): Syntax {
  const whole: Place = { text: tokens[0]!.text, start: tokens[0]!.start, end: tokens[tokens.length - 1]!.end };

  function copy(node: ParsedNode | undefined, depth: number): Syntax {
    if (--budget.nodes < 0) {
      throw new LimitExceededError(`"expression" expected at most ${MAXIMUM_NODES} nodes, got more`, MAXIMUM_NODES);
    }
    if (depth > MAXIMUM_DEPTH) throw tooDeep();
    switch (node?.type) {
      case 'ParenthesisNode':
        return copy(node.content, depth);
      case 'SymbolNode': {
        const { kind, content, ...place } = tokenOf(node);
        if (kind === 'number') return { kind, value: Number(content), place };
        if (kind !== 'symbol') return { kind, content, place };
        break;
      }
      case 'OperatorNode':
        if (typeof node.op === 'string' && node.implicit !== true) {
          const operands = copies(node.args, depth);
          return { kind: 'operator', operator: node.op, operands, place: hull(operands) };
        }
        break;
      case 'FunctionNode': {
        const token = tokenOf(node.fn);
        const operands = copies(node.args, depth);
        if (token.kind === 'name') return { kind: 'call', name: token.content, operands, place: token };
        throw unexpected('the name of a function', token);
      }
      case 'ConditionalNode': {
        const operands = [node.condition, node.trueExpr, node.falseExpr].map((operand) => copy(operand, depth + 1));
        const [condition, whenTrue, whenFalse] = operands;
        return { kind: 'conditional', operands: [condition!, whenTrue!, whenFalse!], place: hull(operands) };
      }
    }
    throw unexpected('numbers, names, operators, functions and condition ? value : value', whole);
  }

  function copies(nodes: readonly ParsedNode[] | undefined, depth: number): Syntax[] {
    return (nodes ?? []).map((node) => copy(node, depth + 1));
  }

  /** The token behind a placeholder n0, n1, ... */
  function tokenOf(symbol: unknown): Token {
    const name = typeof symbol === 'object' && symbol !== null && 'name' in symbol ? symbol.name : undefined;
    const token = typeof name === 'string' ? tokens[Number(name.slice(1))] : undefined;
    if (token === undefined) throw unexpected('the name of a column or function', whole);
    return token;
  }

  /** From the first operand to the last. */
  function hull(operands: readonly Syntax[]): Place {
    const places = operands.map(({ place }) => place);
    if (places.length === 0) return whole;
    const start = Math.min(...places.map((place) => place.start));
    return { text: whole.text, start, end: Math.max(...places.map((place) => place.end)) };
  }

  return copy(root, 0);
}
