/**
 * Elias gamma: a universal code of integers t >= 0, 2 floor(log2(t + 1)) + 1 bits. n = t + 1 with b = floor(log2 n):
 * b ones and a zero, then the low b bits of n. P. Elias, "Universal codeword sets and representations of the integers",
 * IEEE Trans. IT 1975.
 */
import { CorruptDataError, checkInteger } from '../../core/index.ts';
import type { Codec } from '../interfaces.ts';
import { decodeBits, encodeBits } from './uniform-codec.ts';

const MAXIMAL_BITS = 52;
const MAXIMAL_VALUE = 9_007_199_254_740_990;
const MAXIMAL_SIGNED = 4_503_599_627_370_495;

/** Integers 0 .. 2^53 - 2. */
export const eliasGamma: Codec<number> = {
  encode(value, encoder) {
    const n = checkInteger('value', value, 0, MAXIMAL_VALUE) + 1;
    let bits = 0;
    let weight = 1;
    while (2 * weight <= n) {
      encoder.encode(1, 1, 1);
      weight *= 2;
      bits++;
    }
    encoder.encode(0, 1, 1);
    encodeBits(n - weight, bits, encoder);
  },
  decode(decoder) {
    let bits = 0;
    let weight = 1;
    for (;;) {
      const goOn = decoder.peek(1);
      decoder.consume(goOn, 1, 1);
      if (goOn === 0) break;
      weight *= 2;
      if (++bits > MAXIMAL_BITS) throw new CorruptDataError('"value" expected at most 52 bits of Elias gamma code', 0);
    }
    return weight + decodeBits(bits, decoder) - 1;
  },
};

/** Integers of size below 2^52 by zigzag: 2k for k >= 0, -2k - 1 for k < 0. */
export const signedEliasGamma: Codec<number> = {
  encode(value, encoder) {
    checkInteger('value', value, -MAXIMAL_SIGNED, MAXIMAL_SIGNED);
    eliasGamma.encode(value >= 0 ? 2 * value : -2 * value - 1, encoder);
  },
  decode(decoder) {
    const code = eliasGamma.decode(decoder);
    return code % 2 === 0 ? code / 2 : -(code + 1) / 2;
  },
};
