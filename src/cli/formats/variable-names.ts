/** Column headers as names that an expression can use. */
import { InvalidDataError } from './invalid-data-error.ts';

/** `temp max (°C)` becomes `temp_max_C`: letters, digits and underscores are kept, everything between becomes one underscore. */
export function variableName(header: string): string {
  const name = header.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, '').replace(/[^\p{L}\p{N}_]+/gu, '_');
  return /^\p{N}/u.test(name) ? `_${name}` : name;
}

/** Positions of the columns of `needed` among `headers`. */
export function columnPositions(source: string, headers: readonly string[], needed: readonly string[]): number[] {
  const names = headers.map(variableName);
  return needed.map((name) => {
    const position = names.indexOf(name);
    if (position < 0) throw missingColumn(source, name, names);
    if (names.indexOf(name, position + 1) >= 0) {
      throw new InvalidDataError(`${source}: expected one column ${name}, got several of that name`);
    }
    return position;
  });
}

export function missingColumn(source: string, name: string, names: readonly string[]): InvalidDataError {
  return new InvalidDataError(`${source}: expected a column ${name}, got ${listed(names)}`);
}

/** At most a dozen names, so that a message stays a line. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => (name === '' ? '""' : name.slice(0, 40)));
  return names.length > 12 ? `${shown.join(', ')} and ${names.length - 12} more` : shown.join(', ');
}
