import { ContainerReader, readContainer } from 'samplewire/container';
import { CorruptDataError, isSamplewireError } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import { chunks, codeOf, eventsOf, file, header, join, pieces } from './files.ts';

/** One that holds every kind of piece and is short enough to damage in every way. */
const small = join(pieces({ ...header, exactness: { kind: 'bound', totalVariation: 1e-4 } }, [chunks[0]!, chunks[3]!]));

function errorOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (isSamplewireError(error)) return error;
    throw error;
  }
  throw new Error('expected an error');
}

describe('damage', () => {
  test('cut at any byte, a file ends unexpectedly', () => {
    for (let length = 0; length < small.length; length++) {
      expect(codeOf(() => readContainer(small.subarray(0, length)))).toBe('UnexpectedEnd');
    }
  });

  test('every change of a byte is found', () => {
    const undetected: [number, number][] = [];
    for (let at = 0; at < small.length; at++) {
      for (let difference = 1; difference < 256; difference++) {
        const damaged = small.slice();
        damaged[at]! ^= difference;
        if (codeOf(() => readContainer(damaged)) === 'none') undetected.push([at, difference]);
      }
    }
    expect(undetected).toEqual([]);
  });

  test('every change of a byte is found in a file that arrives byte by byte', () => {
    const cuts = Array.from(small.keys());
    for (let at = 0; at < small.length; at++) {
      const damaged = small.slice();
      damaged[at]! ^= 0x15;
      expect(codeOf(() => eventsOf(damaged, cuts))).not.toBe('none');
    }
  });

  test('every byte that is added or left out is found', () => {
    for (let at = 0; at < small.length; at++) {
      const [before, after] = [small.subarray(0, at), small.subarray(at)];
      expect(codeOf(() => readContainer(join([before, Uint8Array.of(small[at]!), after])))).not.toBe('none');
      expect(codeOf(() => readContainer(join([before, Uint8Array.of(0), after])))).not.toBe('none');
      expect(codeOf(() => readContainer(join([before, after.subarray(1)])))).not.toBe('none');
    }
  });

  test('chunks in any other order, left out or repeated, are corrupt', () => {
    const [start, a, b, c, d, end] = pieces() as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const orders = [
      [a, b, d, c],
      [b, a, c, d],
      [a, b, c],
      [b, c, d],
      [a, b, c, c, d],
      [a, a, b, c, d],
      [a, b, c, d, d],
      [],
    ];
    for (const order of orders) expect(codeOf(() => readContainer(join([start, ...order, end])))).toBe('CorruptData');
    const early = join([start, a, end, b, c, d]);
    expect(codeOf(() => readContainer(early))).toBe('CorruptData');
  });

  test('a chunk of another file is corrupt, even in its right place', () => {
    const other = pieces({ ...header, method: 3 });
    const mixed = pieces();
    mixed[2] = other[2]!;
    expect(codeOf(() => readContainer(join(mixed)))).toBe('CorruptData');
    const exchanged = [other[0]!, ...pieces().slice(1)];
    expect(codeOf(() => readContainer(join(exchanged)))).toBe('CorruptData');
  });

  test('what follows the end is trailing data, whatever it is and however it comes', () => {
    for (const rest of [Uint8Array.of(0), Uint8Array.of(1), file()]) {
      const error = errorOf(() => readContainer(join([file(), rest])));
      expect(error).toBeInstanceOf(CorruptDataError);
      expect(error).toMatchObject({ code: 'TrailingData', byteOffset: file().length });
    }
    const reader = new ContainerReader();
    reader.push(file());
    reader.finish();
    expect(codeOf(() => reader.push(Uint8Array.of(0)))).toBe('TrailingData');
  });

  test('errors name the place in the file', () => {
    const parts = pieces();
    const second = parts[0]!.length + parts[1]!.length;
    const damaged = join(parts);
    damaged[second + 20]! ^= 1;
    for (const cuts of [[], [second], [second + 10]]) {
      expect(errorOf(() => eventsOf(damaged, cuts))).toMatchObject({ code: 'CorruptData', byteOffset: second });
    }
    const without = join([parts[0]!, ...parts.slice(2)]);
    expect(errorOf(() => readContainer(without)).message).toBe(
      `"chunk" expected number 0 from value 0, got number 1 from value 4 (at byte ${parts[0]!.length})`,
    );
    expect(errorOf(() => readContainer(join(parts.slice(0, -1)))).message).toBe(
      `"file" expected an end chunk, got the end at byte ${join(parts.slice(0, -1)).length}`,
    );
  });

  test('a chunk in the wrong place is refused before its payload is there', () => {
    const [start, , b] = pieces();
    expect(codeOf(() => new ContainerReader().push(join([start!, b!.subarray(0, 10)])))).toBe('CorruptData');
  });

  test('events before the damage can be had one by one, and the error comes again', () => {
    const damaged = join(pieces());
    damaged[damaged.length - 1]! ^= 1;
    const reader = new ContainerReader();
    reader.append(damaged);
    const types: (string | undefined)[] = [];
    for (let i = 0; i < 5; i++) types.push(reader.next()?.type);
    expect(types).toEqual(['header', 'chunk', 'chunk', 'chunk', 'chunk']);
    const first = errorOf(() => reader.next());
    expect(errorOf(() => reader.next())).toEqual(first);
    expect(errorOf(() => reader.push(Uint8Array.of(1)))).toEqual(first);
    expect(codeOf(() => reader.finish())).toBe('UnexpectedEnd');
  });
});

describe('a file that is none', () => {
  test.each([
    ['PK\u0003\u0004', '"file" expected a .swr file (53 57 52 8a), got a file that starts with 50 4b 03 04'],
    ['temp_max,wind', '"file" expected a .swr file (53 57 52 8a), got a file that starts with 74 65 6d 70'],
    ['SWR\u000a', '"file" expected a .swr file (53 57 52 8a), got one that was transferred as text'],
    ['S\n', '"file" expected a .swr file (53 57 52 8a), got a file that starts with 53 0a'],
  ])('%j is named as such', (text, message) => {
    const error = errorOf(() => new ContainerReader().push(new TextEncoder().encode(text)));
    expect([error.name, error.message]).toEqual(['UnsupportedFormatError', message]);
  });

  test('one that was read and written as UTF-8 is named as such', () => {
    const text = new TextEncoder().encode(new TextDecoder().decode(file()));
    expect(errorOf(() => readContainer(text)).message).toMatch(/transferred as text/);
  });

  test('a newer version is named, as soon as its byte is there', () => {
    const newer = file().slice(0, 5);
    newer[4] = 2;
    const error = errorOf(() => new ContainerReader().push(newer));
    expect([error.name, error.message]).toEqual([
      'UnsupportedFormatError',
      '"version" expected .swr format 1, got 2 (at byte 4)',
    ]);
  });
});
