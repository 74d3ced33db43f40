/** Bytes are API: files of weights decode to the same bits for ever, and the same input still gives the same bytes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decompressWeights, inspectWeights, WeightsDecoder } from 'samplewire/compress-ml';
import { describe, expect, test } from 'vitest';
import { goldenWeights, optionsOf } from '../../scripts/golden-weights.mjs';

const read = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../vectors/weights/${name}`, import.meta.url)));
const described = (name: string) => JSON.parse(new TextDecoder().decode(read(`${name}.json`)));

describe.each(goldenWeights)('$name', ({ name, make }) => {
  const file = read(`${name}.swr`);

  test('decodes to its tensors, bit for bit', () => {
    const { document, tensors } = decompressWeights(file, optionsOf(name));
    const found = tensors.map(({ data, ...info }) => ({
      ...info,
      sha256: createHash('sha256').update(data).digest('hex'),
    }));
    const whole = createHash('sha256');
    for (const { data } of tensors) whole.update(data);
    expect({ document, sha256: whole.digest('hex'), tensors: found }).toEqual(described(name));
  });

  test('is written again with the same bytes', async () => {
    expect(Buffer.from(await make()).equals(file)).toBe(true);
  });

  test('is refused when it is cut anywhere', () => {
    const stride = Math.max(1, Math.floor(file.length / 200));
    for (let length = 0; length < file.length; length += stride) {
      const decoder = new WeightsDecoder(optionsOf(name));
      expect(() => {
        decoder.push(file.subarray(0, length));
        decoder.finish();
      }).toThrow(expect.objectContaining({ code: expect.stringMatching(/UnexpectedEnd|UnsupportedFormat/) }));
    }
  });
});

test('together they have every method and every model', () => {
  const methods = new Set(
    goldenWeights.flatMap(({ name }) => inspectWeights(read(`${name}.swr`)).tensors.map(({ method }) => method)),
  );
  for (const method of ['rounding', 'universal', 'lattice']) {
    for (const model of ['adaptive', 'law', 'law per channel']) expect(methods).toContain(`${method}, ${model}`);
  }
  expect(methods).toContain('universal, empirical');
  for (const samples of ['gaussian-channel', 'hybrid', 'poisson-functional-representation', 'ordered-random']) {
    expect([...methods].join()).toContain(`samples, ${samples} in blocks`);
  }
  for (const selection of ['minimal-random', 'ordered-random'])
    expect([...methods].join()).toContain(`blocks, ${selection}`);
  expect(methods).toContain('exact');
  expect(methods).toContain('float16');
});
