/**
 * The bits are frozen: what a function gives today is what files of today were written with. One hash per function, over
 * the bytes of 20,000 results.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import {
  cosTurns,
  erf,
  erfc,
  erfcx,
  exp,
  expm1,
  log,
  log1p,
  logGamma,
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
import { expect, test } from 'vitest';

const RESULTS = 20_000;

/** Function, arguments from .. to, first eight bytes of the hash. */
const FUNCTIONS: Record<string, [(x: number) => number, number, number, string]> = {
  exp: [exp, -740, 709, '2b606b345b3a54e7'],
  expm1: [expm1, -40, 80, 'a537384819aa48c6'],
  log: [log, 0, 10, 'e9491b3f17c2833a'],
  log1p: [log1p, -1, 3, '2dd5e841225c365d'],
  tanh: [tanh, -23, 23, '80733e467bd9ccb7'],
  logisticCdf: [logisticCdf, -60, 60, 'fe18b247ab1344a3'],
  erf: [erf, -6.5, 6.5, '640b827d8ff41cc3'],
  erfc: [erfc, -7, 27, '478673ed1dde6d4d'],
  erfcx: [erfcx, 0.5, 60, 'eae511bcc14ab260'],
  normalCdf: [normalCdf, -38, 9, 'bc3bb1cfff8f6138'],
  normalSurvival: [normalSurvival, -9, 38, '219560c7aadc3bc0'],
  normalLogCdf: [normalLogCdf, -200, 40, 'c265f25fedcaa731'],
  normalHazard: [normalHazard, -38, 200, 'e55230237f352daa'],
  normalQuantile: [normalQuantile, 0, 1, 'd7c2d54b8a079472'],
  sinTurns: [sinTurns, 0, 1, '6c5992c61c89ecc4'],
  cosTurns: [cosTurns, 0, 1, '75f13acba6474674'],
  logGamma: [logGamma, 0, 200, '9231ac4607772820'],
};

test.each(Object.entries(FUNCTIONS))('%s gives the bits it always gave', (_, [f, from, to, hash]) => {
  const words = new Uint32Array(2 * RESULTS);
  sharedRandomness('frozen').block(0).fill(0, 0, words);
  const results = new DataView(new ArrayBuffer(8 * RESULTS));
  for (let i = 0; i < RESULTS; i++) {
    const u = uniform52(words[2 * i]!, words[2 * i + 1]!);
    results.setFloat64(8 * i, f(from + (to - from) * u), true);
  }
  const digest = sha256(new Uint8Array(results.buffer)).subarray(0, 8);
  expect(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(hash);
});
