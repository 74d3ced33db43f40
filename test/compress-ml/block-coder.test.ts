/** Weights in blocks: what the coder fixed is what the receiver reads, near the law, at the cost that was planned. */
import { decompressWeights, floatTensor, tensorValues, WeightBlockCoder } from 'samplewire/compress-ml';
import { localRandomness, standardNormal } from 'samplewire/core';
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
});
