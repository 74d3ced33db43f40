/**
 * What a user of TensorFlow.js has: affine codes of b bits per tensor, w = q scale + min, the range moved so that 0 has a
 * code (the scheme of its converter for 8 and 16 bits), stored in whole bytes and compressed by the server with brotli; or
 * float16. Beside it the same with a range per output channel, and both by an adaptive order-0 coder.
 */
import { brotliCompressSync, constants } from 'node:zlib';
import { adaptiveCodec, RangeEncoder } from 'samplewire/entropy';

/** Which tensors get codes: those of two dimensions and more. Others stay as float16 where that is close, else float32. */
export function isCoded({ dtype, shape }) {
  return dtype === 'F32' && shape.length >= 2;
}

/** { codes, numbers, scales }: of one tensor with values `w`; `group(i)`: number of the range of element i. */
export function affine(w, bits, groups, group) {
  const low = new Float64Array(groups);
  const high = new Float64Array(groups);
  for (let i = 0; i < w.length; i++) {
    const g = group(i);
    if (w[i] < low[g]) low[g] = w[i];
    if (w[i] > high[g]) high[g] = w[i];
  }
  const most = 2 ** bits - 1;
  const scale = low.map((least, g) => (high[g] - least) / most || 1);
  // 0 has a code: its place is rounded, and the range moves with it.
  const zero = low.map((least, g) => Math.round(-least / scale[g]));
  const codes = bits <= 8 ? new Uint8Array(w.length) : new Uint16Array(w.length);
  const numbers = new Float32Array(w.length);
  for (let i = 0; i < w.length; i++) {
    const g = group(i);
    codes[i] = Math.max(0, Math.min(most, Math.round(w[i] / scale[g]) + zero[g]));
    numbers[i] = (codes[i] - zero[g]) * scale[g];
  }
  return { codes, numbers, scaleBytes: 8 * groups };
}

/** Ranges per output channel: the last axis, of a depthwise kernel the axis before it. */
export function channelGroups(shape, isDepthwise) {
  const last = shape[shape.length - 1];
  if (!isDepthwise) return { groups: last, group: (i) => i % last };
  const before = shape[shape.length - 2];
  return { groups: before, group: (i) => Math.floor(i / last) % before };
}

export function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
}

/** Bytes of a tensor's codes by an adaptive model of at most 2^8 or 2^10 symbols, whichever is smaller; the bits below as they are. */
export function orderZero(codes, bits) {
  let best = Number.POSITIVE_INFINITY;
  for (const modelled of bits <= 8 ? [bits] : [8, Math.min(10, bits)]) {
    for (const increment of [4, 24]) {
      const encoder = new RangeEncoder();
      const codec = adaptiveCodec(2 ** modelled, increment);
      const low = bits - modelled;
      for (const code of codes) {
        codec.encode(code >> low, encoder);
        if (low > 0) encoder.encode(code & (2 ** low - 1), 1, low);
      }
      best = Math.min(best, encoder.finish().length);
    }
  }
  return best;
}
