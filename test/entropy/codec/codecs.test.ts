/** The plain codecs: uniform, Elias gamma, tables with escape, two-part models, combinators. */
import fc from 'fast-check';
import {
  adaptiveCodec,
  arrayCodec,
  bitsCodec,
  booleanCodec,
  type Codec,
  CodelengthMeter,
  categoricalModel,
  eliasGamma,
  empiricalModelCodec,
  frequencyModel,
  leakyModel,
  mapCodec,
  modelCodec,
  quantizeFrequencies,
  RangeDecoder,
  RangeEncoder,
  signedEliasGamma,
  tabledIndexCodec,
  tupleCodec,
  uniformCodec,
  uniformModel,
  zipfIndexCodec,
} from 'samplewire/entropy';
import { codecLaws } from 'samplewire/testing/vitest';
import { describe, expect, test } from 'vitest';
import { errorCode, Recorder } from '../support.ts';

function roundTrip<T>(codec: Codec<T>, values: readonly T[], decoding: Codec<T> = codec): T[] {
  const encoder = new RangeEncoder();
  for (const value of values) codec.encode(value, encoder);
  const decoder = new RangeDecoder(encoder.finish());
  const decoded = values.map(() => decoding.decode(decoder));
  decoder.finish();
  return decoded;
}

function bitsOf<T>(codec: Codec<T>, value: T): number {
  const meter = new CodelengthMeter();
  codec.encode(value, meter);
  return meter.bits;
}

const upTo53 = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.maxSafeNat(),
  fc.integer({ min: 0, max: 52 }).map((b) => 2 ** b),
  fc.integer({ min: 1, max: 52 }).map((b) => 2 ** b - 1),
);
/** (n, value below n). */
const below = fc
  .tuple(upTo53, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  .map(([n, place]) => [n + 1 > Number.MAX_SAFE_INTEGER ? n : n + 1, place] as const)
  .map(([n, place]) => [n, Math.min(Math.floor(place * n), n - 1)] as const);

describe('uniform', () => {
  test('decoding inverts encoding for any count', () => {
    fc.assert(
      fc.property(below, ([n, value]) => {
        expect(roundTrip(uniformCodec(n), [value, 0, n - 1])).toEqual([value, 0, n - 1]);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('a power of two costs its bits exactly, other counts at most 0.094 bit more', () => {
    fc.assert(
      fc.property(below, ([n, value]) => {
        const cost = bitsOf(uniformCodec(n), value);
        const exact = Math.log2(n);
        if (Number.isInteger(exact) && 2 ** exact === n) expect(cost).toBeCloseTo(exact, 9);
        else expect(cost).toBeLessThan(exact + 0.095);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  test('the mean overhead of a split count is at most 0.001 bit', () => {
    for (const n of [4097, 5000, 65_535, 65_537, 100_000, 1_234_567]) {
      let sum = 0;
      const stride = Math.max(1, Math.floor(n / 20_000));
      let count = 0;
      for (let value = 0; value < n; value += stride, count++) sum += bitsOf(uniformCodec(n), value);
      expect(sum / count - Math.log2(n)).toBeLessThan(0.0011);
    }
  });

  test('pieces: 16 bits each, the first shorter, after a high part with P = 16', () => {
    const recorder = new Recorder();
    bitsCodec(53).encode(2 ** 53 - 1, recorder);
    uniformCodec(4097).encode(4096, recorder);
    uniformCodec(2 ** 20).encode(2 ** 16, recorder);
    uniformCodec(1).encode(0, recorder);
    // 8191 = 2^12 * 2 - 1: the high part has 4096 values and still P = 16.
    uniformCodec(8191).encode(3, recorder);
    expect(recorder.cells).toEqual([
      [31, 1, 5],
      [65_535, 1, 16],
      [65_535, 1, 16],
      [65_535, 1, 16],
      [Math.floor((2048 * 65_536) / 2049), 65_536 - Math.floor((2048 * 65_536) / 2049), 16],
      [0, 1, 1],
      [1, 1, 4],
      [0, 1, 16],
      [16, 16, 16],
      [1, 1, 1],
    ]);
  });

  test('a value that the split can express and the count cannot is corrupt', () => {
    const encoder = new RangeEncoder();
    const high = uniformModel(2049);
    encoder.encode(high.cumulative(2048), high.frequency(2048), 16);
    encoder.encode(1, 1, 1);
    expect(errorCode(() => uniformCodec(4097).decode(new RangeDecoder(encoder.finish())))).toBe('CorruptData');
  });

  test('values outside are refused', () => {
    for (const bad of [-1, 10, 0.5, Number.NaN]) {
      expect(errorCode(() => uniformCodec(10).encode(bad, new Recorder()))).toBe('InvalidArgument');
      expect(errorCode(() => modelCodec(uniformModel(10)).encode(bad, new Recorder()))).toBe('InvalidArgument');
    }
    expect(errorCode(() => bitsCodec(3).encode(8, new Recorder()))).toBe('InvalidArgument');
    for (const bad of [0, -1, 1.5, 2 ** 53]) expect(errorCode(() => uniformCodec(bad))).toBe('InvalidArgument');
  });
});

describe('Elias gamma', () => {
  test('decoding inverts encoding, at 2 floor(log2(t + 1)) + 1 bits', () => {
    fc.assert(
      fc.property(upTo53, (t) => {
        const value = Math.min(t, 2 ** 53 - 2);
        expect(roundTrip(eliasGamma, [value])).toEqual([value]);
        let b = 0;
        while (2 ** (b + 1) <= value + 1) b++;
        expect(bitsOf(eliasGamma, value)).toBe(2 * b + 1);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('signed values go by zigzag', () => {
    const codes = [0, -1, 1, -2, 2].map((k) => bitsOf(signedEliasGamma, k));
    expect(codes).toEqual([0, 1, 2, 3, 4].map((t) => bitsOf(eliasGamma, t)));
    const values = [0, -1, 1, 2 ** 31, -(2 ** 31), 2 ** 40, -(2 ** 52) + 1, 2 ** 52 - 1];
    expect(roundTrip(signedEliasGamma, values)).toEqual(values);
    expect(errorCode(() => signedEliasGamma.encode(1.5, new Recorder()))).toBe('InvalidArgument');
    expect(errorCode(() => signedEliasGamma.encode(2 ** 52, new Recorder()))).toBe('InvalidArgument');
  });

  test('more than 52 ones are corrupt', () => {
    const encoder = new RangeEncoder();
    for (let i = 0; i < 200; i++) encoder.encode(1, 1, 1);
    expect(errorCode(() => eliasGamma.decode(new RangeDecoder(encoder.finish())))).toBe('CorruptData');
    expect(errorCode(() => eliasGamma.encode(2 ** 53 - 1, new Recorder()))).toBe('InvalidArgument');
  });
});

describe('Zipf index', () => {
  test('decoding inverts encoding for any exponent and bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), below, (L, [limit, index]) => {
        expect(roundTrip(zipfIndexCodec(L, { limit }), [index, 0, limit - 1])).toEqual([index, 0, limit - 1]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('an index beyond the bound is refused by the encoder and corrupt for the decoder', () => {
    expect(errorCode(() => zipfIndexCodec(100, { limit: 10 }).encode(10, new Recorder()))).toBe('InvalidArgument');
    const encoder = new RangeEncoder();
    zipfIndexCodec(100, { limit: 15 }).encode(14, encoder);
    expect(errorCode(() => zipfIndexCodec(100, { limit: 10 }).decode(new RangeDecoder(encoder.finish())))).toBe(
      'CorruptData',
    );
    for (const L of [-1, 65_536, 0.5]) expect(errorCode(() => zipfIndexCodec(L))).toBe('InvalidArgument');
  });
});

describe('index by table', () => {
  codecLaws(tabledIndexCodec(quantizeFrequencies([8, 4, 2, 1, 1], 12), 12), {
    values: [0, 1, 2, 3, 4, 5, 100, 1e9, 2 ** 52],
  });

  const frequencies = quantizeFrequencies([8, 4, 2, 1, 1], 12);
  test('a table and a model of it are one codec', () => {
    const values = [0, 1, 2, 3, 4, 5, 100, 1e9, 2 ** 52];
    const [table, model] = [tabledIndexCodec(frequencies, 12), tabledIndexCodec(frequencyModel(frequencies, 12))];
    expect(roundTrip(table, values, model)).toEqual(values);
  });

  test('an index beyond the table costs the escape cell and an Elias gamma code', () => {
    const codec = tabledIndexCodec(frequencies, 12);
    expect(bitsOf(codec, 4 + 7)).toBeCloseTo(12 - Math.log2(frequencies[4]!) + 7, 9);
    expect(errorCode(() => codec.encode(-1, new Recorder()))).toBe('InvalidArgument');
  });

  test('an index of 2^53 or more is corrupt', () => {
    const encoder = new RangeEncoder();
    modelCodec(frequencyModel(frequencies, 12)).encode(4, encoder);
    eliasGamma.encode(2 ** 53 - 2, encoder);
    expect(errorCode(() => tabledIndexCodec(frequencies, 12).decode(new RangeDecoder(encoder.finish())))).toBe(
      'CorruptData',
    );
  });

  test('an empty escape cell makes larger indices impossible', () => {
    const codec = tabledIndexCodec([2048, 2048, 0], 12);
    expect(errorCode(() => codec.encode(2, new RangeEncoder()))).toBe('ImpossibleSymbol');
  });
});

describe('empirical model', () => {
  const table = fc
    .record({
      precision: fc.integer({ min: 8, max: 15 }),
      weights: fc.array(fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 1, max: 1000 })), { maxLength: 60 }),
    })
    .map(({ precision, weights }) => {
      const some = [...weights, 5].filter((w) => w > 0);
      const f = quantizeFrequencies(some, precision);
      let next = 0;
      return frequencyModel(
        [...weights, 5].map((w) => (w > 0 ? f[next++]! : 0)),
        precision,
      );
    });

  test('decoding gives the model: precision, size and every frequency', () => {
    fc.assert(
      fc.property(table, (model) => {
        const [decoded] = roundTrip(empiricalModelCodec, [model]);
        expect([decoded!.precision, decoded!.size]).toEqual([model.precision, model.size]);
        for (let s = 0; s < model.size; s++) expect(decoded!.frequency(s)).toBe(model.frequency(s));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('a table with one symbol costs two runs and a frequency', () => {
    const sparse = new Array<number>(200).fill(0);
    sparse[150] = 256;
    expect(bitsOf(empiricalModelCodec, frequencyModel(sparse, 8))).toBe(3 + 15 + 1 + 15 + 17 + 11);
  });

  test('frequencies that do not sum to 2^P are corrupt', () => {
    for (const frequencies of [
      [100, 100],
      [200, 57],
      [256, 1],
      [0, 0],
    ]) {
      const encoder = new RangeEncoder();
      bitsCodec(3).encode(0, encoder);
      eliasGamma.encode(frequencies.length - 1, encoder);
      booleanCodec.encode(false, encoder);
      for (const f of frequencies) eliasGamma.encode(f, encoder);
      expect(errorCode(() => empiricalModelCodec.decode(new RangeDecoder(encoder.finish())))).toBe('CorruptData');
    }
  });

  test('a claimed size beyond 2^P is corrupt before anything is allocated', () => {
    const encoder = new RangeEncoder();
    bitsCodec(3).encode(7, encoder);
    eliasGamma.encode(2 ** 50, encoder);
    expect(errorCode(() => empiricalModelCodec.decode(new RangeDecoder(encoder.finish())))).toBe('CorruptData');
    expect(errorCode(() => empiricalModelCodec.encode(uniformModel(65_536), new Recorder()))).toBe('InvalidArgument');
  });
});

describe('combinators', () => {
  const pair = tupleCodec<[number, boolean]>(uniformCodec(1000), booleanCodec);
  const text = mapCodec(
    arrayCodec(uniformCodec(128), { limit: 100 }),
    (value: string) => Array.from(value, (c) => c.charCodeAt(0)),
    (units) => String.fromCharCode(...units),
  );

  describe('tuples, arrays and maps', () =>
    codecLaws(arrayCodec(tupleCodec<[string, [number, boolean]]>(text, pair), { limit: 10 }), {
      values: [
        [],
        [
          ['abc', [999, true]],
          ['', [0, false]],
        ],
      ],
    }));

  test('random messages of every codec survive', () => {
    const models = [categoricalModel([5, 1, 1], 10), leakyModel(20, (s) => (s / 20) ** 2, 14), uniformModel(77)];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(16), fc.boolean(), upTo53), { maxLength: 100 }), (values) => {
        const make = (): Codec<[number, boolean, number]> =>
          tupleCodec<[number, boolean, number]>(adaptiveCodec(17, 24), booleanCodec, zipfIndexCodec(500));
        const capped = values.map(([a, b, v]): [number, boolean, number] => [a, b, Math.min(v, 2 ** 53 - 2)]);
        expect(roundTrip(make(), capped, make())).toEqual(capped);
        for (const model of models) {
          const symbols = values.map(([a]) => a % model.size);
          expect(roundTrip(modelCodec(model), symbols)).toEqual(symbols);
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('a length beyond the limit is refused on both sides, before any item', () => {
    expect(errorCode(() => text.encode('a'.repeat(101), new Recorder()))).toBe('LimitExceeded');
    const encoder = new RangeEncoder();
    eliasGamma.encode(2 ** 52, encoder);
    expect(errorCode(() => text.decode(new RangeDecoder(encoder.finish())))).toBe('LimitExceeded');
  });
});
