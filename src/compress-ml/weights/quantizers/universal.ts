/**
 * Universal quantization: with a dither u that both sides know,
 *
 *     k = ceil(y - u - 1/2),   z = k + u:   z - y is uniform on [-1/2, 1/2) and independent of y.
 *
 * J. Ziv, "On universal quantization", IEEE Trans. IT 31, 1985.
 */
import { uniform32 } from '../../../core/index.ts';
import type { DitherWords, Quantizer } from './quantizer.ts';

export function universal(words: DitherWords): Quantizer {
  return {
    dithered: true,
    group: 1,
    quantize(y, first, _model, points) {
      const dither = words.of(first, y.length);
      for (let i = 0; i < y.length; i++) points[i] = Math.ceil(y[i]! - uniform32(dither[i]!) - 0.5);
    },
    encode(points, first, model, encoder) {
      const dither = words.of(first, points.length);
      for (let i = 0; i < points.length; i++) {
        model.open(uniform32(dither[i]!), 1);
        model.encode(points[i]!, encoder);
      }
    },
    decode(z, first, model, decoder) {
      const dither = words.of(first, z.length);
      for (let i = 0; i < z.length; i++) {
        const u = uniform32(dither[i]!);
        model.open(u, 1);
        z[i] = model.decode(decoder) + u;
      }
    },
    values(points, first, z) {
      const dither = words.of(first, points.length);
      for (let i = 0; i < points.length; i++) z[i] = points[i]! + uniform32(dither[i]!);
    },
  };
}
