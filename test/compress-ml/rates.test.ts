/** Rounding, universal quantization and the lattice side by side, in real bytes at equal squared error. */
import { ByteReader, sharedRandomness } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import type { Reconstruction, WeightMethod } from '../../src/compress-ml/index.ts';
import { decodeLossy, encodeLossy } from '../../src/compress-ml/weights/pieces/lossy.ts';
import { readLossyHeader } from '../../src/compress-ml/weights/pieces/lossy-header.ts';
import { stepNumber, stepOf } from '../../src/compress-ml/weights/steps.ts';
import { draws, laws } from './weights-support.ts';

const COUNT = 65_536;
const shared = () => sharedRandomness('rates');
const channels = { channels: 1, inner: 1 };

function encoded(values: Float32Array, method: WeightMethod, step: number, reconstruction: Reconstruction = 'mean') {
  const piece = encodeLossy(values, 0, { method, step: stepNumber(step), channels, reconstruction, shared });
  return { ...piece, bits: (8 * piece.payload.length) / values.length, error: piece.squaredError / values.length };
}

function decoded(payload: Uint8Array, count: number): Float64Array {
  const reader = new ByteReader(payload);
  return decodeLossy(readLossyHeader(reader.u8(), reader), reader, count, 0, shared);
}

/** Bits of a method at the error of another: between two steps bits are linear in the logarithm of the error. */
function bitsAt(values: Float32Array, method: WeightMethod, error: number, near: number): number {
  let step = near;
  for (let i = 0; i < 4; i++) step *= Math.sqrt(error / encoded(values, method, step).error);
  const [a, b] = [encoded(values, method, step * 0.98), encoded(values, method, step * 1.02)];
  const t = Math.log(error / a.error) / Math.log(b.error / a.error);
  return a.bits + t * (b.bits - a.bits);
}

describe.each(laws)('$name weights', ({ name, draw }) => {
  const values = draws(name, COUNT, draw);

  test.each<[WeightMethod, number]>([
    ['rounding', 0.1],
    ['rounding', 2],
    ['universal', 0.1],
    ['universal', 2],
    ['lattice', 0.1],
    ['lattice', 2],
  ])('%s at step %d: decoding gives the numbers whose error was stated', (method, step) => {
    for (const reconstruction of ['mean', 'plain'] as const) {
      const { payload, squaredError } = encoded(values, method, step, reconstruction);
      const z = decoded(payload, COUNT);
      let sum = 0;
      for (let i = 0; i < COUNT; i++) sum += (z[i]! - values[i]!) ** 2;
      expect(sum / squaredError).toBeCloseTo(1, 9);
    }
  });

  test('universal is within 0.02 bit of rounding at 5 bits, and within 0.15 at 1 bit', () => {
    for (const [step, slack] of [
      [0.13, 0.02],
      [name === 'normal' ? 1.9 : 1.75, 0.15],
    ] as const) {
      const round = encoded(values, 'rounding', step);
      expect(Math.abs(round.bits - (step < 1 ? 5 : 1))).toBeLessThan(0.15);
      expect(bitsAt(values, 'universal', round.error, step) - round.bits).toBeLessThan(slack);
    }
  });

  test('the lattice is at least 0.08 bit below universal from 4 bits on', () => {
    for (const step of [0.25, 0.1]) {
      const { bits, error } = encoded(values, 'universal', step);
      expect(bits).toBeGreaterThan(3.9);
      expect(bits - bitsAt(values, 'lattice', error, step)).toBeGreaterThan(0.08);
    }
  });

  test('a plain reconstruction has an error of mean 0 that does not depend on the weight', () => {
    for (const method of ['universal', 'lattice'] as const) {
      const step = stepOf(stepNumber(1));
      const z = decoded(encoded(values, method, step, 'plain').payload, COUNT);
      const moment = method === 'universal' ? 1 / 12 : 929 / 12960;
      let [sum, squares, product] = [0, 0, 0];
      for (let i = 0; i < COUNT; i++) {
        const error = (z[i]! - values[i]!) / step;
        sum += error;
        squares += error * error;
        product += error * values[i]!;
      }
      // Six standard errors.
      const six = 6 * Math.sqrt(moment / COUNT);
      expect(Math.abs(sum / COUNT)).toBeLessThan(six);
      expect(Math.abs(product / COUNT)).toBeLessThan(six);
      expect(Math.abs(squares / COUNT - moment)).toBeLessThan(six / 2);
    }
  });

  test('a matched reconstruction does not shrink the weights, and conditional means have the least error', () => {
    for (const method of ['rounding', 'universal', 'lattice'] as const) {
      for (const step of [0.5, 1.5]) {
        const slopes = (['plain', 'mean', 'matched'] as const).map((reconstruction) => {
          const z = decoded(encoded(values, method, step, reconstruction).payload, COUNT);
          let [common, square] = [0, 0];
          for (let i = 0; i < COUNT; i++) {
            common += z[i]! * values[i]!;
            square += values[i]! * values[i]!;
          }
          return common / square;
        });
        expect(Math.abs(slopes[2]! - 1)).toBeLessThan(0.005);
        expect(slopes[1]!).toBeLessThan(slopes[2]!);
        const [plain, mean, matched] = (['plain', 'mean', 'matched'] as const).map(
          (reconstruction) => encoded(values, method, step, reconstruction).error,
        );
        // Plain rounding is to the nearest multiple, for more bits.
        if (method !== 'rounding') expect(mean!).toBeLessThanOrEqual(plain!);
        expect(mean!).toBeLessThan(matched!);
      }
    }
  });

  test('real code length is within 1 % of the empirical entropy of the points', () => {
    for (const step of [0.05, 0.3, 1]) {
      const { bits, payload } = encoded(values, 'rounding', step, 'plain');
      const size = stepOf(stepNumber(step));
      const counts = new Map<number, number>();
      for (const z of decoded(payload, COUNT))
        counts.set(Math.round(z / size), (counts.get(Math.round(z / size)) ?? 0) + 1);
      let entropy = 0;
      for (const count of counts.values()) entropy -= (count / COUNT) * Math.log2(count / COUNT);
      expect(bits).toBeLessThan(1.01 * entropy);
    }
  });
});
