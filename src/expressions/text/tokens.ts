/**
 * Before mathjs: the text in tokens, each with its place. Only what the grammar knows passes: numbers, names, quoted
 * text, + - * / ^ ( ) , ? : and comparisons; every other character is refused here, with its place. Names are letters,
 * digits and underscores of any script, or anything between backticks (`` `temp max` ``). To mathjs all operands are
 * n0, n1, ...: no name of a host object, a keyword or a unit ever reaches it, and every node of its tree has a place here.
 */
import { InvalidArgumentError, LimitExceededError } from '../../core/index.ts';
import { MAXIMUM_CHARACTERS, MAXIMUM_PARENTHESES, MAXIMUM_TOKENS } from './limits.ts';
import { type Place, quote, unexpected } from './place.ts';

export interface Token extends Place {
  readonly kind: 'number' | 'name' | 'text' | 'symbol';
  /** What the token says: a name without its backticks, a text without its quotes. */
  readonly content: string;
}

const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /[<>=!]=|[-+*/^(),?:<>=]/y;
const QUOTED = /(["'`])((?:(?!\1)[^\n\r])*)\1/y;
const SPACE = /[ \t\r\n]*/y;

/** The tokens of a text of at most 10,000 characters. */
export function tokens(text: string): Token[] {
  if (typeof text !== 'string') throw new InvalidArgumentError(`"expression" expected a text, got a ${typeof text}`);
  if (text.length > MAXIMUM_CHARACTERS) throw tooLong(`${text.length} characters`, MAXIMUM_CHARACTERS);
  const found: Token[] = [];
  let open = 0;
  for (let at = skip(text, 0); at < text.length; at = skip(text, found[found.length - 1]!.end)) {
    const token = tokenAt(text, at);
    checkNeighbours(found[found.length - 1], token);
    if (token.content === '(' && token.kind === 'symbol') open++;
    if (token.content === ')' && token.kind === 'symbol' && open > 0) open--;
    if (open > MAXIMUM_PARENTHESES) throw tooLong(`more than ${open - 1} nested parentheses`, MAXIMUM_PARENTHESES);
    found.push(token);
    if (found.length > MAXIMUM_TOKENS) throw tooLong(`more than ${MAXIMUM_TOKENS} words`, MAXIMUM_TOKENS);
  }
  return found;
}

function tooLong(got: string, limit: number): LimitExceededError {
  return new LimitExceededError(`"expression" expected a shorter text, got ${got}`, limit);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skip(text: string, at: number): number {
  return at + match(SPACE, text, at)![0].length;
}

function tokenAt(text: string, start: number): Token {
  const word = match(WORD, text, start);
  if (word !== null) return { kind: 'name', content: word[0], text, start, end: start + word[0].length };
  const number = match(NUMBER, text, start);
  if (number !== null) {
    const token: Token = { kind: 'number', content: number[0], text, start, end: start + number[0].length };
    if (!Number.isFinite(Number(number[0]))) throw unexpected('a number up to 1.8e308', token);
    return token;
  }
  const quoted = match(QUOTED, text, start);
  if (quoted !== null) {
    const kind = quoted[1] === '`' ? 'name' : 'text';
    const token: Token = { kind, content: quoted[2]!, text, start, end: start + quoted[0].length };
    if (token.content === '') throw unexpected('something between the quotes', token);
    return token;
  }
  const symbol = match(SYMBOL, text, start);
  if (symbol !== null) return { kind: 'symbol', content: symbol[0], text, start, end: start + symbol[0].length };
  const character = String.fromCodePoint(text.codePointAt(start)!);
  const place: Place = { text, start, end: start + character.length };
  if ('"\'`'.includes(character)) throw unexpected(`a closing ${character}`, { ...place, end: text.length });
  throw unexpected('numbers, names and + - * / ^ ( ) , ? :', place);
}

/** Two operands without an operator between them (`2 x`, `3 cm`, `(a)(b)`): no product is meant by silence. */
function checkNeighbours(left: Token | undefined, right: Token): void {
  if (left === undefined || (left.kind === 'symbol' && left.content !== ')')) return;
  const opens = right.kind === 'symbol' && right.content === '(' && left.kind !== 'name';
  if (right.kind !== 'symbol' || opens) throw unexpected('an operator or a comma', right);
}

/** The assignment in front of a law, `name = ...`: the name, if there is one, and the tokens after it. */
export function withoutName(all: readonly Token[]): { name: string | undefined; rest: readonly Token[] } {
  const [name, equals] = all;
  const named = name?.kind === 'name' && equals?.kind === 'symbol' && equals.content === '=';
  const rest = named ? all.slice(2) : all;
  const second = rest.find(({ kind, content }) => kind === 'symbol' && content === '=');
  if (second !== undefined) throw unexpected('one name = at the front at most (equality is ==)', second);
  if (rest.length === 0) {
    const end = all[all.length - 1];
    throw end === undefined
      ? nothing()
      : unexpected('an expression after =', { text: end.text, start: end.text.length, end: end.text.length });
  }
  return { name: named ? name.content : undefined, rest };
}

function nothing(): InvalidArgumentError {
  return new InvalidArgumentError(`"expression" expected an expression, got ${quote('')}`);
}
