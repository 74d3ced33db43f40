/** Properties of the coders over random models and messages: inversion, length, and what they refuse. */
import fc from 'fast-check';
import {
  AnsDecoder,
  AnsEncoder,
  AnsStack,
  CodelengthMeter,
  categoricalModel,
  type EntropyModel,
  modelCodec,
  RangeDecoder,
  RangeEncoder,
} from 'samplewire/entropy';
import { describe, expect, test } from 'vitest';
import { errorCode, words } from '../support.ts';

const model = fc
  .record({
    precision: fc.integer({ min: 4, max: 16 }),
    weights: fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(0), fc.constant(1e6)), {
      minLength: 1,
      maxLength: 16,
    }),
  })
  .map(({ precision, weights }) => categoricalModel([...weights, 1], precision > 4 ? precision : 5));

/** A message: which model, and where in it, per symbol. */
const message = fc.record({
  models: fc.array(model, { minLength: 1, maxLength: 4 }),
  points: fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 400 }),
});

function symbols(models: readonly EntropyModel[], points: readonly number[]): [EntropyModel, number][] {
  return points.map((point, i) => {
    const at = models[i % models.length]!;
    return [at, at.symbolAt(point >>> (16 - at.precision))];
  });
}

function idealBits(pairs: readonly [EntropyModel, number][]): number {
  const meter = new CodelengthMeter();
  for (const [at, symbol] of pairs) modelCodec(at).encode(symbol, meter);
  return meter.bits;
}

describe('range coder', () => {
  test('decoding inverts encoding, and the bytes are within the bound of the information', () => {
    fc.assert(
      fc.property(message, ({ models, points }) => {
        const pairs = symbols(models, points);
        const encoder = new RangeEncoder();
        for (const [at, symbol] of pairs) modelCodec(at).encode(symbol, encoder);
        const bytes = encoder.finish();
        const losses = pairs.reduce(
          (sum, [{ precision }]) => sum + Math.log2(1 + 2 ** precision / (2 ** 24 - 2 ** precision)),
          0,
        );
        expect(8 * bytes.length).toBeLessThanOrEqual(idealBits(pairs) + losses + 8);
        const decoder = new RangeDecoder(bytes);
        for (const [at, symbol] of pairs)
          if (modelCodec(at).decode(decoder) !== symbol) throw new Error('another symbol');
        decoder.finish();
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  test('termination costs 2.5 bits on average', () => {
    const next = words(1);
    const sloped = categoricalModel([5, 3, 2, 1, 1], 16);
    const codec = modelCodec(sloped);
    let excess = 0;
    const messages = 4000;
    for (let i = 0; i < messages; i++) {
      const encoder = new RangeEncoder();
      const meter = new CodelengthMeter();
      for (let length = 1 + (next() % 40); length > 0; length--) {
        const symbol = sloped.symbolAt(next() >>> 16);
        codec.encode(symbol, encoder);
        codec.encode(symbol, meter);
      }
      excess += 8 * encoder.finish().length - meter.bits;
    }
    expect(Math.abs(excess / messages - 2.5)).toBeLessThan(0.3);
  });

  test('a point in the unused gap above the cells is refused', () => {
    // r 2^16 = ffff 0000 of a range of ffff ffff: code values from there on belong to no cell.
    const decoder = new RangeDecoder(Uint8Array.of(0xff, 0xff, 0x00, 0x00, 0));
    expect(errorCode(() => decoder.peek(16))).toBe('CorruptData');
    expect(new RangeDecoder(Uint8Array.of(0xff, 0xfe, 0xff, 0xff)).peek(16)).toBe(65_535);
  });
});

describe('rANS', () => {
  test.each([1, 2] as const)('decoding inverts encoding, and the bytes are within the bound: %i lanes', (lanes) => {
    fc.assert(
      fc.property(message, ({ models, points }) => {
        const pairs = symbols(models, points);
        const encoder = new AnsEncoder(lanes);
        for (const [at, symbol] of pairs) modelCodec(at).encode(symbol, encoder);
        const bytes = encoder.finish();
        expect(8 * bytes.length).toBeLessThanOrEqual(idealBits(pairs) + 0.02 * pairs.length + 32 * lanes);
        const decoder = new AnsDecoder(bytes, lanes);
        for (const [at, symbol] of pairs)
          if (modelCodec(at).decode(decoder) !== symbol) throw new Error('another symbol');
        decoder.finish();
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  test('pop undoes push, state for state', () => {
    fc.assert(
      fc.property(message, ({ models, points }) => {
        const pairs = symbols(models, points);
        const stack = new AnsStack();
        const states = pairs.map(([at, symbol]) => {
          const before = stack.toBytes();
          stack.push(at.cumulative(symbol), at.frequency(symbol), at.precision);
          return before;
        });
        for (let i = pairs.length - 1; i >= 0; i--) {
          const [at, symbol] = pairs[i]!;
          expect(at.symbolAt(stack.peek(at.precision))).toBe(symbol);
          stack.pop(at.cumulative(symbol), at.frequency(symbol), at.precision);
          expect(stack.toBytes()).toEqual(states[i]);
        }
        stack.finish();
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('the loss per symbol is below 0.0004 bit at P = 14 and 0.006 at P = 16', () => {
    for (const [precision, bound] of [
      [12, 0.0002],
      [14, 0.0004],
      [16, 0.006],
    ] as const) {
      const next = words(2);
      const at = categoricalModel([9, 5, 4, 3, 2, 2, 1, 1], precision);
      const encoder = new AnsEncoder();
      const meter = new CodelengthMeter();
      const length = 400_000;
      for (let i = 0; i < length; i++) {
        const symbol = at.symbolAt(next() >>> (32 - precision));
        modelCodec(at).encode(symbol, encoder);
        modelCodec(at).encode(symbol, meter);
      }
      expect((8 * encoder.finish().length - 32 - meter.bits) / length).toBeLessThan(bound);
    }
  });

  test('lanes are one or two', () => {
    expect(errorCode(() => new AnsStack(3 as never))).toBe('InvalidArgument');
    expect(errorCode(() => AnsStack.open(new Uint8Array(6), 2))).toBe('UnexpectedEnd');
  });
});

test('a frequency of 0 is an impossible symbol for every encoder', () => {
  for (const encoder of [new RangeEncoder(), new AnsEncoder(), new CodelengthMeter()]) {
    expect(errorCode(() => encoder.encode(3, 0, 8))).toBe('ImpossibleSymbol');
    expect(errorCode(() => encoder.encode(3, Number.NaN, 8))).toBe('ImpossibleSymbol');
  }
  expect(errorCode(() => new AnsStack().push(3, 0, 8))).toBe('ImpossibleSymbol');
});

test('the meter adds P - log2 f', () => {
  const meter = new CodelengthMeter();
  meter.encode(0, 16, 8);
  meter.encode(0, 1, 16);
  expect(meter.bits).toBeCloseTo(20, 12);
});
