/**
 * Dithered quantization by E_8: with V uniform in the lattice's cell, known to both sides,
 *
 *     P = nearest(Y - V),   Z = P + V:   Z - Y is distributed as V and independent of Y,   E|V|^2 / 8 = 929 / 12960.
 *
 * For the same error the step is larger than a scalar quantizer's, 0.5 log2(12 * 929 / 12960) = -0.1087 bit. A point is one
 * bit, whether its coordinates are integers or halves, and their integer parts n_i, whose sum is even: the last one goes
 * in steps of two. What V and the half leave is each coordinate's own dither:
 *
 *     z_i = n_i + (half + V_i) = k + u,   0 <= u < 1;      z_8 = 2 (k + u)
 *
 * R. Zamir and M. Feder, "On lattice quantization noise", IEEE Trans. IT 42, 1996.
 */
import { uniform32 } from '../../../core/index.ts';
import type { EntropyDecoder, EntropyEncoder } from '../../../entropy/index.ts';
import { e8 } from '../../../rcc/index.ts';
import type { PointModel } from '../points/point-model.ts';
import type { DitherWords, Quantizer } from './quantizer.ts';

const DIMENSIONS = 8;
const LAST = DIMENSIONS - 1;

export function lattice(words: DitherWords): Quantizer {
  const box = new Float64Array(DIMENSIONS);
  const dither = new Float64Array(DIMENSIONS);
  const shifted = new Float64Array(DIMENSIONS);
  const point = new Float64Array(DIMENSIONS);
  const ditherOf = (block: Uint32Array, at: number): void => {
    // The cube of side 2 folds onto the lattice's cell evenly.
    for (let i = 0; i < DIMENSIONS; i++) box[i] = 2 * uniform32(block[at + i]!);
    e8.nearest(box, dither);
    for (let i = 0; i < DIMENSIONS; i++) dither[i] = box[i]! - dither[i]!;
  };
  return {
    dithered: true,
    group: DIMENSIONS,
    quantize(y, first, _model, points) {
      const block = words.of(first, y.length);
      for (let at = 0; at < y.length; at += DIMENSIONS) {
        ditherOf(block, at);
        for (let i = 0; i < DIMENSIONS; i++) shifted[i] = y[at + i]! - dither[i]!;
        e8.nearest(shifted, point);
        points.set(point, at);
      }
    },
    encode(points, first, model, encoder) {
      const block = words.of(first, points.length);
      for (let at = 0; at < points.length; at += DIMENSIONS) {
        ditherOf(block, at);
        encodeOne(points, at, dither, model, encoder);
      }
    },
    decode(z, first, model, decoder) {
      const block = words.of(first, z.length);
      for (let at = 0; at < z.length; at += DIMENSIONS) {
        ditherOf(block, at);
        decodeOne(z, at, dither, model, decoder);
      }
    },
    values(points, first, z) {
      const block = words.of(first, points.length);
      for (let at = 0; at < points.length; at += DIMENSIONS) {
        ditherOf(block, at);
        for (let i = 0; i < DIMENSIONS; i++) z[at + i] = points[at + i]! + dither[i]!;
      }
    },
  };
}

function encodeOne(
  points: Float64Array,
  at: number,
  dither: Float64Array,
  model: PointModel,
  encoder: EntropyEncoder,
): void {
  const half = points[at]! === Math.floor(points[at]!) ? 0 : 0.5;
  encoder.encode(2 * half, 1, 1);
  let sum = 0;
  for (let i = 0; i < LAST; i++) {
    const offset = half + dither[i]!;
    const shift = Math.floor(offset);
    model.open(offset - shift, 1);
    model.encode(points[at + i]! - half + shift, encoder);
    sum += points[at + i]! - half;
  }
  const parity = Math.abs(sum % 2);
  const offset = (parity + half + dither[LAST]!) / 2;
  const shift = Math.floor(offset);
  model.open(offset - shift, 2);
  model.encode((points[at + LAST]! - half - parity) / 2 + shift, encoder);
}

function decodeOne(
  z: Float64Array,
  at: number,
  dither: Float64Array,
  model: PointModel,
  decoder: EntropyDecoder,
): void {
  const coset = decoder.peek(1);
  decoder.consume(coset, 1, 1);
  const half = coset / 2;
  let sum = 0;
  for (let i = 0; i < LAST; i++) {
    const offset = half + dither[i]!;
    const shift = Math.floor(offset);
    model.open(offset - shift, 1);
    const integer = model.decode(decoder) - shift;
    z[at + i] = integer + half + dither[i]!;
    sum += integer;
  }
  const parity = Math.abs(sum % 2);
  const offset = (parity + half + dither[LAST]!) / 2;
  const shift = Math.floor(offset);
  model.open(offset - shift, 2);
  z[at + LAST] = 2 * (model.decode(decoder) - shift) + parity + half + dither[LAST]!;
}
