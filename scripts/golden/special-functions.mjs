/** Special functions, by units in the last place: the bit patterns of argument and value are compared, not decimals. */
import * as core from 'samplewire/core';

const functions = {
  exp: core.exp,
  expm1: core.expm1,
  log: core.log,
  log1p: core.log1p,
  tanh: core.tanh,
  erf: core.erf,
  erfc: core.erfc,
  erfcx: core.erfcx,
  normalCdf: core.normalCdf,
  normalSurvival: core.normalSurvival,
  normalLogCdf: core.normalLogCdf,
  normalQuantile: core.normalQuantile,
  sinTurns: core.sinTurns,
  cosTurns: core.cosTurns,
  logistic: core.logisticCdf,
  hazard: core.normalHazard,
};

const view = new DataView(new ArrayBuffer(8));

function fromHex(hex) {
  view.setUint32(0, Number.parseInt(hex.slice(0, 8), 16));
  view.setUint32(4, Number.parseInt(hex.slice(8), 16));
  return view.getFloat64(0);
}

/** Doubles in order as integers: neighbours differ by 1. */
function order(x) {
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

export function checkSpecialFunctions(golden, sections) {
  for (const [name, section] of Object.entries(golden)) {
    if (!Array.isArray(section?.cases)) continue;
    const f = functions[name];
    if (f === undefined) {
      sections.notBuilt(name);
      continue;
    }
    for (const [argument, argumentHex, value, valueHex] of section.cases) {
      const got = f(fromHex(argumentHex));
      const expected = fromHex(valueHex);
      const distance = order(got) - order(expected);
      let ulps = Number(distance < 0n ? -distance : distance);
      // Sine and cosine near their zeros: 2^-53 absolute.
      if (/Turns$/.test(name)) ulps = Math.min(ulps, (Math.abs(got - expected) * 2 ** 53 * section.maxUlp) / 1);
      sections.check(name, ulps / section.maxUlp, `${name}(${argument}): expected ${value}, got ${got}`);
    }
  }
}
