/** Laws of a format: reading inverts writing, and whatever the bytes, a reader gives a value or a `SamplewireError`. */
import fc from 'fast-check';
import { isSamplewireError } from '../../core/index.ts';
import { hostileBytes } from '../arbitraries/bytes.ts';
import { differsAt, sameValue } from '../instruments/same-bits.ts';
import type { LawOptions } from './options.ts';
import { runLaws } from './run-laws.ts';
import { show } from './show.ts';
import { type Subjects, type Theorem, theorem } from './theorem.ts';

/** A way to write values as bytes: a container, a header, a description. */
export interface Format<T> {
  write(value: T): Uint8Array;
  read(bytes: Uint8Array): T;
}

export interface FormatLawOptions<T> extends LawOptions {
  readonly values: Subjects<T>;
  readonly equal?: (a: T, b: T) => boolean;
  /** True for formats with a checksum: damaged bytes then never read as another value. */
  readonly findsDamage?: boolean;
}

const VARIANTS = 8;

/**
 * Checks one format.
 *
 * @example formatLaws({ write: toBytes, read: fromBytes }, { values: [mine] });
 * @throws LawViolationError
 */
export function formatLaws<T>(format: Format<T>, options: FormatLawOptions<T>): void {
  const { values, equal = sameValue, findsDamage = false } = options;
  const theorems: Theorem<T>[] = [
    theorem({
      name: 'reading inverts writing',
      usualCauses: ['a field that is not written', 'a field that is read with another width'],
      finding(value) {
        const back = format.read(format.write(value));
        return equal(back, value) ? undefined : `${show(back)} is read`;
      },
    }),
    theorem({
      name: 'a value has one form',
      usualCauses: ['the order of a map', 'bytes of a buffer that were not cleared'],
      finding(value) {
        const bytes = format.write(value);
        const again = format.write(format.read(bytes));
        const at = differsAt(bytes, again);
        return at === undefined ? undefined : `byte ${at} is ${bytes[at]}, then ${again[at]}`;
      },
    }),
    theorem<T, number>({
      name: findsDamage
        ? 'damaged bytes are refused by a SamplewireError'
        : 'damaged bytes are read or refused by a SamplewireError',
      usualCauses: ['a length that is believed before its bytes are there', 'a field without a check'],
      given: { noun: 'seed of the damage', arbitrary: fc.nat(1_000_000) },
      finding(value, seed) {
        const bytes = format.write(value);
        for (const damaged of fc.sample(hostileBytes(bytes), { seed, numRuns: VARIANTS })) {
          try {
            const got = format.read(damaged);
            if (findsDamage && !equal(got, value)) return `${show(got)} is read from damaged bytes`;
          } catch (caught) {
            if (!isSamplewireError(caught)) return `threw ${String(caught)}, not a SamplewireError`;
          }
        }
        return undefined;
      },
    }),
  ];
  runLaws(theorems, values, 'value', options);
}
