/**
 * Student t noise with an even number nu of degrees of freedom, f(x) ~ (1 + x^2 / nu)^(-(nu + 1) / 2).
 *
 * Direct layers need no quantile and no power: the half width r has density -2 r f'(r) ~ r^2 (1 + r^2 / nu)^(-(nu + 3) / 2),
 * the radius of a t vector in three dimensions, so (OURS)
 *
 *     direct:   half width = chi_3 sqrt(nu) / chi_nu
 *     shifted:  X = n sqrt(nu) / chi_nu, lambda = V f(X) / f(0); half width at level lambda:
 *               sqrt(nu (lambda^(-2 / (nu + 1)) - 1)), and that at 1 - lambda
 *
 * chi_nu takes nu further words (nu / 2 uniforms). Overhead at high rate, direct: 0.885 bit at nu = 2, towards 0.521.
 */
import { checkInteger, chiOfWords, expm1, invalidArgument, log, log1p, normalQuantile } from '../../core/index.ts';
import { SMALLEST_SMOOTH, setHalfWidth, setShifted, type UnimodalNoise, uniformAt } from './noise.ts';
import { parameter } from './parameter.ts';

const LAW = 'studentT';
/** Further words of a value: their addresses leave room for this many. */
export const MAXIMAL_DEGREES = 248;

export function studentTNoise(nu: number): UnimodalNoise {
  checkInteger('nu', nu, 2, MAXIMAL_DEGREES);
  if (nu % 2 !== 0) throw invalidArgument('nu', 'an even number of degrees of freedom', nu);
  const root = Math.sqrt(nu);

  return {
    law: LAW,
    shape: nu,
    furtherWords: nu,
    direct(words, layer) {
      setHalfWidth(layer, (chiOfWords(3, words, 0) * root) / chiOfWords(nu, words, 4), SMALLEST_SMOOTH);
    },
    shifted(words, layer) {
      const x = normalQuantile(uniformAt(words, 0)) / chiOfWords(nu, words, 4);
      const logLevel = log(uniformAt(words, 2)) - ((nu + 1) / 2) * log1p(x * x);
      setShifted(layer, x < 0, halfWidth(logLevel), halfWidth(log(-expm1(logLevel))));
    },
    placeOf(target) {
      if (target.law !== LAW) return undefined;
      const description = target.description();
      if (parameter(description, 'nu') !== nu) return undefined;
      return { centre: parameter(description, 'mu'), scale: parameter(description, 'sigma') };
    },
  };

  function halfWidth(logLevel: number): number {
    return root * Math.sqrt(expm1((-2 / (nu + 1)) * logLevel));
  }
}
