/**
 * Gaussian noise N(0, 1): the density is lambda of its peak at +-sqrt(-2 log lambda).
 *
 *     direct:   half width sqrt(n^2 - 2 log u_1) = chi_3,  n normal by quantile
 *     shifted:  half widths sqrt(X^2 - 2 log V) and sqrt(-2 log(1 - V exp(-X^2 / 2))); narrowest layer 2 sqrt(2 ln 2)
 *
 * Overhead over the information at high rate: 0.521 bit direct, 0.716 shifted.
 */
import { chiOfWords, exp, log, log1p, normalQuantile } from '../../core/index.ts';
import { Normal } from '../../distributions/index.ts';
import { SMALLEST_SMOOTH, setHalfWidth, setShifted, type UnimodalNoise, uniformAt } from './noise.ts';

const LAW = 'normal';

export const gaussianNoise: UnimodalNoise = {
  law: LAW,
  shape: 0,
  furtherWords: 0,
  direct(words, layer) {
    setHalfWidth(layer, chiOfWords(3, words, 0), SMALLEST_SMOOTH);
  },
  shifted(words, layer) {
    const x = normalQuantile(uniformAt(words, 0));
    const v = uniformAt(words, 2);
    const narrow = Math.sqrt(-2 * log1p(-v * exp(-0.5 * x * x)));
    setShifted(layer, x < 0, Math.sqrt(x * x - 2 * log(v)), narrow);
  },
  placeOf(target) {
    return target instanceof Normal ? { centre: target.mu, scale: target.sigma } : undefined;
  },
};
