/** Every special function against references of 40 digits, by units in the last place. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { erf, erfc, erfcx } from '../../../src/core/math/erf.ts';
import { exp, expm1 } from '../../../src/core/math/exp.ts';
import { log, log1p } from '../../../src/core/math/log.ts';
import {
  normalCdf,
  normalHazard,
  normalLogCdf,
  normalQuantile,
  normalSurvival,
} from '../../../src/core/math/normal.ts';
import { logisticCdf, tanh } from '../../../src/core/math/tanh.ts';
import { cosTurns, sinTurns } from '../../../src/core/math/turns.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../vectors/golden/special-functions.json', import.meta.url), 'utf8'),
);
const functions: Record<string, (x: number) => number> = {
  exp,
  expm1,
  log,
  log1p,
  tanh,
  erf,
  erfc,
  erfcx,
  normalCdf,
  normalSurvival,
  normalLogCdf,
  normalQuantile,
  sinTurns,
  cosTurns,
  logistic: logisticCdf,
  hazard: normalHazard,
};
const fromHex = (hex: string): number =>
  new DataView(Uint8Array.from(hex.match(/../g)!, (b) => Number.parseInt(b, 16)).buffer).getFloat64(0);
const order = (x: number): bigint => {
  const v = new DataView(new ArrayBuffer(8));
  v.setFloat64(0, x);
  const b = v.getBigInt64(0);
  return b < 0n ? -(b & 0x7fffffffffffffffn) : b;
};

describe('special functions against 40-digit references', () => {
  for (const [name, f] of Object.entries(functions)) {
    test(`${name} is within its bound of ulps`, () => {
      let worst = 0;
      for (const [, argument, , value] of golden[name].cases) {
        const d = order(f(fromHex(argument))) - order(fromHex(value));
        worst = Math.max(worst, Number(d < 0n ? -d : d));
      }
      expect(worst).toBeLessThanOrEqual(golden[name].maxUlp);
    });
  }
});
