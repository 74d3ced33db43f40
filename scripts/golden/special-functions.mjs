/** Special functions, in units in the last place of the nearest double. */
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
  normalLogSurvival,
  normalQuantile,
  normalSurvival,
  sinTurns,
  tanh,
} from 'samplewire/core';

const FUNCTIONS = {
  cosTurns,
  erf,
  erfc,
  erfcx,
  exp,
  expm1,
  log,
  log1p,
  normalCdf,
  normalLogCdf,
  normalLogSurvival,
  normalQuantile,
  normalSurvival,
  sinTurns,
  tanh,
  logistic: logisticCdf,
  hazard: normalHazard,
};
/** Near the zeros of sine and cosine the bound is absolute. */
const ABSOLUTE = { sinTurns: 2 ** -53, cosTurns: 2 ** -53 };

export function checkSpecialFunctions(data, section) {
  for (const [name, value] of Object.entries(data)) {
    if (!Array.isArray(value?.cases)) continue;
    const f = FUNCTIONS[name];
    const here = section(name, typeof f === 'function' ? undefined : 'no such function');
    if (typeof f !== 'function') continue;
    for (const [argument, argumentHex, , valueHex] of value.cases) {
      const where = `${name}(${argument})`;
      const x = here.attempt(where, () => Number(argument));
      here.equal(`argument ${argument}`, hex(x), argumentHex);
      here.ulps(
        where,
        here.attempt(where, () => f(x)),
        valueHex,
        value.maxUlp,
        ABSOLUTE[name],
      );
    }
  }
}

const view = new DataView(new ArrayBuffer(8));
function hex(x) {
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}
