/** The 16-bit types: every pattern decodes exactly, every number goes to its nearest pattern. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brainToNumber, halfToNumber, numberToBrain, numberToHalf } from '../../src/compress-ml/tensors/half.ts';

const types = [
  { name: 'binary16', decode: halfToNumber, encode: numberToHalf, infinity: 0x7c00 },
  { name: 'bfloat16', decode: brainToNumber, encode: numberToBrain, infinity: 0x7f80 },
];

describe.each(types)('$name', ({ decode, encode, infinity }) => {
  test('encoding inverts decoding, bit for bit, except that all NaNs are one', () => {
    for (let word = 0; word < 65_536; word++) {
      const value = decode(word);
      if (Number.isNaN(value)) expect(Number.isNaN(decode(encode(value)))).toBe(true);
      else if (encode(value) !== word) expect(encode(value)).toBe(word);
    }
  });

  test('encoding picks the nearest pattern, the even one of two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: infinity - 2 }), fc.double({ min: 0, max: 1, noNaN: true }), (word, t) => {
        const [lower, upper] = [decode(word), decode(word + 1)];
        const value = lower + t * (upper - lower);
        const nearest =
          value - lower === upper - value ? word + (word % 2) : value - lower < upper - value ? word : word + 1;
        expect(encode(value)).toBe(nearest);
        if (value > 0) expect(encode(-value)).toBe(nearest + 0x8000);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test('ties go to even, and what is too large is infinite', () => {
    for (let word = 1; word < infinity - 1; word += 7) {
      expect(encode((decode(word) + decode(word + 1)) / 2)).toBe(word + (word % 2));
    }
    expect(encode(1e300)).toBe(infinity);
    expect(encode(Number.NEGATIVE_INFINITY)).toBe(infinity + 0x8000);
    expect(Object.is(decode(encode(-0)), -0)).toBe(true);
  });
});
