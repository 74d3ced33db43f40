/** How all commands read their arguments. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

interface Parsed<O extends Options> {
  readonly values: ReturnType<typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>>['values'];
  readonly positionals: string[];
}

/** Options and positional arguments of one command. @throws UsageError that says which command's help to read. */
export function parseCommandLine<O extends Options>(command: string, args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const sentence = error.message.split('. To specify')[0]!.split('\n')[0]!.replace(/\.$/, '');
    throw new UsageError(
      `${sentence[0]!.toLowerCase()}${sentence.slice(1)} (samplewire ${command} --help lists the options)`,
    );
  }
}

/** The one positional argument of a command. */
export function onlyPositional(command: string, what: string, positionals: readonly string[]): string {
  if (positionals.length === 1) return positionals[0]!;
  const got = positionals.length === 0 ? 'none' : positionals.slice(0, 4).join(' ');
  throw new UsageError(`${command} expected ${what}, got ${got} (samplewire ${command} --help shows examples)`);
}

/** An option that must be there. */
export function required<T>(command: string, option: string, value: T | undefined): T {
  if (value === undefined)
    throw new UsageError(`${command} expected ${option} (samplewire ${command} --help shows examples)`);
  return value;
}

export function integerOption(
  option: string,
  text: string | undefined,
  lower: number,
  upper: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= lower && value <= upper) return value;
  throw new UsageError(`${option} expected an integer from ${lower} to ${upper}, got "${text}"`);
}

/** Strictly between 0 and 1. */
export function probabilityOption(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value > 0 && value < 1) return value;
  throw new UsageError(`${option} expected a number between 0 and 1, got "${text}"`);
}

export function positiveOption(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`${option} expected a positive number, got "${text}"`);
}
