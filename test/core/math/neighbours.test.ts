/** Doubles side by side: at the seams of branches and wherever else one looks, a function does not jump or turn back. */
import {
  cosTurns,
  erf,
  erfc,
  erfcx,
  exp,
  expm1,
  log,
  log1p,
  logisticCdf,
  normalCdf,
  normalHazard,
  normalLogCdf,
  normalQuantile,
  normalSurvival,
  sharedRandomness,
  sinTurns,
  tanh,
  uniform52,
} from 'samplewire/core';
import { describe, expect, test } from 'vitest';

const view = new DataView(new ArrayBuffer(8));
/** The double that lies `steps` above x, on the same side of 0. */
function neighbour(x: number, steps: number): number {
  view.setFloat64(0, Math.abs(x));
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(x < 0 ? -steps : steps));
  return x < 0 ? -view.getFloat64(0) : view.getFloat64(0);
}
/** Doubles from a to b, negative if b lies below a; both of one sign. */
function ulps(a: number, b: number): number {
  view.setFloat64(0, Math.abs(a));
  const from = view.getBigInt64(0);
  view.setFloat64(0, Math.abs(b));
  return Number(view.getBigInt64(0) - from) * (a < 0 ? -1 : 1);
}

/** Function, thresholds, and the most ulps by which neighbours may differ: twice the bound, and the slope. */
const SEAMS: Record<string, [(x: number) => number, number[], number]> = {
  exp: [exp, [0.34657359027997264, -0.34657359027997264, 1.0397207708399179], 4],
  expm1: [expm1, [-38, -36.7368005696771, -0.36, 0.36], 5],
  'expm1 of larger numbers': [expm1, [36.39022697939713, 41.93540442387669], 90],
  log: [log, [2.2250738585072014e-308, Math.SQRT1_2, Math.SQRT2, 1.5, 8.98846567431158e307], 4],
  log1p: [log1p, [-0.29, 0.41, 1, 9007199254740992, 8.98846567431158e307], 4],
  tanh: [tanh, [-22, -1, 1, 22], 7],
  logisticCdf: [logisticCdf, [-0.34657359027997264, 1e-300, 0.34657359027997264, 36.7], 8],
  erf: [erf, [-6, -0.5, 0.5, 6], 7],
  erfc: [erfc, [-6, -0.5, 0.5], 12],
  erfcx: [erfcx, [0.5, 4], 7],
  normalSurvival: [normalSurvival, [-0.7, 0.7], 12],
  normalCdf: [normalCdf, [-0.7, 0.7], 12],
  normalLogCdf: [normalLogCdf, [-1, 0.7], 14],
  normalHazard: [normalHazard, [-0.7, 0.7], 18],
  normalQuantile: [normalQuantile, [0.075, 0.925, 1.388794386496408e-11], 18],
  sinTurns: [sinTurns, [0.125, 0.375, 0.625, 0.875], 6],
  cosTurns: [cosTurns, [0.125, 0.375, 0.625, 0.875], 6],
};

describe('across its seams', () => {
  for (const [name, [f, seams, most]] of Object.entries(SEAMS)) {
    test(`${name} is continuous`, () => {
      for (const x of seams) {
        const [below, at, above] = [f(neighbour(x, -1)), f(x), f(neighbour(x, 1))];
        for (const value of [below, at, above]) expect(value).not.toBeNaN();
        expect(Math.max(Math.abs(ulps(below, at)), Math.abs(ulps(at, above)))).toBeLessThanOrEqual(most);
      }
    });
  }

  test('beyond their last values functions have their limits', () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect([exp(709.782712893384), exp(neighbour(709.782712893384, 1))]).toEqual([
      expect.closeTo(1.797e308, -306),
      infinity,
    ]);
    expect([exp(-745.13), exp(neighbour(-745.1332191019412, -1)), exp(-infinity)]).toEqual([5e-324, 0, 0]);
    expect([expm1(infinity), expm1(-38), expm1(neighbour(-38, -1))]).toEqual([infinity, -1, -1]);
    expect([erfc(infinity), erfc(-infinity), erf(infinity), erf(-infinity)]).toEqual([0, 2, 1, -1]);
    expect([erfcx(infinity), erfcx(1e300)]).toEqual([0, expect.closeTo(5.641895835477563e-301, 310)]);
    expect([normalCdf(-infinity), normalCdf(infinity), normalSurvival(38.7)]).toEqual([0, 1, 0]);
    expect([normalLogCdf(-infinity), normalLogCdf(-1e154), normalLogCdf(infinity) + 0]).toEqual([-infinity, -5e307, 0]);
  });

  test('the hazard is a number everywhere', () => {
    for (const x of [-1e5 / 3, -1e6 / 3, -1e9 / 3, -1e160 / 3, -1e308, Number.NEGATIVE_INFINITY]) {
      expect(normalHazard(x)).toBe(0);
    }
    for (const x of [1e5 / 3, 1e160 / 3, 1e308]) expect(Math.abs(normalHazard(x) / x - 1)).toBeLessThan(1e-9);
    expect(normalHazard(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('from one double to the next', () => {
  const PAIRS = 50_000;
  /** Function, arguments from .. to, and by how many ulps it may turn back. */
  const monotone: Record<string, [(x: number) => number, number, number, number]> = {
    exp: [exp, -700, 700, 0],
    expm1: [expm1, -37, 700, 0],
    log: [log, 1e-9, 50, 0],
    log1p: [log1p, -0.99, 50, 0],
    tanh: [tanh, -22, 22, 0],
    erf: [erf, -6, 6, 0],
    erfcFalling: [(x) => -erfc(x), -6, 26, 0],
    normalCdf: [normalCdf, -37, 8, 2],
    normalQuantile: [normalQuantile, 1e-9, 1, 4],
  };
  for (const [name, [f, from, to, back]] of Object.entries(monotone)) {
    test(`${name} does not fall${back > 0 ? ` by more than ${back} ulps` : ''}`, () => {
      const block = sharedRandomness('neighbours').block(0);
      let worst = 0;
      for (let i = 0; i < PAIRS; i++) {
        const x = from + (to - from) * uniform52(block.word(i, 0), block.word(i, 1));
        worst = Math.max(worst, ulps(f(neighbour(x, 1)), f(x)));
      }
      expect(worst).toBeLessThanOrEqual(back);
    });
  }
});
