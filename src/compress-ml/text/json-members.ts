/**
 * The members of a JSON object as they stand in its text. JSON.parse keeps the last of two equal names without a word and
 * loses where a value stood; here every member is seen, names are data (also `__proto__`), and values keep their text.
 */
import { CorruptDataError } from '../../core/index.ts';

export interface JsonMember {
  readonly name: string;
  /** Where the text of the value starts and ends. */
  readonly start: number;
  readonly end: number;
}

/** The members of the object that `text` is. @throws CorruptDataError where it is no JSON object, or a name is repeated */
export function jsonMembers(what: string, text: string): JsonMember[] {
  const value = parseJson(what, text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CorruptDataError(`"${what}" expected a JSON object`, 0);
  }
  const members: JsonMember[] = [];
  const names = new Set<string>();
  // The text is well-formed, so strings, brackets and commas are all that must be told apart.
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] !== '}') {
    const nameEnd = stringEnd(text, at);
    const name = JSON.parse(text.slice(at, nameEnd)) as string;
    if (names.has(name)) throw new CorruptDataError(`"${what}" expected different names, got ${shown(name)} twice`, 0);
    names.add(name);
    const start = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = valueEnd(text, start);
    members.push({ name, start, end });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

/** @throws CorruptDataError */
export function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CorruptDataError(`"${what}" expected JSON`, 0);
  }
}

/** A name as messages show it. */
export function shown(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 57)}...` : name);
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (text[next] === ' ' || text[next] === '\n' || text[next] === '\r' || text[next] === '\t') next++;
  return next;
}

/** Behind the string that starts at `at`. */
function stringEnd(text: string, at: number): number {
  let next = at + 1;
  while (text[next] !== '"') next += text[next] === '\\' ? 2 : 1;
  return next + 1;
}

/** Behind the value that starts at `at`. */
function valueEnd(text: string, at: number): number {
  let depth = 0;
  let next = at;
  for (;;) {
    const character = text[next];
    if (character === '"') next = stringEnd(text, next);
    else if (character === '{' || character === '[') {
      depth++;
      next++;
    } else if (character === '}' || character === ']') {
      if (depth === 0) return next;
      next++;
      if (--depth === 0) return next;
    } else if (depth === 0 && (character === ',' || character === undefined)) return next;
    else next++;
    if (depth === 0 && character === '"') return next;
  }
}
