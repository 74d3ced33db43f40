/** The adaptive model against a recount without a tree, and its redundancy. */
import fc from 'fast-check';
import { adaptiveCodec, adaptiveModel, CodelengthMeter } from 'samplewire/entropy';
import { entropyModelLaws } from 'samplewire/testing';
import { describe, expect, test } from 'vitest';
import { entropyBits, errorCode, words } from '../support.ts';

/** Counts in an array, sums by loops: the rule as it is written. */
class NaiveModel {
  counts: number[];
  readonly #increment: number;
  constructor(size: number, increment: number) {
    this.counts = new Array<number>(size).fill(1);
    this.#increment = increment;
  }
  cumulative(symbol: number): number {
    const before = this.counts.slice(0, symbol).reduce((a, b) => a + b, 0);
    return Math.floor((before * 65_536) / this.counts.reduce((a, b) => a + b, 0));
  }
  update(symbol: number): void {
    this.counts[symbol]! += this.#increment;
    if (this.counts.reduce((a, b) => a + b, 0) > 8192) this.counts = this.counts.map((c) => (c + 1) >> 1);
  }
}

const run = fc.record({
  size: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1024 })),
  increment: fc.constantFrom(1, 2, 24, 32, 1024),
  length: fc.integer({ min: 0, max: 800 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

describe('adaptiveModel', () => {
  test('its cells are those of a naive recount, across halvings', () => {
    fc.assert(
      fc.property(run, ({ size, increment, length, seed }) => {
        const model = adaptiveModel(size, increment);
        const naive = new NaiveModel(size, increment);
        const next = words(seed);
        for (let i = 0; i < length; i++) {
          const symbol = Math.min(next() % size, next() % size);
          if (model.cumulative(symbol) !== naive.cumulative(symbol))
            throw new Error(`cell ${symbol} after ${i} symbols`);
          model.update(symbol);
          naive.update(symbol);
        }
        for (let s = 0; s <= size; s += 1 + (size >> 4)) expect(model.cumulative(s)).toBe(naive.cumulative(s));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('it obeys the laws of models after any history', () => {
    fc.assert(
      fc.property(run, ({ size, increment, length, seed }) => {
        const model = adaptiveModel(size, increment);
        const next = words(seed);
        for (let i = 0; i < length; i++) model.update(next() % size);
        entropyModelLaws(model, { runs: 10 });
        for (let s = 0; s < size; s++) if (model.frequency(s) < 8) throw new Error(`frequency of ${s} below 8`);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test('sizes above 1024 are refused', () => {
    expect(errorCode(() => adaptiveModel(1025))).toBe('InvalidArgument');
    expect(errorCode(() => adaptiveModel(4, 0))).toBe('InvalidArgument');
  });
});

describe('adaptiveCodec', () => {
  test('the redundancy of Krichevsky and Trofimov is at most (m - 1)/2 log2 n + log2 m bits before the first halving', () => {
    for (const size of [2, 3, 8, 64]) {
      for (const skew of [1, 4, 30]) {
        const next = words(size * 100 + skew);
        const meter = new CodelengthMeter();
        const codec = adaptiveCodec(size, 2);
        const length = (8192 - size) / 2 - 1;
        const counts = new Array<number>(size).fill(0);
        for (let i = 0; i < length; i++) {
          let symbol = next() % size;
          for (let j = 1; j < skew; j++) symbol = Math.min(symbol, next() % size);
          counts[symbol]!++;
          codec.encode(symbol, meter);
        }
        const empirical = length * entropyBits(counts.map((count) => count / length));
        const scaling = (length * size * 2 ** -17) / Math.LN2 + 1;
        expect(meter.bits - empirical).toBeLessThan(((size - 1) / 2) * Math.log2(length) + Math.log2(size) + scaling);
      }
    }
  });
});
