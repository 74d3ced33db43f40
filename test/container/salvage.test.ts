import fc from 'fast-check';
import { type ContainerHeader, DEFAULT_LIMITS, type Salvaged, salvageContainer } from 'samplewire/container';
import { describe, expect, test } from 'vitest';
import { chunkOf, chunks, codeOf, file, header, join, pieces, type Values } from './files.ts';

/** Where each piece starts. */
function offsets(parts: readonly Uint8Array[]): number[] {
  return parts.map((_, i) => parts.slice(0, i).reduce((sum, { length }) => sum + length, 0));
}

const indices = ({ container }: Salvaged): number[] => container.chunks.map(({ index }) => index);

/** Ten chunks of 100 values, each with a payload of its own. */
const ten: Values[] = Array.from({ length: 10 }, (_, i) => ({
  count: 100,
  payload: Uint8Array.from({ length: 150 }, (_, j) => (i * 31 + j * j * 7) % 256),
}));
const of1000: ContainerHeader = { ...header, shape: [1000] };

describe('salvage', () => {
  test('of a whole file is reading', () => {
    const { container, error, damages, lost } = salvageContainer(file());
    expect(container.chunks.map(({ payload }) => payload)).toEqual(chunks.map(({ payload }) => payload));
    expect([error, damages, lost]).toEqual([undefined, [], []]);
  });

  test('whatever byte of a chunk is damaged, all the others are kept in their places', () => {
    const parts = pieces(of1000, ten);
    const starts = offsets(parts);
    const whole = join(parts);
    for (let at = starts[1]!; at < starts[11]!; at += 7) {
      const damaged = whole.slice();
      damaged[at]! ^= 0x5a;
      const hit = starts.filter((start) => start <= at).length - 2;
      const { container, error, damages, lost } = salvageContainer(damaged);
      expect(error).toBeDefined();
      expect(damages).toEqual([{ byteOffset: starts[hit + 1], byteLength: parts[hit + 1]!.length }]);
      expect(lost).toEqual([{ firstValue: 100 * hit, count: 100 }]);
      expect(container.chunks.map(({ firstValue }) => firstValue)).toEqual(
        ten.map((_, i) => 100 * i).filter((_, i) => i !== hit),
      );
      for (const { index, payload } of container.chunks) expect(payload).toEqual(ten[index]!.payload);
    }
  });

  test('of several damages lists each', () => {
    const parts = pieces(of1000, ten);
    for (const i of [2, 3, 7]) parts[i]![1]! ^= 1;
    const salvaged = salvageContainer(join(parts));
    expect(indices(salvaged)).toEqual([0, 3, 4, 5, 7, 8, 9]);
    expect(salvaged.lost).toEqual([
      { firstValue: 100, count: 200 },
      { firstValue: 600, count: 100 },
    ]);
    expect(salvaged.damages).toHaveLength(2);
  });

  test('of a file with a hole goes on behind it', () => {
    const parts = pieces(of1000, ten);
    const starts = offsets(parts);
    const whole = join(parts);
    const [from, to] = [200, 650];
    const expected = ten.map((_, i) => i).filter((i) => starts[i + 2]! <= from || starts[i + 1]! >= to);
    expect(expected.length).toBeLessThan(8);
    const salvaged = salvageContainer(join([whole.subarray(0, from), whole.subarray(to)]));
    expect(indices(salvaged)).toEqual(expected);
    expect(salvaged.damages).toHaveLength(1);
    expect(salvaged.lost).toMatchObject([{ count: 1000 - 100 * expected.length }]);
  });

  test('of a cut file is all whole chunks, and says what cannot be there', () => {
    const parts = pieces(of1000, ten);
    const starts = offsets(parts);
    const whole = join(parts);
    for (let length = starts[1]!; length < whole.length; length += 13) {
      const salvaged = salvageContainer(whole.subarray(0, length));
      const kept = starts.filter((start) => start > starts[1]! && start <= length).length;
      expect(indices(salvaged)).toEqual(Array.from({ length: kept }, (_, i) => i));
      expect(salvaged.error?.code).toBe('UnexpectedEnd');
      expect(salvaged.lost).toEqual(kept === 10 ? [] : [{ firstValue: 100 * kept, count: 1000 - 100 * kept }]);
    }
  });

  test('of a cut file with an open shape does not claim to know how much is lost', () => {
    const parts = pieces();
    const salvaged = salvageContainer(join(parts.slice(0, 3)));
    expect(salvaged.lost).toEqual([{ firstValue: 304, count: undefined }]);
    expect(salvaged.damages).toEqual([]);
  });

  test('of repeated, moved and foreign chunks takes each chunk once, and in order only', () => {
    const parts = pieces(of1000, ten);
    const foreign = pieces({ ...of1000, method: 9 }, ten);
    const [start, a, b, c, d, ...rest] = parts as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    expect(indices(salvageContainer(join([start, a, a, b, c, d, ...rest])))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(indices(salvageContainer(join([start, a, c, b, d, ...rest])))).toEqual([0, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(indices(salvageContainer(join([start, a, foreign[2]!, c, d, ...rest])))).toEqual([
      0, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  test('of a file in a file does not find the inner one', () => {
    const inner = join(pieces());
    const parts = pieces({ ...header, method: 9 }, [{ count: 4, payload: inner }, chunks[0]!]);
    parts[1]![0] = 77;
    const salvaged = salvageContainer(join(parts));
    expect(indices(salvaged)).toEqual([1]);
    expect(salvaged.lost).toEqual([{ firstValue: 0, count: 4 }]);
  });

  test('of a file that goes on behind its end keeps all of it', () => {
    const salvaged = salvageContainer(join([file(), Uint8Array.of(1, 2, 3)]));
    expect(salvaged.error?.code).toBe('TrailingData');
    expect(indices(salvaged)).toEqual([0, 1, 2, 3]);
    expect(salvaged.damages).toEqual([{ byteOffset: file().length, byteLength: 3 }]);
    expect(salvaged.lost).toEqual([]);
  });

  test('passes over chunks that a reader may skip', () => {
    const start = pieces(of1000, ten)[0]!;
    const skipped = chunkOf(start, [150, 0, 0, 0], Uint8Array.of(5));
    const [data, end] = [chunkOf(start, [1, 1, 0, 1000]), chunkOf(start, [2, 2, 1000, 0])];
    expect(indices(salvageContainer(join([start, skipped, data, end, Uint8Array.of(0)])))).toEqual([1]);
  });

  test('is refused where the header is damaged', () => {
    const whole = file();
    for (let at = 0; at < pieces()[0]!.length; at++) {
      const damaged = whole.slice();
      damaged[at]! ^= 4;
      expect(codeOf(() => salvageContainer(damaged))).not.toBe('none');
      expect(codeOf(() => salvageContainer(whole.subarray(0, at)))).toBe('UnexpectedEnd');
    }
  });

  test('what is kept was written, whatever was written over the file', () => {
    const whole = join(pieces(of1000, ten));
    const patches = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 300 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(patches, (list) => {
        const damaged = whole.slice();
        for (const [at, patch] of list) damaged.set(patch.subarray(0, whole.length - at), at);
        let salvaged: Salvaged;
        try {
          salvaged = salvageContainer(damaged);
        } catch {
          return;
        }
        for (const { index, firstValue, count, payload } of salvaged.container.chunks) {
          expect([firstValue, count, payload]).toEqual([100 * index, 100, ten[index]!.payload]);
        }
        const lost = salvaged.lost.reduce((sum, { count }) => sum + count!, 0);
        expect(lost + 100 * salvaged.container.chunks.length).toBe(1000);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('of crafted bytes, every place of which claims the rest, spends a bounded effort', () => {
    const start = pieces({ ...header, shape: [] }, [])[0]!;
    // type 1, chunk 1, value 1, count 1, and a length that is most of the file: a checksum over it at every place.
    const claims = Uint8Array.from({ length: 1_000_000 }, (_, i) => [1, 1, 1, 1, 0x80, 0x80, 0x20][i % 7]!);
    const salvaged = salvageContainer(join([start, claims]), DEFAULT_LIMITS);
    expect(salvaged.container.chunks).toEqual([]);
    expect(salvaged.damages).toEqual([{ byteOffset: start.length, byteLength: claims.length }]);
  });
});
