/**
 * Column headers as names that an expression can use: the header itself (between backticks where it is no identifier),
 * and an identifier made of it, so that `temp max (°C)` is also `temp_max_C`.
 */
import { InvalidDataError } from './invalid-data-error.ts';

const AMBIGUOUS = -1;

/** Position of every column by its names. A header wins over a made-up name; what two columns share is ambiguous. */
export function columnNames(headers: readonly string[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  headers.forEach((header, position) => {
    const name = header.trim();
    if (name !== '') names.set(name, names.has(name) ? AMBIGUOUS : position);
  });
  const identifiers = new Map<string, number>();
  headers.forEach((header, position) => {
    const name = identifier(header);
    if (name !== '' && !names.has(name)) identifiers.set(name, identifiers.has(name) ? AMBIGUOUS : position);
  });
  return new Map([...names, ...identifiers]);
}

/** Letters, digits and underscores are kept, everything between becomes one underscore. */
function identifier(header: string): string {
  const name = header.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, '').replace(/[^\p{L}\p{N}_]+/gu, '_');
  return /^\p{N}/u.test(name) ? `_${name}` : name;
}

/** Positions of the columns of `needed` among `headers`. */
export function columnPositions(source: string, headers: readonly string[], needed: readonly string[]): number[] {
  const names = columnNames(headers);
  return needed.map((name) => {
    const position = names.get(name);
    if (position === undefined) {
      throw new InvalidDataError(`${source}: expected a column ${name}, got ${listed(headers)}`);
    }
    if (position === AMBIGUOUS) {
      throw new InvalidDataError(`${source}: expected one column ${name}, got several of that name`);
    }
    return position;
  });
}

/** At most a dozen names, so that a message stays a line. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => (name === '' ? '""' : name.slice(0, 40)));
  return names.length > 12 ? `${shown.join(', ')} and ${names.length - 12} more` : shown.join(', ');
}
