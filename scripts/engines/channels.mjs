/** Whole files by every method, encoded and decoded. */
import { localRandomness } from 'samplewire/core';
import { normal, studentT } from 'samplewire/distributions';
import { ChannelDecoder, ChannelEncoder } from 'samplewire/rcc';
import { hashOf, uniforms } from './common.mjs';

/** Whole files: what is written, and what comes back; the two must agree in every engine, and all engines in both. */
export function channels(add) {
  const rows = 400;
  const centres = uniforms('centres', rows).map((p) => normal(0, 10).quantile(p));
  const of = (column, proposal, more) => [
    { rows, columns: [column] },
    { columns: [{ name: 'x', proposal }], ...more },
  ];
  const cases = {
    universal: of(
      { law: 'uniform', lower: centres.map((c) => c - 0.5), upper: centres.map((c) => c + 0.5) },
      normal(0, 10),
    ),
    'universal, tables': of(
      { law: 'uniform', lower: centres.map((c) => c - 0.5), upper: centres.map((c) => c + 0.5) },
      studentT(4, 0, 10),
      { coder: 'ans' },
    ),
    'universal, tables of runs': of(
      { law: 'uniform', lower: centres.map((c) => c - 0.01), upper: centres.map((c) => c + 0.01) },
      normal(0, 9),
      { coder: 'ans' },
    ),
    'marginal fitted': of({ law: 'laplace', mu: centres, scale: 0.5 }, undefined, { block: 1 }),
    'local split': of({ law: 'logistic', mu: centres, scale: 0.7 }, studentT(4, 0, 10), { block: 2 }),
    'layered, Gaussian': of({ law: 'normal', mu: centres, sigma: 1 }, normal(0, 10), { method: 'layered' }),
    'layered, Student': of({ law: 'studentT', nu: 4, mu: centres, sigma: 0.3 }, normal(0, 10), { method: 'layered' }),
  };
  for (const block of [1, 2, 3, 4, 5, 6]) {
    cases[`hybrid, d = ${block}`] = of({ law: 'normal', mu: centres, sigma: 1 }, normal(0, 10), {
      block,
      truncate: 1e-2,
    });
  }
  for (const [name, [targets, settings]] of Object.entries(cases)) {
    const local = localRandomness({ seed: name });
    const encoder = new ChannelEncoder({ ...settings, key: { seed: name }, local });
    const bytes = join([...encoder.push(targets), ...encoder.finish()]);
    const samples = encoder.takeSamples();
    const received = decodeFile(bytes, name);
    if (hashOf([received]) !== hashOf([samples])) throw new Error(`${name}: other samples received than sent`);
    add(`channel ${name}: bytes`, bytes);
    add(`channel ${name}: samples`, received);
  }
}

export function decodeFile(bytes, seed) {
  const decoder = new ChannelDecoder(seed === undefined ? {} : { seed });
  const chunks = decoder.push(bytes);
  decoder.finish();
  return Float64Array.from(chunks.flatMap(({ samples }) => Array.from(samples)));
}

function join(pieces) {
  return Uint8Array.from(pieces.flatMap((piece) => Array.from(piece)));
}
