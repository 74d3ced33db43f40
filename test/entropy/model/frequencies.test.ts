/** Weights to integers, and the models made of tables. */
import fc from 'fast-check';
import { categoricalModel, frequencyModel, quantizeFrequencies, uniformModel } from 'samplewire/entropy';
import { entropyModelLaws } from 'samplewire/testing';
import { describe, expect, test } from 'vitest';
import { errorCode, golden } from '../support.ts';

interface FrequencyVector {
  readonly name: string;
  readonly weights: number[];
  readonly precision: number;
  readonly frequencies: number[];
}

/** The rule as it is written, without a heap. */
function naiveFrequencies(weights: readonly number[], precision: number): number[] {
  const total = 2 ** precision;
  let sum = 0;
  for (const weight of weights) sum += weight;
  const v = weights.map((weight) => Math.floor((weight / sum) * 2 ** 32 + 0.5));
  const all = v.reduce((a, b) => a + b, 0);
  const f = v.map((value) => Math.max(1, Math.ceil((value * (total - weights.length)) / all)));
  for (let missing = total - f.reduce((a, b) => a + b, 0); missing > 0; missing--) {
    let best = 0;
    for (let i = 1; i < f.length; i++) if (v[i]! / (f[i]! + 0.5) > v[best]! / (f[best]! + 0.5)) best = i;
    f[best]!++;
  }
  return f;
}

const weight = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, 1, 2, 1e-12, 1e-300),
  fc.integer({ min: 0, max: 1000 }),
);
const table = fc.record({
  precision: fc.integer({ min: 8, max: 16 }),
  weights: fc.array(weight, { minLength: 1, maxLength: 60 }).map((some) => [...some, 1]),
});

describe('quantizeFrequencies', () => {
  for (const { name, weights, precision, frequencies } of golden<{ frequencies: FrequencyVector[] }>('coder.json')
    .frequencies) {
    test(`"${name}" has the frequencies of its vector`, () => {
      expect([...quantizeFrequencies(weights, precision)]).toEqual(frequencies);
    });
  }

  test('the heap picks what a scan of all symbols picks', () => {
    fc.assert(
      fc.property(table, ({ weights, precision }) => {
        expect([...quantizeFrequencies(weights, precision)]).toEqual(naiveFrequencies(weights, precision));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('the divergence from the weights is at most -log2(1 - m / M)', () => {
    fc.assert(
      fc.property(table, ({ weights, precision }) => {
        const total = 2 ** precision;
        const sum = weights.reduce((a, b) => a + b, 0);
        const f = quantizeFrequencies(weights, precision);
        let divergence = 0;
        weights.forEach((w, i) => {
          if (w / sum > 0) divergence += (w / sum) * Math.log2(w / sum / (f[i]! / total));
        });
        expect(divergence).toBeLessThanOrEqual(-Math.log2(1 - weights.length / total) + 1e-6);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test('weights that no law has, and tables that do not fit, are refused', () => {
    for (const bad of [[], [0, 0], [-1, 2], [Number.NaN], [Infinity], [1e308, 1e308], new Array(300).fill(1)]) {
      expect(errorCode(() => quantizeFrequencies(bad, 8))).toBe('InvalidArgument');
    }
    expect(errorCode(() => quantizeFrequencies([1], 17))).toBe('InvalidArgument');
    expect([...quantizeFrequencies(new Array(256).fill(1), 8)]).toEqual(new Array(256).fill(1));
  });
});

describe('table models', () => {
  test('a categorical model obeys the laws of models', () => {
    fc.assert(
      fc.property(table, ({ weights, precision }) =>
        entropyModelLaws(categoricalModel(weights, precision), { runs: 10 }),
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  test('symbols of frequency 0 are never found', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 300 }), (some) => {
        const precision = 10;
        const rest = 1024 - some.reduce((a, b) => a + b, 0);
        const frequencies = [0, ...some, 0, rest, 0, 0];
        const model = frequencyModel(frequencies, precision);
        entropyModelLaws(model, { runs: 10 });
        for (let q = 0; q < 1024; q++)
          if (!(model.frequency(model.symbolAt(q)) > 0)) throw new Error(`empty cell at ${q}`);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('a table of 2^16 symbols, and one of a single symbol, are models', () => {
    entropyModelLaws(frequencyModel(new Uint32Array(65_536).fill(1), 16), { runs: 10 });
    entropyModelLaws(frequencyModel([65_536], 16), { runs: 10 });
    entropyModelLaws(frequencyModel([2], 1), { runs: 10 });
  });

  test('frequencies that do not sum to 2^P are refused', () => {
    for (const bad of [[], [255], [257], [-1, 257], [128.5, 127.5], [4_294_967_296 + 256], [Number.NaN]]) {
      expect(errorCode(() => frequencyModel(bad, 8))).toBe('InvalidArgument');
    }
  });
});

test('a uniform model obeys the laws, and no symbol costs more than log2(n / (1 - n / 2^16))', () => {
  for (const n of [2, 3, 5, 7, 16, 100, 255, 256, 257, 1000, 4095, 4096, 40_000, 65_535, 65_536]) {
    const model = uniformModel(n);
    entropyModelLaws(model, { runs: 10 });
    if (n < 65_536) {
      for (let s = 0; s < n; s++) {
        const cost = model.precision - Math.log2(model.frequency(s));
        if (cost > Math.log2(n) - Math.log2(1 - n / 65_536) + 1e-12)
          throw new Error(`symbol ${s} of ${n} costs ${cost}`);
      }
    }
  }
  expect(errorCode(() => uniformModel(65_537))).toBe('InvalidArgument');
});
