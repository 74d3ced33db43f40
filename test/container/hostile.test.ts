import fc from 'fast-check';
import { ContainerReader, readContainer, salvageContainer } from 'samplewire/container';
import { describe, expect, test } from 'vitest';
import { chunkOf, codeOf, file, header, join, pieces, prologueAround } from './files.ts';

const parameters = { seed: 1, numRuns: 1_500 };
const CODES = ['none', 'CorruptData', 'TrailingData', 'UnexpectedEnd', 'UnsupportedFormat', 'LimitExceeded'];
const start = pieces()[0]!;

/** Bytes that are mostly small: ids, tags and short numbers. */
const fields = fc
  .array(fc.oneof(fc.nat(3), fc.nat(40), fc.nat(255)), { maxLength: 90 })
  .map((all) => Uint8Array.from(all));

/** Reading gives a container or an error of this library, the same in one piece and byte by byte; salvage does, too. */
function expectAnswer(bytes: Uint8Array): void {
  const code = codeOf(() => readContainer(bytes));
  expect(CODES).toContain(code);
  expect(CODES).toContain(codeOf(() => salvageContainer(bytes)));
  const stepwise = codeOf(() => {
    const reader = new ContainerReader();
    for (let i = 0; i < bytes.length; i++) reader.push(bytes.subarray(i, i + 1));
    reader.finish();
  });
  expect(stepwise).toBe(code);
}

describe('whatever the bytes, there is an answer', () => {
  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), expectAnswer), parameters);
  });

  test('any bytes after the magic', () => {
    fc.assert(
      fc.property(fields, (rest) => expectAnswer(join([start.subarray(0, 5), rest]))),
      parameters,
    );
  });

  test('any header under a checksum that holds', () => {
    fc.assert(
      fc.property(fields, (rest) => expectAnswer(prologueAround(rest))),
      parameters,
    );
  });

  test('a header with some bytes changed, under a checksum that holds, reads as it says or not at all', () => {
    const original = start.slice(6, -4);
    const changes = fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = original.slice();
        for (const [at, byte] of list) changed[at] = byte;
        const prologue = prologueAround(changed);
        expectAnswer(prologue);
        const reader = new ContainerReader();
        const code = codeOf(() => {
          const [event] = reader.push(prologue);
          if (event?.type !== 'header') throw new Error('expected a header');
          expect(pieces({ ...event.header, shape: [] }, [])[0]).toBeDefined();
        });
        expect(CODES).toContain(code);
      }),
      parameters,
    );
  });

  test('any bytes after a header', () => {
    fc.assert(
      fc.property(fields, (rest) => expectAnswer(join([start, rest]))),
      parameters,
    );
  });

  test('any chunks under checksums that hold', () => {
    const number = fc.oneof(fc.nat(3), fc.nat(70_000), fc.maxSafeNat());
    const chunk = fc.tuple(fc.oneof(fc.nat(3), fc.nat(255)), number, number, number);
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 5 }), (list) =>
        expectAnswer(join([start, ...list.map((frame) => chunkOf(start, frame, Uint8Array.of(1, 2, 3)))])),
      ),
      parameters,
    );
  });

  test('a file with any bytes written over it', () => {
    const whole = file();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 20 }), (at, patch) => {
        const damaged = whole.slice();
        damaged.set(patch.subarray(0, whole.length - at), at);
        expectAnswer(damaged);
      }),
      parameters,
    );
  });

  test('a header is read back as it was written, whatever its parameters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (given) => {
        const whole = join(pieces({ ...header, parameters: given }));
        expect(readContainer(whole).header.parameters).toEqual(given);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
