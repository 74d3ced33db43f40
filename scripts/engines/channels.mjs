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
    'marginal fitted': of({ law: 'laplace', mu: centres, scale: 0.5 }, undefined, { method: 'hybrid', block: 1 }),
    'local split': of({ law: 'logistic', mu: centres, scale: 0.7 }, studentT(4, 0, 10), { method: 'hybrid', block: 2 }),
    'layered, Gaussian': of({ law: 'normal', mu: centres, sigma: 1 }, normal(0, 10), { method: 'layered' }),
    'layered, Student': of({ law: 'studentT', nu: 4, mu: centres, sigma: 0.3 }, normal(0, 10), { method: 'layered' }),
    'layered, tables': of({ law: 'normal', mu: centres, sigma: 1 }, studentT(4, 0, 10), {
      method: 'layered',
      coder: 'ans',
    }),
    'layered, tables of runs, two scales': of(
      { law: 'logistic', mu: centres, scale: centres.map((_, i) => 0.002 + 0.001 * (i % 2)) },
      normal(0, 4),
      { method: 'layered', coder: 'ans' },
    ),
  };
  for (const block of [1, 2, 3, 4, 5, 6]) {
    cases[`hybrid, d = ${block}`] = of({ law: 'normal', mu: centres, sigma: 1 }, normal(0, 10), {
      method: 'hybrid',
      block,
      truncate: 1e-2,
    });
  }
  const near = centres.map((c) => c / 10);
  const scales = centres.map((_, i) => 0.5 + 0.25 * (i % 3));
  cases['Gaussian channel'] = of({ law: 'normal', mu: centres, sigma: 1 }, normal(0, 10), {
    method: 'gaussian-channel',
  });
  cases['Gaussian channel, three scales'] = of({ law: 'normal', mu: centres, sigma: scales }, normal(0, 10), {
    method: 'gaussian-channel',
  });
  for (const method of [
    'poisson-functional-representation',
    'rejection',
    'greedy-rejection',
    'ordered-random',
    'minimal-random',
    'a-star-branching',
  ]) {
    const block = method.startsWith('greedy') || method === 'a-star-branching' ? 1 : 2;
    cases[method] = of({ law: 'normal', mu: near, sigma: 1 }, normal(0, 1.5), { method, block });
  }
  // A table for every target: few of them.
  for (const method of ['greedy-poisson', 'greedy-poisson-branching']) {
    const [targets, settings] = of({ law: 'normal', mu: 0.5, sigma: 0.7 }, normal(0, 1.5), { method, block: 1 });
    cases[method] = [targets, settings];
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
