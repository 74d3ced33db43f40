/** Tables by bucket of the dither, runs of points, and interleaved rANS over whole arrays. */
import fc from 'fast-check';
import { isSamplewireError, localRandomness, sharedRandomness, uniform32 } from 'samplewire/core';
import { type Distribution, laplace, logistic, mixture, normal, studentT, uniform } from 'samplewire/distributions';
import {
  BucketedPoints,
  decodeInterleaved,
  decodeInterleavedPlain,
  encodeInterleaved,
  encodeInterleavedPlain,
  PointArrayCode,
  quantizeFrequencies,
  SymbolTables,
} from 'samplewire/entropy';
import { describe, expect, test } from 'vitest';

const shared = sharedRandomness('point arrays');
const laws: readonly (readonly [string, Distribution])[] = [
  ['normal', normal(0.3, 1)],
  ['Laplace', laplace(0.3, 1)],
  ['logistic', logistic(0.3, 1)],
  ['Student t', studentT(4, 0.3, 1)],
  ['uniform', uniform(-1.234, 1.77)],
];

function wordsOf(count: number, block: number): Uint32Array {
  const words = new Uint32Array(count);
  shared.block(block).fill(0, 0, words);
  return words;
}

/** Points of samples of the law: what universal quantization sends. */
function pointsOf(law: Distribution, step: number, words: Uint32Array): Float64Array {
  const random = localRandomness({ seed: `${law.law} ${step}` }).block(0);
  return Float64Array.from(words, (word) => Math.ceil(law.sample(random) / step - uniform32(word) - 0.5) + 0);
}

/** Symbols drawn by their tables, in rows drawn evenly. */
function symbolsOf(tables: SymbolTables, count: number): { symbols: Uint8Array; rows: Uint16Array } {
  const words = wordsOf(count, 1);
  const rows = Uint16Array.from(words, (word) => word % tables.rows);
  const models = Array.from({ length: tables.rows }, (_, row) => tables.model(row));
  return { rows, symbols: Uint8Array.from(words, (word, i) => models[rows[i]!]!.symbolAt(word >>> 20)) };
}

describe('interleaved rANS', () => {
  const random = localRandomness({ seed: 'tables' }).block(0);
  const weights = (size: number) => Float64Array.from({ length: size }, () => (random.nextUint32() % 1000) ** 2);
  const tables = new SymbolTables(
    [1, 2, 7, 60, 256].map((size) => quantizeFrequencies(weights(size).fill(1, 0, 1), 12)),
  );

  test('gives the bytes of the plain form, one stack and a model per row, on 10^6 symbols', () => {
    const { symbols, rows } = symbolsOf(tables, 1_000_000);
    const bytes = encodeInterleaved(tables, symbols, rows);
    expect(Buffer.compare(bytes, encodeInterleavedPlain(tables, symbols, rows))).toBe(0);
    const [tuned, plain] = [new Uint8Array(symbols.length), new Uint8Array(symbols.length)];
    decodeInterleaved(tables, bytes, rows, tuned);
    decodeInterleavedPlain(tables, bytes, rows, plain);
    expect(Buffer.compare(tuned, symbols)).toBe(0);
    expect(Buffer.compare(plain, symbols)).toBe(0);
  });

  test('costs its ideal code length and at most 8 bytes', () => {
    const { symbols, rows } = symbolsOf(tables, 200_000);
    const bits = symbols.reduce((sum, s, i) => sum + 12 - Math.log2(tables.frequencies[256 * rows[i]! + s]!), 0);
    const { length } = encodeInterleaved(tables, symbols, rows);
    expect(8 * length).toBeGreaterThan(bits);
    expect(8 * length).toBeLessThan(bits * 1.0002 + 64);
  });

  test('decoding inverts encoding at every length, down to none', () => {
    const { symbols, rows } = symbolsOf(tables, 9);
    for (let length = 0; length <= 9; length++) {
      const [some, theirs] = [symbols.subarray(0, length), rows.subarray(0, length)];
      const decoded = new Uint8Array(length);
      decodeInterleaved(tables, encodeInterleaved(tables, some, theirs), theirs, decoded);
      expect([...decoded]).toEqual([...some]);
    }
  });

  test('damaged bytes are refused in both forms, or decode to the same', () => {
    const { symbols, rows } = symbolsOf(tables, 50);
    const bytes = encodeInterleaved(tables, symbols, rows);
    const outcome = (decode: typeof decodeInterleavedPlain, input: Uint8Array): string => {
      const out = new Uint8Array(symbols.length);
      try {
        decode(tables, input, rows, out);
        return out.join();
      } catch (error) {
        return isSamplewireError(error) ? 'refused' : String(error);
      }
    };
    const property = fc.property(
      fc.nat(bytes.length - 1),
      fc.integer({ min: 0, max: 255 }),
      fc.nat(),
      (at, byte, cut) => {
        const input = bytes.slice(0, bytes.length - (cut % 5 === 0 ? cut % bytes.length : 0));
        if (at < input.length) input[at] = byte;
        expect(outcome(decodeInterleaved, input)).toBe(outcome(decodeInterleavedPlain, input));
      },
    );
    fc.assert(property, { seed: 1, numRuns: 2000 });
  });
});

describe('points by tables of their dither', () => {
  test.each(laws)('decoding inverts encoding, points beyond all runs included: %s', (_, law) => {
    for (const step of [4, 1, 0.1, 1e-3]) {
      const words = wordsOf(4001, 2);
      const points = pointsOf(law, step, words);
      points.set([-1e6, 1e6, -2e15, 2e15, 2 ** 50], 17);
      const code = new PointArrayCode([new BucketedPoints(law, step)]);
      const bytes = code.encode(points, words);
      const decoded = new Float64Array(points.length);
      code.decode(bytes, words, decoded);
      expect(Buffer.compare(Buffer.from(decoded.buffer), Buffer.from(points.buffer))).toBe(0);
    }
  });

  test.each(laws)('tables lose less than 0.3 % from one bit a value on: %s', (_, law) => {
    for (const step of [1, 0.25, 1 / 16, 1e-2, 1e-4]) {
      const { bits, lossBits } = new BucketedPoints(law, step).expectation();
      expect(bits).toBeGreaterThan(1);
      expect(lossBits).toBeGreaterThan(0);
      expect(lossBits / bits).toBeLessThan(0.003);
    }
  });

  test.each(laws)('the expected cost is the measured one: %s', (_, law) => {
    const step = 0.3;
    const tables = new BucketedPoints(law, step);
    const words = wordsOf(200_000, 3);
    const bits = 8 * new PointArrayCode([tables]).encode(pointsOf(law, step, words), words).length;
    // Six standard errors of a code length that deviates by about two bits.
    expect(Math.abs(bits / words.length - tables.expectation().bits)).toBeLessThan((6 * 2) / Math.sqrt(words.length));
  });

  test('a law much narrower than a cell is told to lose much', () => {
    const spike = mixture([0.9, 0.1], [normal(0, 0.01), normal(0, 3)]);
    const { bits, lossBits } = new BucketedPoints(spike, 1).expectation();
    expect(lossBits / bits).toBeGreaterThan(0.01);
  });

  test('runs cover the law without gaps, in at most 255 symbols', () => {
    for (const [, law] of laws) {
      for (const step of [10, 1, 1e-2, 1e-5]) {
        const { runs, kmin, span } = new BucketedPoints(law, step);
        expect(runs.length).toBeLessThanOrEqual(255);
        let next = kmin;
        for (const { first, bits } of runs) {
          expect(first).toBe(next);
          expect(bits).toBeLessThanOrEqual(16);
          next += 2 ** bits;
        }
        expect(next).toBe(kmin + span);
      }
    }
  });

  test('damaged bytes are refused with a coded error or decode to points', () => {
    const words = wordsOf(200, 4);
    const [law, step] = [laplace(0, 50), 0.5];
    const code = new PointArrayCode([new BucketedPoints(law, step)]);
    const points = pointsOf(law, step, words);
    points[3] = 1e9;
    const bytes = code.encode(points, words);
    const property = fc.property(
      fc.nat(bytes.length - 1),
      fc.integer({ min: 0, max: 255 }),
      fc.boolean(),
      (at, byte, cut) => {
        const input = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut) input[at] = byte;
        const out = new Float64Array(words.length);
        try {
          code.decode(input, words, out);
          expect(out.every(Number.isSafeInteger)).toBe(true);
        } catch (error) {
          expect(isSamplewireError(error)).toBe(true);
        }
      },
    );
    fc.assert(property, { seed: 1, numRuns: 2000 });
  });
});
