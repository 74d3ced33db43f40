/** Any bytes: every decoder returns or throws a SamplewireError, after a bounded number of symbols per value. */
import fc from 'fast-check';
import {
  AnsDecoder,
  adaptiveCodec,
  arrayCodec,
  booleanCodec,
  type Codec,
  categoricalModel,
  eliasGamma,
  empiricalModelCodec,
  fitGeometricMixture,
  geometricMixtureCodec,
  mapCodec,
  modelCodec,
  quantizedDensity,
  RangeDecoder,
  RangeEncoder,
  signedEliasGamma,
  tabledIndexCodec,
  tupleCodec,
  uniformCodec,
  zipfIndexCodec,
} from 'samplewire/entropy';
import { codecLaws } from 'samplewire/testing/vitest';
import { describe, expect, test } from 'vitest';
import { CountingDecoder, errorCode, normal, studentT } from './support.ts';

interface Case {
  readonly make: () => Codec<unknown>;
  readonly values: readonly unknown[];
  /** Symbols that one value can take at most. */
  readonly symbols: number;
  /** Where the value is not looked at. */
  readonly equal?: () => boolean;
}

/** A codec whose value is not looked at. */
const plain = <T>(codec: Codec<T>): Codec<unknown> =>
  mapCodec(
    codec,
    (value: unknown) => value as T,
    (value): unknown => value,
  );

const GAMMA = 53 + 4;
const fine = quantizedDensity(studentT(3, 0, 1000), 2 ** -10);
const coarse = quantizedDensity(normal(0, 4), 1);
const cases: Record<string, Case> = {
  'uniform count': { make: () => plain(uniformCodec(1_000_003)), values: [0, 5, 1_000_002], symbols: 3 },
  'Elias gamma': { make: () => plain(eliasGamma), values: [0, 7, 2 ** 40], symbols: GAMMA },
  'signed Elias gamma': { make: () => plain(signedEliasGamma), values: [0, -7, 2 ** 40], symbols: GAMMA },
  'Zipf index': { make: () => plain(zipfIndexCodec(700, { limit: 2 ** 40 })), values: [0, 3, 1e6], symbols: 6 },
  categorical: { make: () => plain(modelCodec(categoricalModel([9, 3, 1, 0], 10))), values: [0, 1, 3], symbols: 1 },
  adaptive: { make: () => plain(adaptiveCodec(50)), values: [0, 49, 3], symbols: 1 },
  'index by table': { make: () => plain(tabledIndexCodec([60_000, 5536], 16)), values: [0, 0, 90], symbols: 1 + GAMMA },
  density: { make: () => plain(coarse.codec(0.3)), values: [0, -3, 900], symbols: 1 + GAMMA },
  'refined density': { make: () => plain(fine.codec(0.7)), values: [0, -3000, 1e12], symbols: 4 + GAMMA },
  'two-part model': {
    make: () =>
      mapCodec(
        empiricalModelCodec,
        () => categoricalModel([5, 0, 0, 1], 9),
        (model): unknown => model.size,
      ),
    values: [0],
    symbols: 65_536,
    equal: () => true,
  },
  'geometric mixture': {
    make: () =>
      mapCodec(
        geometricMixtureCodec,
        () => fitGeometricMixture([1, 2, 900]),
        (mixture): unknown => mixture,
      ),
    values: [0],
    symbols: 129 + GAMMA,
    equal: () => true,
  },
  'arrays of tuples': {
    make: () => plain(arrayCodec(tupleCodec<[boolean, number]>(booleanCodec, uniformCodec(77)), { limit: 1000 })),
    values: [
      [],
      [
        [true, 5],
        [false, 76],
      ],
    ],
    symbols: 2000 + GAMMA,
  },
};

describe.each(Object.entries(cases))('%s', (_, { make, values, symbols, equal }) => {
  codecLaws(make, { values, maximalSymbols: symbols, ...(equal === undefined ? {} : { equal }) });

  test('any bytes decode or throw in bounded time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(1 as const, 2 as const), (bytes, lanes) => {
        const limit = symbols * values.length;
        const decode = (decoder: RangeDecoder | AnsDecoder): number => {
          const counting = new CountingDecoder(decoder);
          errorCode(() => {
            const codec = make();
            for (const _ of values) codec.decode(counting);
            decoder.finish();
          });
          return counting.symbols;
        };
        errorCode(() => expect(decode(new RangeDecoder(bytes))).toBeLessThanOrEqual(limit));
        errorCode(() => expect(decode(new AnsDecoder(bytes, lanes))).toBeLessThanOrEqual(limit));
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

test('a prefix without the last two bytes, and a message with two bytes more, are refused', () => {
  const codec = modelCodec(categoricalModel([3, 2, 2, 1], 12));
  const encoder = new RangeEncoder();
  const values = Array.from({ length: 300 }, (_, i) => (i * i) % 4);
  for (const value of values) codec.encode(value, encoder);
  const bytes = encoder.finish();
  for (let length = 0; length < bytes.length - 1; length++) {
    const code = errorCode(() => {
      const decoder = new RangeDecoder(bytes.subarray(0, length));
      for (const _ of values) codec.decode(decoder);
      decoder.finish();
    });
    expect(code, `${length} bytes`).toMatch(/UnexpectedEnd|CorruptData/);
  }
  for (const extra of [2, 3, 10]) {
    const code = errorCode(() => {
      const decoder = new RangeDecoder(Uint8Array.of(...bytes, ...new Uint8Array(extra)));
      for (const _ of values) codec.decode(decoder);
      decoder.finish();
    });
    expect(code).toBe('TrailingData');
  }
});

test('a decoder of a certain symbol consumes nothing and never fails', () => {
  const decoder = new RangeDecoder(new Uint8Array(0));
  const certain = modelCodec(categoricalModel([1], 8));
  for (let i = 0; i < 100_000; i++) if (certain.decode(decoder) !== 0) throw new Error('another symbol');
});
