import { ContainerReader, ContainerWriter, DEFAULT_LIMITS, readContainer } from 'samplewire/container';
import { LimitExceededError } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import { chunkOf, chunks, codeOf, file, header, join, pieces, prologueAround, sealed } from './files.ts';

const START = [0x53, 0x57, 0x52, 0x8a, 1] as const;
const start = pieces()[0]!;
const OPEN = new ContainerWriter().header({ ...header, shape: [] });

describe('limits', () => {
  test.each([
    ['a header of 65,537 bytes', Uint8Array.of(...START, 0x81, 0x80, 0x04), 65_536],
    ['a header of 2^53 - 1 bytes', Uint8Array.of(...START, 255, 255, 255, 255, 255, 255, 255, 15), 65_536],
    ['a chunk of 65,537 values', join([start, Uint8Array.of(1, 0, 0, 0x81, 0x80, 0x04, 0)]), 65_536],
    ['a payload of 2^24 + 1 bytes', join([start, Uint8Array.of(1, 0, 0, 1, 0x81, 0x80, 0x80, 0x08)]), 16_777_216],
    [
      'a skippable chunk of 2^24 + 1 bytes',
      join([start, Uint8Array.of(200, 0, 0, 0, 0x81, 0x80, 0x80, 0x08)]),
      16_777_216,
    ],
  ])('%s is refused as soon as it is claimed', (_, bytes, limit) => {
    const claim = () => new ContainerReader().push(bytes);
    expect(claim).toThrow(LimitExceededError);
    expect(claim).toThrow(expect.objectContaining({ limit }));
    expect(() => new ContainerReader().push(bytes.subarray(0, -1))).not.toThrow(LimitExceededError);
  });

  test('what is claimed within the limits is not allocated before it comes', () => {
    const claim = join([start, Uint8Array.of(1, 0, 0, 1, 0x80, 0x80, 0x80, 0x08)]);
    const before = process.memoryUsage().arrayBuffers;
    const readers = Array.from({ length: 200 }, () => {
      const reader = new ContainerReader();
      expect(reader.push(claim)).toHaveLength(1);
      return reader;
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
    for (const reader of readers) expect(codeOf(() => reader.finish())).toBe('UnexpectedEnd');
  });

  test('the reader sets its own', () => {
    const bytes = file();
    expect(readContainer(bytes, { headerBytes: 50, payloadBytes: 200, chunkValues: 300 }).chunks).toHaveLength(4);
    for (const limits of [{ headerBytes: 40 }, { payloadBytes: 199 }, { chunkValues: 299 }]) {
      expect(codeOf(() => readContainer(bytes, { ...DEFAULT_LIMITS, ...limits }))).toBe('LimitExceeded');
    }
  });

  test('the writer stays within those of every reader, and goes on after a refusal', () => {
    const writer = new ContainerWriter();
    expect(codeOf(() => writer.header({ ...header, parameters: new Uint8Array(65_536) }))).toBe('LimitExceeded');
    const first = writer.header({ ...header, shape: [], parameters: new Uint8Array(65_000) });
    expect(codeOf(() => writer.chunk(65_537, new Uint8Array(0)))).toBe('LimitExceeded');
    expect(codeOf(() => writer.chunk(1, new Uint8Array(16_777_217)))).toBe('LimitExceeded');
    const largest = writer.chunk(65_536, new Uint8Array(16_777_216));
    const reader = new ContainerReader();
    expect([first, largest, writer.end()].flatMap((piece) => reader.push(piece)).map(({ type }) => type)).toEqual([
      'header',
      'chunk',
      'end',
    ]);
  });
});

describe('a checksum that holds', () => {
  test('does not make an unknown id known', () => {
    const fields = start.slice(6, -4);
    for (const [at, name] of [
      [0, 'kind'],
      [2, 'element'],
      [5, 'key'],
      [38, 'exactness'],
    ] as const) {
      for (const id of [7, 255]) {
        const changed = fields.slice();
        changed[at] = id;
        expect(() => new ContainerReader().push(prologueAround(changed))).toThrow(
          expect.objectContaining({
            code: 'UnsupportedFormat',
            message: expect.stringMatching(`"${name}" .*${id}.*byte ${6 + at}`),
          }),
        );
      }
    }
  });

  test('does not make a header that ends early whole', () => {
    const fields = start.slice(6, -4 - header.parameters.length);
    for (let length = 0; length < fields.length; length++) {
      expect(codeOf(() => new ContainerReader().push(prologueAround(fields.slice(0, length))))).toBe('CorruptData');
    }
    expect(codeOf(() => new ContainerReader().push(prologueAround(fields)))).toBe('none');
  });

  test.each([
    ['rank 9', [9, 1, 1, 1, 1, 1, 1, 1, 1, 1], 'LimitExceeded'],
    ['a second dimension of 0', [2, 1, 0], 'CorruptData'],
    ['more than 2^53 - 1 values', [2, 255, 255, 255, 255, 255, 255, 255, 15, 2], 'CorruptData'],
    ['a dimension in more bytes than it needs', [1, 0x81, 0], 'CorruptData'],
  ])('does not make a shape of %s legal', (_, shape, code) => {
    const fields = Uint8Array.of(...start.slice(6, 6 + 39), ...shape);
    expect(codeOf(() => new ContainerReader().push(prologueAround(fields)))).toBe(code);
  });

  test('does not make a bound legal', () => {
    for (const bound of [0, 1, -1, 2, Number.NaN, Number.POSITIVE_INFINITY]) {
      const wire = new Uint8Array(new Float64Array([bound]).buffer);
      const fields = Uint8Array.of(...start.slice(6, 6 + 38), 1, ...wire, 0);
      expect(codeOf(() => new ContainerReader().push(prologueAround(fields)))).toBe('CorruptData');
    }
  });

  test('does not make an end with values or a payload legal', () => {
    for (const end of [chunkOf(OPEN, [2, 0, 0, 1]), chunkOf(OPEN, [2, 0, 0, 0], Uint8Array.of(1))]) {
      expect(codeOf(() => readContainer(join([OPEN, end])))).toBe('CorruptData');
    }
    expect(codeOf(() => readContainer(join([OPEN, chunkOf(OPEN, [2, 0, 0, 0])])))).toBe('none');
  });

  test('does not make an end with other counts legal', () => {
    const chunk = chunkOf(OPEN, [1, 0, 0, 5]);
    for (const [index, values] of [
      [0, 5],
      [2, 5],
      [1, 4],
      [1, 6],
    ] as const) {
      expect(codeOf(() => readContainer(join([OPEN, chunk, chunkOf(OPEN, [2, index, values, 0])])))).toBe(
        'CorruptData',
      );
    }
    expect(codeOf(() => readContainer(join([OPEN, chunk, chunkOf(OPEN, [2, 1, 5, 0])])))).toBe('none');
  });

  test('does not make values that do not fill the shape legal', () => {
    for (const [shape, values, code] of [
      [[3, 2], 6, 'none'],
      [[3, 2], 5, 'CorruptData'],
      [[0, 2], 6, 'none'],
      [[0, 2], 5, 'CorruptData'],
      [[0, 2], 0, 'none'],
    ] as const) {
      const opened = new ContainerWriter().header({ ...header, shape });
      const whole = [opened, chunkOf(opened, [1, 0, 0, values]), chunkOf(opened, [2, 1, values, 0])];
      expect(codeOf(() => readContainer(join(whole)))).toBe(code);
    }
  });

  test('does not make a number in more bytes than it needs legal', () => {
    const end = Uint8Array.of(2, 0x80, 0, 0, 0, 0);
    expect(codeOf(() => readContainer(join([OPEN, sealed(end, OPEN.subarray(0, -4))])))).toBe('CorruptData');
  });
});

describe('a chunk of an unknown type', () => {
  test('from 128 on is skipped and counted', () => {
    for (const type of [128, 255]) {
      const skipped = chunkOf(OPEN, [type, 0, 0, 0], Uint8Array.of(9, 9));
      const data = chunkOf(OPEN, [1, 1, 0, 4], chunks[0]!.payload);
      const read = readContainer(join([OPEN, skipped, data, chunkOf(OPEN, [2, 2, 4, 0])]));
      expect(read.chunks).toMatchObject([{ index: 1, firstValue: 0, count: 4 }]);
      expect(codeOf(() => readContainer(join([OPEN, data, chunkOf(OPEN, [2, 2, 4, 0])])))).toBe('CorruptData');
    }
  });

  test('from 128 on holds no values', () => {
    expect(codeOf(() => readContainer(join([OPEN, chunkOf(OPEN, [128, 0, 0, 1])])))).toBe('CorruptData');
  });

  test('below 128 is refused at its first byte', () => {
    for (const type of [0, 3, 127]) {
      expect(codeOf(() => new ContainerReader().push(join([OPEN, Uint8Array.of(type)])))).toBe('UnsupportedFormat');
    }
  });
});
