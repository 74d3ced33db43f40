/** Laws of a codec: decoding inverts encoding, at the length that its cells say, and whatever the bytes it ends well. */
import fc from 'fast-check';
import { type Bits, checkInteger } from '../../core/index.ts';
import { type Codec, CodelengthMeter } from '../../entropy/index.ts';
import { codecHostileFinding } from './codec/hostile.ts';
import {
  bytesAreTheCodelength,
  type CodecStatement,
  type CodecSubject,
  cellsAreRead,
  decodingInvertsEncoding,
} from './codec/round-trip.ts';
import type { LawOptions } from './options.ts';
import { runLaws } from './run-laws.ts';
import { digits, show } from './show.ts';
import { isArbitrary, type Subjects, type Theorem, theorem } from './theorem.ts';

export interface CodecLawOptions<T> extends LawOptions {
  /** What can be written. Messages of up to 30 of them are tried, and each alone where they are listed. */
  readonly values: Subjects<T>;
  /** Where two values count as equal; by their bits where not given. */
  readonly equal?: (a: T, b: T) => boolean;
  /** What a value may cost at most, e.g. by its law. */
  readonly maximalBits?: (value: T) => Bits;
  /** Symbols that one value may take, whatever the bytes; 65,536 where not given. */
  readonly maximalSymbols?: number;
}

const MESSAGE = 30;
const SYMBOLS = 65_536;

/**
 * Checks one codec. A codec with a state (an adaptive one) is given as a function that makes a new one.
 *
 * @example codecLaws(eliasGamma, { values: fc.nat() });
 * @example codecLaws(() => adaptiveCodec(8), { values: [0, 7] });
 * @throws LawViolationError
 */
export function codecLaws<T>(codec: Codec<T> | (() => Codec<T>), options: CodecLawOptions<T>): void {
  const make = typeof codec === 'function' ? codec : () => codec;
  const { values, equal, maximalBits, maximalSymbols = SYMBOLS } = options;
  checkInteger('maximalSymbols', maximalSymbols, 1);
  const subjectOf = (message: readonly T[]): CodecSubject<T> => ({
    make,
    values: message,
    ...(equal === undefined ? {} : { equal }),
  });
  const of = (statement: CodecStatement): Theorem<readonly T[]> =>
    theorem({
      name: statement.name,
      usualCauses: statement.usualCauses,
      finding: (message) => statement.finding(subjectOf(message)),
    });
  const endsWell: Theorem<readonly T[]> = theorem<readonly T[], number>({
    name: 'damaged bytes decode to values that can be written, or throw a SamplewireError, in bounded time',
    usualCauses: ['a length that is believed before its items are read', 'a loop that only the right bytes end'],
    given: { noun: 'seed of the damage', arbitrary: fc.nat(1_000_000) },
    finding: (message, seed) =>
      codecHostileFinding(subjectOf(message), { seed, maximalSymbols: maximalSymbols * Math.max(1, message.length) }),
  });
  const costsNoMore: Theorem<readonly T[]> = theorem({
    name: 'no value costs more than it may',
    usualCauses: ['a wrong branch for rare values', 'a table that was fitted to other values'],
    finding(message) {
      for (const value of message) {
        const meter = new CodelengthMeter();
        make().encode(value, meter);
        const most = maximalBits?.(value) ?? Number.POSITIVE_INFINITY;
        if (!(meter.bits <= most))
          return `${show(value)} costs ${digits(meter.bits)} bits, at most ${digits(most)} expected`;
      }
      return undefined;
    },
  });
  const theorems = [of(decodingInvertsEncoding), of(cellsAreRead), of(bytesAreTheCodelength), endsWell];
  runLaws(maximalBits === undefined ? theorems : [...theorems, costsNoMore], messages(values), 'message', options);
}

/** Sequences of values; of listed values, each alone first, then all, and random sequences of them. */
function messages<T>(values: Subjects<T>): Subjects<readonly T[]> {
  const one: fc.Arbitrary<T> = isArbitrary(values) ? values : fc.constantFrom(...values);
  const random = fc.array(one, { maxLength: MESSAGE });
  if (isArbitrary(values)) return random;
  const listed = [...values.map((value) => [value]), values];
  return fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...listed) }, { weight: 1, arbitrary: random });
}
