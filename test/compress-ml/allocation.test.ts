/** Where bits go: by sensitivity at fine steps, nowhere for what does not matter, and to contexts that pay. */
import { compressWeights, floatTensor, inspectWeights, WeightsDecoder } from 'samplewire/compress-ml';
import { readContainer } from 'samplewire/container';
import { ByteReader, standardNormal } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import { errorOf, readLossyHeader } from '../../src/compress-ml/weights/pieces/lossy-header.ts';
import { stepOf } from '../../src/compress-ml/weights/steps.ts';
import { draws, key, laplaceVariate } from './weights-support.ts';

/** The headers of the pieces of a file. */
function headers(bytes: Uint8Array) {
  return readContainer(bytes)
    .chunks.filter(({ count }) => count === 1)
    .map(({ payload }) => {
      const reader = new ByteReader(payload);
      return readLossyHeader(reader.u8(), reader);
    });
}

const a = floatTensor('a', [60, 50], draws('a', 3000, standardNormal));
const b = floatTensor(
  'b',
  [90, 70],
  draws('b', 6300, laplaceVariate).map((x) => 0.01 * x),
);

describe('allocation', () => {
  test.each(['rounding', 'universal', 'lattice'] as const)(
    'by %s: at fine steps sensitivity per weight times step^2 is the same for all tensors',
    async (method) => {
      const sensitivities = new Map([
        ['a', 3],
        ['b', 50_000],
      ]);
      const { bytes } = await compressWeights([a, b], { budget: { bits: 7 }, methods: [method], sensitivities, key });
      const [first, second] = headers(bytes).map(({ step }) => stepOf(step));
      const wanted = Math.sqrt(50_000 / 6300 / (3 / 3000));
      expect(Math.abs(Math.log2(first! / second! / wanted))).toBeLessThan(1 / 16);
    },
  );

  test('a tensor that does not matter costs next to nothing', async () => {
    const sensitivities = new Map([
      ['a', 1],
      ['b', 1e-3],
    ]);
    const { report } = await compressWeights([a, b], { budget: { bits: 1.5 }, sensitivities, key });
    expect((8 * report.tensors[1]!.bytes) / 6300).toBeLessThan(0.06);
    expect((8 * report.tensors[0]!.bytes) / 3000).toBeGreaterThan(3.5);
  });

  test('channels and rows of different scale are learned, not sent', async () => {
    const flat = draws('scales', 64 * 256, standardNormal);
    const uneven = flat.map((x, i) => x * 1.05 ** (i % 64) * 1.02 ** Math.floor(i / 64));
    const of = async (values: Float32Array): Promise<number> => {
      const { report } = await compressWeights([floatTensor('w', [256, 64], values)], {
        budget: { error: 0.01 },
        methods: ['rounding'],
        key,
      });
      return (8 * report.tensors[0]!.bytes) / values.length;
    };
    // Without knowing the scale a mixture of scales costs its entropy; knowing it, the mean of the logarithms, which is less.
    expect(await of(uneven)).toBeLessThan((await of(flat)) - 0.4);
  });

  test('what a file states of its errors is what they are', async () => {
    const { bytes, report } = await compressWeights([a, b], { budget: { bits: 4 }, key });
    const inspected = inspectWeights(bytes).tensors;
    headers(bytes).forEach(({ error }, i) => {
      // An eighth of an octave, rounded.
      expect(Math.abs(Math.log2(errorOf(error) / report.tensors[i]!.relativeError))).toBeLessThan(0.07);
      expect(inspected[i]!.relativeError).toBe(errorOf(error));
    });
    expect(new WeightsDecoder().push(bytes).length).toBe(2);
  });
});
