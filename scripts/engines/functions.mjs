/** Functions of one variable, random words and what is made of them. */
import {
  chi,
  cosTurns,
  digamma,
  erf,
  erfc,
  erfcx,
  exp,
  expm1,
  exponential,
  gamma,
  keyCheck,
  localRandomness,
  log,
  log1p,
  logGamma,
  logisticCdf,
  normalCdf,
  normalHazard,
  normalLogCdf,
  normalLogSurvival,
  normalQuantile,
  normalSurvival,
  regularizedBeta,
  regularizedGammaP,
  scaleByPowerOfTwo,
  sharedRandomness,
  sinTurns,
  standardNormal,
  tanh,
} from 'samplewire/core';
import { shared, uniforms } from './common.mjs';

const ARGUMENTS = 100_000;
const INCOMPLETE = 5_000;
const BELOW_ONE = 1 - 2 ** -53;

/** Each function with the range of its arguments. */
const FUNCTIONS = {
  sqrt: [Math.sqrt, 0, 1e9],
  exp: [exp, -745, 709],
  expm1: [expm1, -40, 709],
  log: [log, 1e-300, 1e6],
  log1p: [log1p, -0.999999, 1e6],
  tanh: [tanh, -25, 25],
  logisticCdf: [logisticCdf, -745, 745],
  erf: [erf, -7, 7],
  erfc: [erfc, -7, 28],
  erfcx: [erfcx, 0.5, 1e3],
  normalCdf: [normalCdf, -39, 10],
  normalSurvival: [normalSurvival, -10, 39],
  normalLogCdf: [normalLogCdf, -1e3, 40],
  normalLogSurvival: [normalLogSurvival, -40, 1e3],
  normalHazard: [normalHazard, -38, 1e3],
  normalQuantile: [normalQuantile, 1e-300, BELOW_ONE],
  sinTurns: [sinTurns, 0, BELOW_ONE],
  cosTurns: [cosTurns, 0, BELOW_ONE],
  logGamma: [logGamma, 1e-3, 1e3],
  digamma: [digamma, 1e-3, 1e3],
};

export function functions(add) {
  for (const [name, [f, lower, upper]] of Object.entries(FUNCTIONS)) {
    add(
      name,
      argumentsIn(name, lower, upper).map((x) => f(x) + 0),
    );
  }
  const [shapes, x] = [argumentsIn('shapes', 0.1, 50).subarray(0, INCOMPLETE), argumentsIn('gamma', 0, 100)];
  add(
    'incomplete gamma',
    shapes.map((shape, i) => regularizedGammaP(shape, x[i])),
  );
  add(
    'incomplete beta',
    shapes.map((shape, i) => regularizedBeta(shape, 2, x[i] / 101)),
  );
}

/** Half of the arguments uniform in [lower, upper], half of them small: 2^-60 .. 1 of either sign that is in range. */
function argumentsIn(label, lower, upper) {
  return uniforms(label, ARGUMENTS).map((u, i) => {
    if (i % 2 === 0) return lower + (upper - lower) * u;
    const small = scaleByPowerOfTwo(1 + u, -(i % 61));
    const signed = i % 4 === 1 || lower >= 0 ? small : -small;
    return Math.min(Math.max(signed, lower), upper);
  });
}

export function randomness(add) {
  const words = new Uint32Array(ARGUMENTS);
  shared.block(2 ** 52 + 1).fill(2 ** 40 + 5, 3, words);
  const single = Uint32Array.from({ length: 1000 }, (_, i) => shared.block(i * 2 ** 31).word(i * 2 ** 33, i * 16_000));
  add('philox words', words, single);
  const seeds = ['', 'text', 0, 2 ** 53 - 1, Uint8Array.of(1, 2, 3)];
  add('keys', ...seeds.map((seed) => keyCheck(sharedRandomness(seed).derive('label').derive(7))));
  const block = shared.derive('chi').block(0);
  const degrees = Array.from({ length: 12 }, (_, i) => i + 1);
  add(
    'scale laws',
    Float64Array.from({ length: 12_000 }, (_, i) => chi(degrees[i % 12], block, i, 0)),
  );
  const local = localRandomness({ seed: 'engines' }).block(3);
  add(
    'local randomness',
    Float64Array.from({ length: 3000 }, (_, i) => [exponential, standardNormal, (r) => gamma(r, 2.5)][i % 3](local)),
  );
}
