/**
 * A text and a place in it: what every message about an expression quotes. One line, a few words of the text around the
 * place, control and format characters escaped.
 *
 *     "expression" expected a name of a column, got "foo" at character 8 of "normal(foo, 1)"
 */
import { InvalidArgumentError } from '../../core/index.ts';

const CONTEXT = 24;

export interface Place {
  readonly text: string;
  /** Half-open range of UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export function unexpected(expected: string, place: Place): InvalidArgumentError {
  const { text, start, end } = place;
  const got = start < text.length ? quote(text.slice(start, Math.max(end, start + 1))) : 'the end';
  return new InvalidArgumentError(
    `"expression" expected ${expected}, got ${got} at character ${start + 1} of ${around(place)}`,
  );
}

/** The text itself if it is short, else the part around the place. */
function around({ text, start, end }: Place): string {
  if (text.length <= 2 * CONTEXT + 12) return quote(text);
  const from = Math.max(0, Math.min(start, text.length) - CONTEXT);
  const to = Math.min(text.length, Math.min(end, start + CONTEXT) + CONTEXT);
  return quote(`${from > 0 ? '...' : ''}${text.slice(from, to)}${to < text.length ? '...' : ''}`);
}

/** Text in quotes, at most 60 characters, nothing in it that a terminal would not show as itself. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  const escaped = (character: string): string => `\\u{${character.codePointAt(0)!.toString(16)}}`;
  return `"${short.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escaped)}"`;
}
