/** Mixtures of geometric laws: the table, its parameters on the wire, and the fit to indices of a selection. */
import fc from 'fast-check';
import {
  CodelengthMeter,
  fitGeometricMixture,
  type GeometricMixture,
  geometricMean,
  geometricMixtureCodec,
  geometricMixtureTable,
  quantizeFrequencies,
  RangeDecoder,
  RangeEncoder,
  tabledIndexCodec,
} from 'samplewire/entropy';
import { describe, expect, test } from 'vitest';
import { errorCode, Recorder, words } from '../support.ts';

const mixtures = fc
  .array(fc.record({ weight: fc.integer({ min: 1, max: 65_535 }), meanCode: fc.integer({ min: 0, max: 65_535 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((components): GeometricMixture => ({ components }));

describe('the table', () => {
  test('has the frequencies of the index law, escape last', () => {
    const weights = [0.75, 0.25];
    const means = [0.5, 8];
    const size = 64;
    const law = (j: number): number => {
      let p = 0;
      for (let i = 0; i < 2; i++) p += (weights[i]! / (1 + means[i]!)) * (means[i]! / (1 + means[i]!)) ** j;
      return p;
    };
    const tail = weights.reduce((sum, w, i) => sum + w * (means[i]! / (1 + means[i]!)) ** (size - 1), 0);
    const exact = [...Array.from({ length: size - 1 }, (_, j) => law(j)), tail];
    expect(exact.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    const table = geometricMixtureTable(weights, means, size, 16);
    quantizeFrequencies(exact, 16).forEach((frequency, j) => {
      expect(Math.abs(table[j]! - frequency)).toBeLessThanOrEqual(1);
    });
  });

  test('of any mixture on the wire sums to 2^P, every cell at least 1', () => {
    fc.assert(
      fc.property(mixtures, fc.constantFrom(1, 2, 16, 256, 4096), (mixture, size) => {
        const table = geometricMixtureTable(mixture, size, 16);
        expect(table.reduce((a, b) => a + b, 0)).toBe(65_536);
        expect(Math.min(...table)).toBeGreaterThanOrEqual(1);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('means lie on a grid of factors 2^(1/1024) from 2^-32 to 2^32', () => {
    expect(geometricMean(0)).toBe(2 ** -32);
    expect(geometricMean(32 * 1024)).toBe(1);
    for (const code of [1, 12_345, 65_535])
      expect(Math.abs(geometricMean(code) / 2 ** (code / 1024 - 32) - 1)).toBeLessThan(1e-15);
  });

  test('parameters that are no mixture are refused', () => {
    expect(errorCode(() => geometricMixtureTable([1], [0], 16, 16))).toBe('InvalidArgument');
    expect(errorCode(() => geometricMixtureTable([1, 1], [1], 16, 16))).toBe('InvalidArgument');
    expect(errorCode(() => geometricMixtureTable([], [], 16, 16))).toBe('InvalidArgument');
    expect(errorCode(() => geometricMixtureTable([1], [1], 0, 16))).toBe('InvalidArgument');
  });
});

describe('the parameters', () => {
  test('decoding inverts encoding, at 4 bytes a component and a few bits', () => {
    fc.assert(
      fc.property(mixtures, (mixture) => {
        const encoder = new RangeEncoder();
        geometricMixtureCodec.encode(mixture, encoder);
        const bytes = encoder.finish();
        expect(bytes.length).toBeLessThanOrEqual(4 * mixture.components.length + 2);
        expect(geometricMixtureCodec.decode(new RangeDecoder(bytes))).toEqual(mixture);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test('none, too many, and empty components are refused', () => {
    const component = { weight: 1, meanCode: 0 };
    const encode = (components: GeometricMixture['components']): string =>
      errorCode(() => geometricMixtureCodec.encode({ components }, new Recorder()));
    expect(encode([])).toBe('InvalidArgument');
    expect(encode(new Array(65).fill(component))).toBe('InvalidArgument');
    expect(encode([{ weight: 0, meanCode: 0 }])).toBe('InvalidArgument');
    expect(encode([{ weight: 1, meanCode: 65_536 }])).toBe('InvalidArgument');
    expect(errorCode(() => geometricMixtureCodec.decode(new RangeDecoder(new Uint8Array(8))))).toBe('CorruptData');
  });
});

/** Indices of a geometric law whose mean is drawn anew for each: mean(x) for x uniform in (0, 1). */
function indices(count: number, mean: (x: number) => number, seed: number): number[] {
  const next = words(seed);
  const uniform = (): number => (next() + 0.5) / 2 ** 32;
  return Array.from({ length: count }, () => {
    const g = mean(uniform());
    return Math.floor(Math.log(uniform()) / Math.log(g / (1 + g)));
  });
}

/** Bits of the values under the mixture itself, its parameters included. */
function costBits(values: readonly number[], mixture: GeometricMixture): number {
  const total = mixture.components.reduce((sum, { weight }) => sum + weight, 0);
  const parts = mixture.components.map(({ weight, meanCode }) => [weight / total, geometricMean(meanCode)] as const);
  const meter = new CodelengthMeter();
  geometricMixtureCodec.encode(mixture, meter);
  return values.reduce((sum, v) => sum - Math.log2(mass(parts, v)), meter.bits);
}

function mass(parts: readonly (readonly [weight: number, mean: number])[], value: number): number {
  let sum = 0;
  for (const [weight, mean] of parts) sum += (weight / (1 + mean)) * (mean / (1 + mean)) ** value;
  return sum;
}

describe('the fit', () => {
  test.each([
    ['one geometric law', () => 3],
    ['the index law of a Gaussian in one dimension, nearly', (x: number) => 3.1 * (1 - x) ** 2],
    ['a law over several octaves', (x: number) => Math.exp(6 * x) - 0.9],
  ] as const)('to %s costs at most 0.002 bit more than the law itself, parameters apart', (_, mean) => {
    const values = indices(30_000, mean, 5);
    const steps = 400;
    const law = Array.from({ length: steps }, (_, i) => [1 / steps, mean((i + 0.5) / steps)] as const);
    const known = new Map<number, number>();
    let ideal = 0;
    for (const value of values) {
      const bits = known.get(value) ?? -Math.log2(mass(law, value));
      known.set(value, bits);
      ideal += bits;
    }
    expect(costBits(values, fitGeometricMixture(values)) - ideal).toBeLessThan(0.002 * values.length + 8 * 33);
  });

  test('coded by its table costs at most 0.02 bit more than by the mixture', () => {
    const values = indices(30_000, (x) => 3.1 * (1 - x) ** 2, 6);
    const mixture = fitGeometricMixture(values);
    const meter = new CodelengthMeter();
    geometricMixtureCodec.encode(mixture, meter);
    const codec = tabledIndexCodec(geometricMixtureTable(mixture, 256, 16), 16);
    for (const value of values) codec.encode(value, meter);
    expect(meter.bits - costBits(values, mixture)).toBeLessThan(0.02 * values.length);
  });

  test('has as many components as the data pay for', () => {
    expect(fitGeometricMixture(indices(50, () => 2, 1)).components.length).toBe(1);
    expect(fitGeometricMixture(indices(5000, () => 2, 1)).components.length).toBe(1);
    expect(fitGeometricMixture(indices(50_000, (x) => (x < 0.5 ? 0.2 : 50), 1)).components.length).toBeGreaterThan(1);
    expect(
      fitGeometricMixture(
        indices(50_000, (x) => Math.exp(9 * x), 1),
        2,
      ).components.length,
    ).toBe(2);
  });

  test('does not depend on the order of the indices, nor on how they are given', () => {
    const values = indices(3000, (x) => Math.exp(5 * x), 7);
    const histogram = new Map<number, number>();
    for (const value of values) histogram.set(value, (histogram.get(value) ?? 0) + 1);
    const mixture = fitGeometricMixture(values);
    expect(fitGeometricMixture([...values].sort((a, b) => b - a))).toEqual(mixture);
    expect(fitGeometricMixture(histogram)).toEqual(mixture);
  });

  test('of nothing, of zeros, and of huge indices can be written and used', () => {
    for (const values of [[], [0], new Array<number>(1000).fill(0), [2 ** 52, 0, 5], [2 ** 53 - 1]]) {
      const mixture = fitGeometricMixture(values);
      const encoder = new RangeEncoder();
      geometricMixtureCodec.encode(mixture, encoder);
      const codec = tabledIndexCodec(geometricMixtureTable(mixture, 256, 16), 16);
      for (const value of values) codec.encode(Math.min(value, 2 ** 53 - 2), encoder);
      const decoder = new RangeDecoder(encoder.finish());
      expect(geometricMixtureCodec.decode(decoder)).toEqual(mixture);
      expect(values.map(() => codec.decode(decoder))).toEqual(values.map((v) => Math.min(v, 2 ** 53 - 2)));
    }
    expect(errorCode(() => fitGeometricMixture([-1]))).toBe('InvalidArgument');
    expect(errorCode(() => fitGeometricMixture([1.5]))).toBe('InvalidArgument');
    expect(errorCode(() => fitGeometricMixture([1], 17))).toBe('InvalidArgument');
  });
});
