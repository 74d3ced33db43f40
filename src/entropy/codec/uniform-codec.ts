/**
 * Equally likely integers. Bits go in pieces of 16, the most significant (and possibly shorter) piece first. n values,
 * n not a power of two, go by one model up to 2^12, and above it by a high part of at most 2^12 values and low bits.
 */
import { CorruptDataError, checkInteger, powerOfTwo } from '../../core/index.ts';
import type { Codec, EntropyDecoder, EntropyEncoder } from '../interfaces.ts';
import { uniformModel } from '../model/uniform-model.ts';

const PIECE_BITS = 16;
const MAXIMAL_HIGH = 4096;

/** Writes the low `bits` bits of a value below 2^bits, 0 <= bits <= 53. */
export function encodeBits(value: number, bits: number, encoder: EntropyEncoder): void {
  let rest = value;
  for (let left = bits; left > 0; ) {
    const piece = left % PIECE_BITS || PIECE_BITS;
    left -= piece;
    const weight = powerOfTwo(left);
    const high = Math.floor(rest / weight);
    encoder.encode(high, 1, piece);
    rest -= high * weight;
  }
}

export function decodeBits(bits: number, decoder: EntropyDecoder): number {
  let value = 0;
  for (let left = bits; left > 0; ) {
    const piece = left % PIECE_BITS || PIECE_BITS;
    left -= piece;
    const high = decoder.peek(piece);
    decoder.consume(high, 1, piece);
    value += high * powerOfTwo(left);
  }
  return value;
}

/** Integers 0 .. 2^bits - 1. */
export function bitsCodec(bits: number): Codec<number> {
  checkInteger('bits', bits, 0, 53);
  const limit = powerOfTwo(bits);
  return {
    encode(value, encoder) {
      checkInteger('value', value, 0, limit - 1);
      encodeBits(value, bits, encoder);
    },
    decode: (decoder) => decodeBits(bits, decoder),
  };
}

/** Integers 0 .. n - 1, 1 <= n < 2^53. */
export function uniformCodec(n: number): Codec<number> {
  checkInteger('n', n, 1, Number.MAX_SAFE_INTEGER);
  let low = 0;
  let high = n;
  if (!isPowerOfTwo(n)) while (high > MAXIMAL_HIGH) high = Math.ceil(n / powerOfTwo(++low));
  else return bitsCodec(exponentOf(n));
  const highModel = forcedSixteen(high);
  const weight = powerOfTwo(low);
  return {
    encode(value, encoder) {
      checkInteger('value', value, 0, n - 1);
      const top = Math.floor(value / weight);
      const start = highModel.cumulative(top);
      encoder.encode(start, highModel.cumulative(top + 1) - start, PIECE_BITS);
      encodeBits(value - top * weight, low, encoder);
    },
    decode(decoder) {
      const top = highModel.symbolAt(decoder.peek(PIECE_BITS));
      const start = highModel.cumulative(top);
      decoder.consume(start, highModel.cumulative(top + 1) - start, PIECE_BITS);
      const value = top * weight + decodeBits(low, decoder);
      if (value >= n) throw new CorruptDataError(`"value" expected an integer below ${n}, got ${value}`, 0);
      return value;
    },
  };
}

/** The rule for a count that is no power of two, with P = 16 whatever the count. */
function forcedSixteen(count: number): { cumulative(s: number): number; symbolAt(q: number): number } {
  if (!isPowerOfTwo(count)) return uniformModel(count);
  const width = 65_536 / count;
  return { cumulative: (s) => s * width, symbolAt: (q) => Math.floor(q / width) };
}

function isPowerOfTwo(n: number): boolean {
  return powerOfTwo(exponentOf(n)) === n;
}

function exponentOf(n: number): number {
  return n < 2_147_483_648 ? 31 - Math.clz32(n) : 31 + exponentOf(Math.floor(n / 2_147_483_648));
}
