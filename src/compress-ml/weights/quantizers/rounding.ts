/**
 * Rounding to multiples of the step, where the nearest multiple is not always the best: of the nearest and its neighbour
 * towards 0 the one is taken that makes
 *
 *     (y - k)^2 + lambda bits(k)
 *
 * smallest, bits as the model at hand has them. At a fine step d error / d bits = 2 ln 2 / 12, hence lambda = 0.1155 at most;
 * where few bits are sent, the error is smaller than step^2 / 12 would say. G. J. Sullivan, "Efficient scalar quantization of
 * exponential and Laplacian random variables", IEEE Trans. IT 42, 1996.
 */
import type { Quantizer } from './quantizer.ts';

/** Lambda, in squared steps per bit. */
const TRADE = 0.1;

/** With the decisions above. */
export const rounding: Quantizer = roundingWith(TRADE);

/** To the nearest multiple, whatever it costs. */
export const nearestRounding: Quantizer = roundingWith(0);

function roundingWith(trade: number): Quantizer {
  return {
    dithered: false,
    group: 1,
    quantize(y, _first, model, points) {
      for (let i = 0; i < y.length; i++) {
        model.open(0, 1);
        const value = y[i]!;
        let point = Math.floor(value + 0.5);
        if (point !== 0 && trade > 0) {
          const smaller = point > 0 ? point - 1 : point + 1;
          const saved = model.costBits(point) - model.costBits(smaller);
          if ((value - smaller) * (value - smaller) - (value - point) * (value - point) < trade * saved)
            point = smaller;
        }
        points[i] = point;
        model.take(point);
      }
    },
    encode(points, _first, model, encoder) {
      for (let i = 0; i < points.length; i++) {
        model.open(0, 1);
        model.encode(points[i]!, encoder);
      }
    },
    decode(z, _first, model, decoder) {
      for (let i = 0; i < z.length; i++) {
        model.open(0, 1);
        z[i] = model.decode(decoder);
      }
    },
    values(points, _first, z) {
      z.set(points);
    },
  };
}
