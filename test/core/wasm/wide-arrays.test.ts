/** Loops over whole arrays: the vector forms give the numbers of the plain ones, bit for bit. */
import { bulkArrays, localRandomness, sharedRandomness } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import { type BulkArrays, plainArrays } from '../../../src/core/arrays/bulk-arrays.ts';
import { WideArrays } from '../../../src/core/wasm/wide-arrays.ts';

const LIMIT = 2 ** 51 - 1;
/** Signs of zero, borders of cells and of the dither's grid, fractions that round up to a whole cell, the largest ones. */
const EDGES = [
  0,
  -0,
  0.5,
  -0.5,
  1 - 2 ** -40,
  -(2 ** -40),
  2 ** -33,
  3 * 2 ** -33,
  1e-300,
  1e6,
  -1e6,
  2 ** 50,
  -(2 ** 50),
];
const WORDS = [0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const random = localRandomness({ seed: 'wide arrays' }).block(0);
const uniform = () => random.nextUint32() / 2 ** 32;

/** The same contents in both forms: edges beside edges first, then what is drawn. */
function bothOf(count: number): { plain: BulkArrays; wide: BulkArrays } {
  const [plain, wide] = [plainArrays(count), bulkArrays(count)];
  expect(wide).toBeInstanceOf(WideArrays);
  sharedRandomness('wide arrays').block(count).fill(0, 0, plain.words);
  for (let i = 0; i < count; i++) {
    const isEdge = i < EDGES.length * WORDS.length;
    plain.points[i] = isEdge ? EDGES[i % EDGES.length]! : 2 ** (40 * uniform()) * (uniform() - 0.5);
    if (isEdge) plain.words[i] = WORDS[Math.floor(i / EDGES.length)]!;
    plain.symbols[i] = random.nextUint32();
  }
  wide.points.set(plain.points);
  wide.words.set(plain.words);
  wide.symbols.set(plain.symbols);
  for (const array of [plain, wide]) {
    array.rows.fill(0);
    array.samples.fill(0);
  }
  return { plain, wide };
}

function same(plain: ArrayBufferView, wide: ArrayBufferView): void {
  const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => Buffer.from(buffer, byteOffset, byteLength);
  expect(Buffer.compare(bytesOf(wide), bytesOf(plain))).toBe(0);
}

describe.each([1, 2, 3, 7])('in %i columns', (columns) => {
  const counts = [0, 1, 2, 5, 701, 65_536].map((count) => count - (count % columns));

  test.each(counts)('centres become the same points, samples and rows: %i values', (count) => {
    const { plain, wide } = bothOf(count);
    const sums: number[] = [];
    for (const arrays of [plain, wide]) {
      for (let column = 0; column < columns; column++) {
        const width = 0.3 * (column + 1);
        arrays.divide(column, columns, count, width);
        sums.push(arrays.squares(column, columns, 0.9, 1.1));
        expect(arrays.quantize(column, columns, width, LIMIT * 8)).toBe(count);
        arrays.setRows(column, columns, 64 * column, 31 - column);
      }
    }
    expect(sums.slice(columns)).toEqual(sums.slice(0, columns));
    same(plain.points, wide.points);
    same(plain.samples, wide.samples);
    same(plain.rows, wide.rows);
    for (const arrays of [plain, wide]) {
      arrays.points.set(arrays.points.map((point) => point + 1));
      for (let column = 0; column < columns; column++) arrays.setSamples(column, columns, 0.7);
    }
    same(plain.samples, wide.samples);
  });

  test.each(counts)('points become the same symbols and back: %i values', (count) => {
    for (const span of [1, 90, 70_000]) {
      const { plain, wide } = bothOf(count);
      const cells = Uint16Array.from(
        { length: span + 1 },
        () => random.nextUint32() & (random.nextUint32() & 1 ? 255 : -1),
      );
      const of = { kmin: -40, cells };
      const runs = {
        firsts: Float64Array.from({ length: 256 }, (_, i) => i * i - 900),
        bits: Uint8Array.from({ length: 256 }, (_, i) => (i % 3 === 0 ? i : 0)),
      };
      for (const { points } of [plain, wide]) points.set(points.map(Math.floor));
      for (let column = 0; column < columns; column++) {
        const later = plain.setSymbols(column, columns, of);
        expect(wide.setSymbols(column, columns, of)).toBe(later);
        same(plain.places.subarray(0, later), wide.places.subarray(0, later));
      }
      same(plain.symbols, wide.symbols);
      for (let column = 0; column < columns; column++) {
        const later = plain.setFirsts(column, columns, runs);
        expect(wide.setFirsts(column, columns, runs)).toBe(later);
        same(plain.places.subarray(0, later), wide.places.subarray(0, later));
      }
      same(plain.points, wide.points);
    }
  });
});

test('the first centre that is no number or beyond the limit is named', () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, LIMIT, -LIMIT]) {
    for (const at of [0, 1, 7, 8]) {
      const { plain, wide } = bothOf(9);
      for (const arrays of [plain, wide]) {
        arrays.points.fill(3);
        arrays.points[at] = bad;
        expect(arrays.quantize(0, 1, 1, LIMIT)).toBe(at);
        expect(arrays.points[at]).toBe(bad);
      }
    }
  }
});

test('more values than the kernels have room for are served by the plain form', () => {
  expect(bulkArrays(65_536)).toBeInstanceOf(WideArrays);
  expect(bulkArrays(65_537)).not.toBeInstanceOf(WideArrays);
});
