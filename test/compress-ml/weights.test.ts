/** Files of weights: what comes out is what the encoder said, and budgets are met. */
import {
  compressWeights,
  decompressWeights,
  inspectWeights,
  type Tensor,
  tensorValues,
  type WeightMethod,
  WeightsDecoder,
} from 'samplewire/compress-ml';
import { describe, expect, test } from 'vitest';
import { key, network } from './weights-support.ts';

const tensors = network();
const elements = tensors.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);

function relativeErrors(received: readonly Tensor[]): number[] {
  return received.map((tensor, i) => {
    const [before, after] = [tensorValues(tensors[i]!), tensorValues(tensor)];
    if (before === undefined || after === undefined || before.every((x) => x === 0)) return 0;
    let [error, square] = [0, 0];
    before.forEach((value, at) => {
      if (Number.isNaN(value)) return;
      error += (after[at]! - value) ** 2;
      square += value * value;
    });
    return square === 0 ? 0 : Math.sqrt(error / square);
  });
}

describe('a compressed network', () => {
  test.each<WeightMethod>(['rounding', 'universal', 'lattice'])('by %s is what its report says', async (method) => {
    const { bytes, report } = await compressWeights(tensors, { budget: { bits: 6 }, methods: [method], key });
    const { document, tensors: received } = decompressWeights(bytes);
    expect(document).toEqual({ format: 'tensors', text: '' });
    expect(report.bytes).toBe(bytes.length);
    expect(received.map(({ name, shape }) => ({ name, shape }))).toEqual(
      tensors.map(({ name, shape }) => ({ name, shape })),
    );
    const errors = relativeErrors(received);
    report.tensors.forEach((tensor, i) => {
      if (tensor.relativeError === 0) expect(received[i]).toEqual(tensors[i]);
      else {
        expect(tensor.method).toMatch(method);
        // Numbers of 16 bits are rounded once more.
        expect(Math.abs(errors[i]! / tensor.relativeError - 1)).toBeLessThan(0.02);
      }
    });
    expect(received[9]!.dtype).toBe('F32');
  });

  test('is the same however its bytes arrive', async () => {
    const { bytes } = await compressWeights(tensors, { budget: { bits: 5 }, key });
    const whole = decompressWeights(bytes).tensors;
    for (const size of [1, 7, 1000]) {
      const decoder = new WeightsDecoder();
      const pieces: Tensor[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(...decoder.push(bytes.subarray(at, at + size)));
      decoder.finish();
      expect(pieces).toEqual(whole);
    }
  });

  test('has at most 24 bytes per tensor beside its contents and its numbers', async () => {
    const { bytes } = await compressWeights(tensors, { budget: { bits: 5 }, key });
    const { contentsBytes, tensors: inspected } = inspectWeights(bytes);
    const payload = inspected.reduce((sum, tensor) => sum + tensor.bytes, 0);
    // Prologue and end are 80 bytes; what stands in front of the numbers of a piece is at most 13.
    expect(bytes.length - contentsBytes - payload).toBeLessThan(80 + 11 * inspected.length);
  });

  test('says what it kept that should have been sent with loss', async () => {
    const { report } = await compressWeights(tensors, { budget: { bits: 5 }, key });
    expect(report.warnings).toEqual([expect.stringMatching(/"broken" holds numbers that are not finite/)]);
  });

  test('is the same every time with the same key', async () => {
    const options = { budget: { bits: 5 }, key };
    expect((await compressWeights(tensors, options)).bytes).toEqual((await compressWeights(tensors, options)).bytes);
  });

  test('needs its seed where it was given one', async () => {
    const { bytes } = await compressWeights(tensors, {
      budget: { bits: 5 },
      methods: ['universal'],
      key: { seed: 'ours' },
    });
    expect(() => decompressWeights(bytes)).toThrow(/seed/);
    expect(() => decompressWeights(bytes, { seed: 'theirs' })).toThrow(/wrong seed/);
    expect(decompressWeights(bytes, { seed: 'ours' }).tensors.length).toBe(tensors.length);
  });

  test('holds no key where nothing is dithered', async () => {
    const options = { budget: { bits: 5 }, methods: ['rounding'] } as const;
    const [a, b] = [await compressWeights(tensors, options), await compressWeights(tensors, options)];
    expect(a.bytes).toEqual(b.bytes);
    expect(decompressWeights(a.bytes).tensors.length).toBe(tensors.length);
  });

  test('without tensors, or with kept ones alone, is whole', async () => {
    const none = await compressWeights([], { budget: { bits: 5 } });
    expect(decompressWeights(none.bytes).tensors).toEqual([]);
    const kept = tensors.filter(({ name }) => ['steps', 'labels', 'empty', 'zeros'].includes(name));
    const { bytes } = await compressWeights(kept, { budget: { size: 10_000 } });
    expect(decompressWeights(bytes).tensors).toEqual(kept);
  });
});

describe('budgets', () => {
  test.each([16_000, 24_000, 30_000])(
    'a size of %d bytes is met within a hundredth and never exceeded',
    async (size) => {
      const { bytes } = await compressWeights(tensors, { budget: { size }, key });
      expect(bytes.length).toBeLessThanOrEqual(size);
      expect(bytes.length).toBeGreaterThan(0.99 * size);
    },
  );

  test('bits count the whole file over all weights', async () => {
    const { bytes } = await compressWeights(tensors, { budget: { bits: 9 }, key });
    expect((8 * bytes.length) / elements).toBeLessThanOrEqual(9);
    expect((8 * bytes.length) / elements).toBeGreaterThan(8.9);
  });

  test.each([0.1, 0.01])('an error of %d is met', async (error) => {
    const { report } = await compressWeights(tensors, { budget: { error }, key });
    expect(report.relativeError).toBeLessThanOrEqual(error);
    expect(report.relativeError).toBeGreaterThan(0.95 * error);
  });

  test('a tolerance is met, and bits go where the output is sensitive', async () => {
    const [conv, dense] = [tensors[0]!, tensors[4]!];
    const measure = async (changed: ReadonlyMap<string, Tensor>): Promise<number> => {
      let loss = 0;
      for (const [tensor, weight] of [
        [conv, 1],
        [dense, 400],
      ] as const) {
        const after = changed.get(tensor.name);
        if (after === undefined) continue;
        const [a, b] = [tensorValues(tensor)!, tensorValues(after)!];
        for (let i = 0; i < a.length; i++) loss += weight * (a[i]! - b[i]!) ** 2;
      }
      return Math.sqrt(loss);
    };
    const { report } = await compressWeights([conv, dense], { budget: { tolerance: 0.5, measure }, key });
    expect(report.outputError).toBeLessThanOrEqual(0.5);
    expect(report.outputError).toBeGreaterThan(0.48);
    // 400 times the sensitivity is 20 times finer a step.
    const [coarse, fine] = report.tensors.map(({ relativeError }, i) => relativeError * [rms(conv), rms(dense)][i]!);
    expect(coarse! / fine!).toBeGreaterThan(17);
    expect(coarse! / fine!).toBeLessThan(23);
  });

  test('below the smallest file the error names it', async () => {
    const error = await compressWeights(tensors, { budget: { size: 500 } }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'LimitExceeded', message: expect.stringMatching(/at least \d+ bytes/) });
    const { limit } = error as { limit: number };
    expect((await compressWeights(tensors, { budget: { size: limit } })).bytes.length).toBeLessThanOrEqual(limit);
  });

  test('nonsense is refused', async () => {
    for (const budget of [{ bits: 0 }, { size: Number.NaN }, { error: -1 }, {}, { bits: 1, size: 3 }]) {
      await expect(compressWeights(tensors, { budget: budget as { bits: number } })).rejects.toThrow(/expected/);
    }
    await expect(compressWeights(tensors, { budget: { bits: 3 }, methods: [] })).rejects.toThrow(/methods/);
  });
});

function rms(tensor: Tensor): number {
  const values = tensorValues(tensor)!;
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}
