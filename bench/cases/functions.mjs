/** Functions that have the same bits on every engine, beside the same operations in C. */
import { exp, localRandomness, log, normalQuantile, uniform } from 'samplewire/core';
import { hashOf, inputFile } from '../inputs.mjs';
import { cProgram } from '../reference.mjs';

export const title = 'Special functions';

const COUNT = 100_000;
const ROUNDS = 40;

const FUNCTIONS = [
  ['log', log, (p) => exp(40 * p - 20)],
  ['exp', exp, (p) => 40 * p - 20],
  ['quantile', normalQuantile, (p) => p],
];

export function cases() {
  const random = localRandomness({ seed: 'arguments' }).block(0);
  return FUNCTIONS.map(([name, of, argument]) => {
    const given = Float64Array.from({ length: COUNT }, () => argument(uniform(random)));
    const results = new Float64Array(COUNT);
    const file = inputFile(`arguments-${name}`, given);
    return {
      name: name === 'quantile' ? 'normal quantile' : name,
      unit: 'call',
      operations: COUNT * ROUNDS,
      forms: {
        samplewire: () => {
          for (let round = 0; round < ROUNDS; round++) for (let i = 0; i < COUNT; i++) results[i] = of(given[i]);
        },
        c: cProgram('functions', [name, file, ROUNDS], () => hashOf(new Uint8Array(results.buffer))),
      },
    };
  });
}
