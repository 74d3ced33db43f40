/** The vector kernel of layers gives the numbers of the plain form, bit for bit. */
import { setChiThree, sharedRandomness } from 'samplewire/core';
import { expect, test } from 'vitest';
import { setChiThreePlain } from '../../../src/core/random/scale-law.ts';
import { layerKernels } from '../../../src/core/wasm/layer-kernels.ts';

function bothForms(words: Uint32Array): void {
  const [wide, plain] = [new Float64Array(words.length / 4), new Float64Array(words.length / 4)];
  setChiThree(words, wide);
  setChiThreePlain(words, plain);
  expect(Buffer.compare(Buffer.from(wide.buffer), Buffer.from(plain.buffer))).toBe(0);
}

test('this engine has the kernel', () => {
  expect(layerKernels()).toBeDefined();
});

test('10^6 variates, and any number of them', () => {
  const words = new Uint32Array(4_000_000);
  const shared = sharedRandomness('chi');
  shared.block(0).fill(0, 0, words);
  bothForms(words);
  for (const count of [1, 2, 3, 2047, 2048, 2049, 4097]) bothForms(words.subarray(0, 4 * count));
});

test('at the ends of the uniforms, at the seams of the quantile and of the logarithm', () => {
  const ends = [0, 1, 2, 4095, 4096, 0x7fffffff, 0x80000000, 0xfffff000, 0xfffffffe, 0xffffffff];
  // |p - 1/2| near 0.425, and r near 5: beyond it the kernel asks for the plain form.
  const seams = [0.075, 0.925, 1.3887943864964021e-11].flatMap((p) => {
    const word = Math.floor(p * 2 ** 32);
    return [word - 1, word, word + 1].map((w) => Math.max(w, 0));
  });
  const all = [...ends, ...seams];
  const words = all.flatMap((high) => all.flatMap((low) => [high, low, low, high]));
  for (let at = 0; at < words.length; at += 4) bothForms(Uint32Array.from(words.slice(at, at + 4)));
  bothForms(Uint32Array.from(words));
});
