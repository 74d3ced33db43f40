/** Bytes are API: files of this format decode to the same samples for ever, and the same input still gives the same bytes. */
import { readFileSync } from 'node:fs';
import { ChannelDecoder, decode, inspectChannel } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { goldenCases } from '../../scripts/golden-cases.mjs';

const read = (name: string): Buffer => readFileSync(new URL(`../vectors/swr/${name}`, import.meta.url));
const hex = (samples: Float64Array): string[] =>
  Array.from(samples, (sample) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(sample);
    return bytes.toString('hex');
  });

describe.each(goldenCases)('$name', ({ name, make }) => {
  const file = read(`${name}.swr`);
  const { seed, samples, method, dimension } = JSON.parse(read(`${name}.json`).toString());
  const options = seed === undefined ? {} : { seed };

  test('decodes to its samples, bit for bit', async () => {
    expect(hex((await decode(file, options)).samples)).toEqual(samples);
    expect(inspectChannel(file)).toMatchObject({ method, dimension, values: samples.length });
  });

  test('is written again with the same bytes', async () => {
    expect(Buffer.from((await make()).bytes).toString('hex')).toBe(file.toString('hex'));
  });

  test('is refused when it is cut anywhere', () => {
    for (let length = 0; length < file.length; length++) {
      const decoder = new ChannelDecoder(options);
      expect(() => {
        decoder.push(file.subarray(0, length));
        decoder.finish();
      }).toThrow(expect.objectContaining({ code: expect.stringMatching(/UnexpectedEnd|UnsupportedFormat/) }));
    }
  });
});
