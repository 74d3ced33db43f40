/** Bytes: what a writer writes a reader reads, and nothing else is accepted. */
import fc from 'fast-check';
import { ByteReader, ByteWriter, crc32c, isSamplewireError } from 'samplewire/core';
import { describe, expect, test } from 'vitest';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isSamplewireError(error)) return error.code;
    throw error;
  }
  return 'no error';
};

test('the checksum has its published check value, and goes on from what came before', () => {
  const bytes = new TextEncoder().encode('123456789');
  expect(crc32c(bytes)).toBe(0xe3069283);
  expect(crc32c(bytes.subarray(4), crc32c(bytes.subarray(0, 4)))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(0))).toBe(0);
});

describe('reading inverts writing', () => {
  test('for every kind of value, in any order', () => {
    const value = fc.oneof(
      fc.record({ kind: fc.constant('varuint' as const), value: fc.maxSafeNat() }),
      fc.record({ kind: fc.constant('f64' as const), value: fc.double({ noNaN: true }) }),
      fc.record({ kind: fc.constant('f32' as const), value: fc.float({ noNaN: true }) }),
      fc.record({ kind: fc.constant('u8' as const), value: fc.nat(255) }),
      fc.record({ kind: fc.constant('u16' as const), value: fc.nat(65_535) }),
      fc.record({ kind: fc.constant('u32' as const), value: fc.nat(2 ** 32 - 1) }),
      fc.record({ kind: fc.constant('text' as const), value: fc.string({ unit: 'grapheme', maxLength: 40 }) }),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const writer = new ByteWriter();
        for (const item of values) (writer[item.kind] as (value: unknown) => void).call(writer, item.value);
        const bytes = writer.toBytes();
        expect(bytes.length).toBe(writer.length);
        const reader = new ByteReader(bytes);
        for (const item of values)
          expect(item.kind === 'text' ? reader.text(1000) : reader[item.kind]()).toBe(item.value);
        reader.expectEnd();
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

test('integers take as few bytes as they can', () => {
  const bytesOf = (value: number): number => {
    const writer = new ByteWriter();
    writer.varuint(value);
    return writer.length;
  };
  expect([0, 127, 128, 16_383, 16_384, 2 ** 49 - 1, 2 ** 49, Number.MAX_SAFE_INTEGER].map(bytesOf)).toEqual([
    1, 1, 2, 2, 3, 7, 8, 8,
  ]);
});

test('a reader of a part of a buffer sees that part, and a writer copies what it gives away', () => {
  const reader = new ByteReader(Uint8Array.of(9, 9, 1, 2, 3, 9).subarray(2, 5), 40);
  expect([reader.u16(), reader.offset, reader.remaining, reader.u8(), reader.remaining]).toEqual([0x0201, 42, 1, 3, 0]);
  const writer = new ByteWriter();
  writer.bytes(new Uint8Array(1000).fill(7));
  const before = writer.toBytes();
  writer.u8(8);
  before[0] = 0;
  expect(writer.toBytes()).toEqual(Uint8Array.of(...new Uint8Array(1000).fill(7), 8));
});

test('a writer refuses what has no bytes', () => {
  for (const value of [-1, 0.5, 2 ** 53, Number.NaN]) {
    expect(code(() => new ByteWriter().varuint(value))).toBe('InvalidArgument');
  }
  expect(code(() => new ByteWriter().text('a\ud800'))).toBe('InvalidArgument');
});

test('whatever the bytes, a reader gives values or refuses them', () => {
  const kinds = ['u8', 'u16', 'u32', 'f32', 'f64', 'varuint'] as const;
  const kind = fc.constantFrom(...kinds, 'text' as const, 'bytes' as const);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.array(kind, { maxLength: 10 }), (bytes, asked) => {
      const reader = new ByteReader(bytes, 7);
      const outcome = code(() => {
        for (const item of asked) item === 'text' || item === 'bytes' ? reader[item](5) : reader[item]();
        reader.expectEnd();
      });
      expect(['no error', 'UnexpectedEnd', 'CorruptData', 'LimitExceeded', 'TrailingData']).toContain(outcome);
      expect(reader.remaining).toBeGreaterThanOrEqual(0);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

describe('a reader refuses', () => {
  test('the end before a value, and bytes after the last', () => {
    expect(code(() => new ByteReader(Uint8Array.of(1, 2, 3)).u32())).toBe('UnexpectedEnd');
    expect(code(() => new ByteReader(Uint8Array.of(1)).expectEnd())).toBe('TrailingData');
  });
  test('integers that are too long, too large, or not in their shortest form', () => {
    expect(code(() => new ByteReader(Uint8Array.of(0x80, 0x00)).varuint())).toBe('CorruptData');
    expect(code(() => new ByteReader(new Uint8Array(9).fill(0xff)).varuint())).toBe('CorruptData');
    expect(code(() => new ByteReader(Uint8Array.of(0x80)).varuint())).toBe('UnexpectedEnd');
  });
  test('text that is no UTF-8 or longer than the caller allows', () => {
    expect(code(() => new ByteReader(Uint8Array.of(2, 0xc3, 0x28)).text(10))).toBe('CorruptData');
    expect(code(() => new ByteReader(Uint8Array.of(5, 1, 2, 3, 4, 5)).text(4))).toBe('LimitExceeded');
  });
  test('with offsets that count from the start of the file', () => {
    try {
      new ByteReader(Uint8Array.of(0x80, 0x00), 100).varuint();
    } catch (error) {
      expect(error).toMatchObject({ byteOffset: 100, message: expect.stringContaining('at byte 100') });
    }
  });
});
