/** Text as UTF-8. A surrogate without its partner has no such form: two different texts would become the same bytes. */
import { invalidArgument } from '../checks.ts';

const encoder = new TextEncoder();

/** Throws `InvalidArgumentError` naming `name` where the text is not well-formed. */
export function utf8(name: string, text: string): Uint8Array {
  if (!isWellFormed(text)) throw invalidArgument(name, 'text without lone surrogates', text);
  return encoder.encode(text);
}

function isWellFormed(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) return false;
  }
  return true;
}
