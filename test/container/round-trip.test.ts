import fc from 'fast-check';
import { type ContainerHeader, ContainerReader, ContainerWriter, readContainer } from 'samplewire/container';
import { describe, expect, test } from 'vitest';
import { chunks, codeOf, eventsOf, file, header, join, pieces, type Values } from './files.ts';

const parameters = { seed: 1, numRuns: 300 };
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const headers: fc.Arbitrary<ContainerHeader> = fc.record({
  kind: fc.constantFrom('samples', 'weights', 'latents', 'model'),
  method: fc.nat(255),
  element: fc.constantFrom('float64', 'float32'),
  generator: fc.nat(255),
  coder: fc.nat(255),
  key: fc.oneof(
    exactly(32).map((key) => ({ kind: 'stored' as const, key })),
    exactly(8).map((check) => ({ kind: 'check' as const, check })),
  ),
  exactness: fc.oneof(
    fc.constant({ kind: 'exact' as const }),
    fc.constant({ kind: 'none' as const }),
    fc
      .double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true })
      .map((totalVariation) => ({ kind: 'bound' as const, totalVariation })),
  ),
  shape: fc.constant<number[]>([]),
  parameters: bytes(300),
});

const contents: fc.Arbitrary<Values[]> = fc.array(fc.record({ count: fc.nat(65_536), payload: bytes(400) }), {
  maxLength: 6,
});

/** Shapes that the values fill: none, open, or exact. */
const shapesOf = (values: number): fc.Arbitrary<number[]> => fc.constantFrom([], [0], [0, 1], [values], [values, 1, 1]);

const files = fc
  .tuple(headers, contents)
  .chain(([given, parts]) =>
    shapesOf(parts.reduce((sum, { count }) => sum + count, 0)).map((shape) => ({ given: { ...given, shape }, parts })),
  );

describe('a file', () => {
  test('reading inverts writing', () => {
    fc.assert(
      fc.property(files, ({ given, parts }) => {
        const read = readContainer(join(pieces(given, parts)));
        expect(read.header).toEqual(given);
        expect(read.chunks.map(({ count, payload }) => ({ count, payload }))).toEqual(parts);
      }),
      parameters,
    );
  });

  test('writing inverts reading', () => {
    const { header: read, chunks: parts } = readContainer(file());
    expect(join(pieces(read, parts))).toEqual(file());
  });

  test('every split of the input gives the same events', () => {
    fc.assert(
      fc.property(files, fc.array(fc.nat()), ({ given, parts }, cuts) => {
        const whole = join(pieces(given, parts));
        const places = cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b);
        expect(eventsOf(whole, places)).toEqual(eventsOf(whole));
      }),
      parameters,
    );
  });

  test('byte by byte, an event comes with the last byte of its piece', () => {
    const reader = new ContainerReader();
    const at: number[] = [];
    file().forEach((byte, i) => {
      if (reader.push(Uint8Array.of(byte)).length > 0) at.push(i + 1);
    });
    let end = 0;
    expect(at).toEqual(pieces().map((piece) => (end += piece.length)));
    reader.finish();
  });

  test('offsets are places in the file, values are counted through', () => {
    const whole = file();
    const read = readContainer(whole);
    const after = read.parametersOffset + header.parameters.length;
    expect(whole.subarray(read.parametersOffset, after)).toEqual(header.parameters);
    for (const { byteOffset, payload } of read.chunks) {
      expect(whole.subarray(byteOffset, byteOffset + payload.length)).toEqual(payload);
    }
    expect(read.chunks.map(({ index, firstValue }) => [index, firstValue])).toEqual([
      [0, 0],
      [1, 4],
      [2, 304],
      [3, 304],
    ]);
    expect(eventsOf(whole).at(-1)).toEqual({ type: 'end', chunks: 4, values: 306 });
  });

  test('what was read does not change with the bytes that it was read from', () => {
    const whole = file();
    const read = readContainer(whole);
    whole.fill(255);
    expect(read.header).toEqual(header);
    expect(read.chunks[0]!.payload).toEqual(chunks[0]!.payload);
  });

  test('without chunks it is a file', () => {
    expect(readContainer(join(pieces(header, []))).chunks).toEqual([]);
  });

  test('100,000 chunks keep their places', () => {
    const writer = new ContainerWriter();
    const reader = new ContainerReader();
    reader.push(writer.header({ ...header, shape: [] }));
    const payload = new Uint8Array(3);
    for (let i = 0; i < 100_000; i++) {
      const [chunk] = reader.push(writer.chunk(65_536, payload));
      if (chunk?.type !== 'chunk' || chunk.index !== i || chunk.firstValue !== i * 65_536)
        throw new Error(`chunk ${i}`);
    }
    expect(reader.push(writer.end())).toEqual([{ type: 'end', chunks: 100_000, values: 6_553_600_000 }]);
  });
});

describe('a writer', () => {
  test('writes header, chunks, end, in this order only', () => {
    const writer = new ContainerWriter();
    expect(codeOf(() => writer.chunk(0, new Uint8Array(0)))).toBe('InvalidArgument');
    expect(codeOf(() => writer.end())).toBe('InvalidArgument');
    writer.header(header);
    expect(codeOf(() => writer.header(header))).toBe('InvalidArgument');
    writer.end();
    expect(codeOf(() => writer.chunk(0, new Uint8Array(0)))).toBe('InvalidArgument');
    expect(codeOf(() => writer.end())).toBe('InvalidArgument');
  });

  test.each<[string, Partial<ContainerHeader>]>([
    ['a method id of 256', { method: 256 }],
    ['a generator of -1', { generator: -1 }],
    ['a coder of 0.5', { coder: 0.5 }],
    ['a key of 31 bytes', { key: { kind: 'stored', key: new Uint8Array(31) } }],
    ['a check value of 9 bytes', { key: { kind: 'check', check: new Uint8Array(9) } }],
    ['a bound of 0', { exactness: { kind: 'bound', totalVariation: 0 } }],
    ['a bound of 1', { exactness: { kind: 'bound', totalVariation: 1 } }],
    ['a bound that is no number', { exactness: { kind: 'bound', totalVariation: Number.NaN } }],
    ['nine dimensions', { shape: [1, 1, 1, 1, 1, 1, 1, 1, 1] }],
    ['a second dimension of 0', { shape: [3, 0] }],
    ['a dimension of 1.5', { shape: [1.5] }],
    ['more than 2^53 values', { shape: [2 ** 30, 2 ** 30] }],
    ['a kind of the future', { kind: 'sounds' as 'samples' }],
  ])('refuses %s, and can still be given a header', (_, fields) => {
    const writer = new ContainerWriter();
    expect(codeOf(() => writer.header({ ...header, ...fields }))).toBe('InvalidArgument');
    writer.header(header);
  });

  test.each([
    [[5], 4],
    [[5], 6],
    [[0, 3], 4],
    [[2, 3], 3],
  ])('a shape of %j is not filled by %i values', (shape, values) => {
    const writer = new ContainerWriter();
    writer.header({ ...header, shape });
    writer.chunk(values, new Uint8Array(1));
    expect(codeOf(() => writer.end())).toBe('InvalidArgument');
  });

  test('refuses counts that are none', () => {
    const writer = new ContainerWriter();
    writer.header(header);
    for (const count of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(codeOf(() => writer.chunk(count, new Uint8Array(0)))).toBe('InvalidArgument');
    }
  });
});
