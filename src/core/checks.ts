/**
 * Argument checks for public functions: each returns its argument, or throws an `InvalidArgumentError` in the one
 * grammar `"name" expected X, got Y`. Inner loops do not call them.
 */
import { InvalidArgumentError } from './errors.ts';

export function invalidArgument(name: string, expected: string, got: unknown): InvalidArgumentError {
  return new InvalidArgumentError(`"${name}" expected ${expected}, got ${describe(got)}`);
}

export function checkFinite(name: string, value: number): number {
  if (!Number.isFinite(value)) throw invalidArgument(name, 'a finite number', value);
  return value;
}

export function checkPositive(name: string, value: number): number {
  if (!(Number.isFinite(value) && value > 0)) throw invalidArgument(name, 'a positive finite number', value);
  return value;
}

/** An integer with lower <= value <= upper. */
export function checkInteger(
  name: string,
  value: number,
  lower: number,
  upper: number = Number.MAX_SAFE_INTEGER,
): number {
  if (!(Number.isInteger(value) && value >= lower && value <= upper)) {
    throw invalidArgument(name, `an integer from ${lower} to ${upper}`, value);
  }
  return value;
}

/** A probability strictly between 0 and 1. */
export function checkProbability(name: string, value: number): number {
  if (!(value > 0 && value < 1)) throw invalidArgument(name, 'a number between 0 and 1, ends excluded', value);
  return value;
}

/** How a value is shown in a message: short, quoted if it is text, never multi-line. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null)
    return String(value);
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (typeof value === 'object') return `an object of type ${value.constructor?.name ?? 'Object'}`;
  return `a ${typeof value}`;
}
