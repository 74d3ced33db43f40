/**
 * Logistic noise of scale 1, density e^-x / (1 + e^-x)^2, peak 1/4. With X by quantile, X = log(u / (1 - u)),
 *
 *     f(X) / f(0) = 4 u (1 - u),    half width at level lambda = log((1 + q)^2 / lambda),  q = sqrt(1 - lambda)
 *     direct: lambda = 4 V u (1 - u);  shifted: half widths at lambda and 1 - lambda, narrowest layer 4 acosh(sqrt 2)
 *
 * 1 - lambda = (1 - V) + V (1 - 2u)^2 keeps its digits near the mode. Overhead at high rate: 0.624 bit direct, 0.866 shifted.
 */
import { log, log1p } from '../../core/index.ts';
import { SMALLEST_SMOOTH, setHalfWidth, setShifted, type UnimodalNoise, uniformAt } from './noise.ts';
import { parameter } from './parameter.ts';

const LAW = 'logistic';

export const logisticNoise: UnimodalNoise = {
  law: LAW,
  shape: 0,
  furtherWords: 0,
  direct(words, layer) {
    const u = uniformAt(words, 0);
    const v = uniformAt(words, 2);
    setHalfWidth(layer, halfWidth(levelOf(u, v), complementOf(u, v)), SMALLEST_SMOOTH);
  },
  shifted(words, layer) {
    const u = uniformAt(words, 0);
    const v = uniformAt(words, 2);
    const [level, complement] = [levelOf(u, v), complementOf(u, v)];
    setShifted(layer, u < 0.5, halfWidth(level, complement), halfWidth(complement, level));
  },
  placeOf(target) {
    if (target.law !== LAW) return undefined;
    const description = target.description();
    return { centre: parameter(description, 'mu'), scale: parameter(description, 'scale') };
  },
};

function levelOf(u: number, v: number): number {
  return 4 * u * (1 - u) * v;
}

function complementOf(u: number, v: number): number {
  const fromMode = 1 - 2 * u;
  return 1 - v + v * fromMode * fromMode;
}

/** Where the density falls to `level` of its peak; complement = 1 - level. */
function halfWidth(level: number, complement: number): number {
  const logLevel = level < 0.5 ? log(level) : log1p(-complement);
  return 2 * log1p(Math.sqrt(complement)) - logLevel;
}
