/** Weights in blocks: what the coder fixed is what the receiver reads, near the law, at the cost that was planned. */
import { decompressWeights, floatTensor, salvageWeights, tensorValues, WeightBlockCoder } from 'samplewire/compress-ml';
import { localRandomness, normalCdf, standardNormal } from 'samplewire/core';
import { kolmogorovSmirnov, SIGNIFICANCE } from 'samplewire/testing';
import { describe, expect, test } from 'vitest';
import { draws } from './weights-support.ts';

const COUNT = 3000;
/** A network after variational training: most weights say little, a few much. */
const widths = draws('widths', COUNT, standardNormal).map((x) => 0.1 * Math.exp(-0.7 * Math.abs(x)));
const centres = draws('centres', COUNT, standardNormal).map((x, i) => 0.4 * x * (0.1 - widths[i]!));
const tensors = [
  { name: 'a', shape: [40, 50] },
  { name: 'empty', shape: [0] },
  { name: 'b', shape: [1000] },
];
const options = {
  tensors,
  means: centres,
  sigmas: widths,
  blockBits: 8,
  key: { seed: 'blocks' },
  local: localRandomness({ seed: 'sender' }),
};

function coded(more: Partial<ConstructorParameters<typeof WeightBlockCoder>[0]> = {}) {
  const coder = new WeightBlockCoder({ ...options, ...more });
  for (let b = coder.blocks - 1; b >= 0; b--) coder.encodeBlock(b, centres, widths);
  return { coder, ...coder.finish() };
}

describe('block coder', () => {
  test.each([
    ['minimal-random', 'equal'],
    ['ordered-random', 'equal'],
    ['ordered-random', 'greedy'],
  ] as const)('by %s in %s blocks: decoding gives the values that were fixed', (selection, lengths) => {
    const beside = [floatTensor('bias', [3], [1, 2, 3])];
    const { coder, bytes, report } = coded({ selection, lengths, beside });
    const { tensors: read } = decompressWeights(bytes, { seed: 'blocks' });
    expect(read.map(({ name }) => name)).toEqual(['a', 'empty', 'b', 'bias']);
    const values = read.slice(0, 3).flatMap((tensor) => [...tensorValues(tensor)!]);
    expect(values).toEqual([...coder.values]);
    expect(report.blockBytes).toBeLessThan(report.informationBits / 8 + 1.1 * report.blocks + 24);
  });

  test('what is left may be trained on between blocks: the receiver reads what was fixed with the new laws', () => {
    const coder = new WeightBlockCoder(options);
    const means = centres.slice();
    for (let b = 0; b < coder.blocks; b++) {
      const sample = coder.encodeBlock(b, means, widths);
      const members = coder.members(b);
      expect([...sample]).toEqual(Array.from(members, (i) => coder.values[i]));
      const error = sample.reduce((sum, value, j) => sum + value - means[members[j]!]!, 0) / (COUNT - members.length);
      for (let i = 0; i < COUNT; i++) if (coder.isCoded[i] === 0) means[i]! -= error;
    }
    const { bytes } = coder.finish();
    const values = decompressWeights(bytes, { seed: 'blocks' }).tensors.flatMap((tensor) => [...tensorValues(tensor)!]);
    expect(values).toEqual([...coder.values]);
  });

  test('an exact search sends samples that follow their laws, minimal random coding those of many candidates nearly', () => {
    const count = 4000;
    const means = draws('wide means', count, standardNormal).map((x) => 0.06 * x);
    const sigmas = new Float32Array(count).fill(0.08);
    const of = (selection: 'poisson-functional-representation' | 'ordered-random'): number => {
      const wide = { tensors: [{ name: 'w', shape: [count], scale: 0.1 }], means, sigmas };
      const coder = new WeightBlockCoder({ ...options, ...wide, blockBits: 2, extraBits: 8, selection });
      for (let b = 0; b < coder.blocks; b++) coder.encodeBlock(b, means, sigmas);
      const { bytes } = coder.finish();
      const [read] = decompressWeights(bytes, { seed: 'blocks' }).tensors;
      const values = tensorValues(read!)!;
      return kolmogorovSmirnov(Float64Array.from(values, (z, i) => normalCdf((z - means[i]!) / sigmas[i]!))).pValue;
    };
    expect(of('poisson-functional-representation')).toBeGreaterThan(SIGNIFICANCE);
    expect(of('ordered-random')).toBeGreaterThan(SIGNIFICANCE);
  });

  test('blocks are coded once, all of them, and laws are proper', () => {
    const coder = new WeightBlockCoder(options);
    expect(() => coder.finish()).toThrow(expect.objectContaining({ code: 'InvalidArgument' }));
    coder.encodeBlock(0, centres, widths);
    expect(() => coder.encodeBlock(0, centres, widths)).toThrow(expect.objectContaining({ code: 'InvalidArgument' }));
    expect(() => coder.encodeBlock(1, centres, widths.slice().fill(0))).toThrow(
      expect.objectContaining({ code: 'InvalidArgument' }),
    );
    const narrow = {
      means: centres,
      sigmas: widths.slice().fill(1e-4),
      tensors: tensors.map((t) => ({ ...t, scale: 0.1 })),
    };
    const exact = new WeightBlockCoder({
      ...options,
      ...narrow,
      blocks: 6,
      selection: 'poisson-functional-representation',
    });
    expect(() => exact.encodeBlock(0, centres, narrow.sigmas)).toThrow(
      expect.objectContaining({ code: 'LimitExceeded' }),
    );
  });

  test('without the piece that has the blocks their tensors are lost, the others not', () => {
    const beside = [floatTensor('bias', [3], [1, 2, 3])];
    const { bytes } = coded({ beside });
    const at = bytes.length - 60;
    bytes[at]! ^= 1;
    const { tensors: left, lost } = salvageWeights(bytes, { seed: 'blocks' });
    expect([...left.map(({ name }) => name), ...lost].sort()).toEqual(['a', 'b', 'bias', 'empty']);
    expect(lost).toContain('a');
    expect(lost).toContain('b');
  });
});
