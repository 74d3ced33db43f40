/**
 * npm run verify:law [-- NAME]: every sample follows its target. Real files are written and read; received samples are
 * transformed by their targets' cdf and tested at 1e-9 by Kolmogorov-Smirnov, Anderson-Darling and chi-square, overall and
 * given the fractional part of the centre over the cell width; then the structure that samples cannot show, and planted
 * faults that each check must catch.
 */
import { localRandomness } from 'samplewire/core';
import { highestDensityInterval, normal, truncated } from 'samplewire/distributions';
import { decode, encode } from 'samplewire/rcc';
import { cellWidths } from '../dist/rcc/channel/cell-widths.js';
import {
  andersonDarling,
  chiSquareUniform,
  independence,
  kolmogorovSmirnov,
  laggedIndependence,
  probabilityIntegralTransform,
  SIGNIFICANCE,
} from '../dist/testing/index.js';
import { beside } from './verify/beside.mjs';
import { latticeLawTable } from './verify/lattice-law.mjs';
import { lawCases, targetsOf } from './verify/law-cases.mjs';
import { structureTable } from './verify/structure.mjs';
import { finish, Verdicts } from './verify/table.mjs';

const VALUES = 100_000;
const only = process.argv[2];
// Selections over the prior and tree searches, one sample at a time: on the other core.
const selecting = beside('selection-law.mjs', only === undefined ? [] : [only]);
const cases = lawCases.filter(({ name }) => only === undefined || name.includes(only));

const laws = new Verdicts(
  `Law of the received samples, ${VALUES} values a case unless stated; p-values against ${SIGNIFICANCE}`,
);
for (const testCase of cases) {
  const { name, proposal, method = 'auto', block = 2, truncate, values = VALUES } = testCase;
  const targets = targetsOf(testCase, values, name);
  const sent = await encode(
    { rows: values, columns: [{ law: 'distributions', distributions: targets }] },
    {
      method,
      columns: [proposal === undefined ? { name: 'x' } : { name: 'x', proposal }],
      ...(block === undefined ? {} : { block }),
      ...(truncate === undefined ? {} : { truncate }),
      key: { seed: name },
      local: localRandomness({ seed: `arrivals of ${name}` }),
    },
  );
  const { samples } = await decode(sent.bytes, { seed: name });
  const same = samples.every((sample, i) => Object.is(sample, sent.samples[i]));
  const lawOf = truncate === undefined ? (i) => targets[i] : (i) => cut(targets[i], truncate, block);
  const { uniforms, survivals } = probabilityIntegralTransform(samples, lawOf);
  const width = cellWidth(
    sent.report,
    targets.map((_, i) => lawOf(i)),
  );
  const fractions = targets.map((target) => fractionOf(target, width));
  const results = [
    kolmogorovSmirnov(uniforms),
    andersonDarling(uniforms, survivals),
    chiSquareUniform(uniforms, 64),
    chiSquareUniform(uniforms, 256),
    ...laggedIndependence(uniforms, 1),
    ...laggedIndependence(uniforms, sent.report.dimension),
    ...conditional(uniforms, survivals, fractions),
  ];
  const worst = results.reduce((least, result) => (result.pValue < least.pValue ? result : least));
  laws.add(
    `${name} (${sent.report.method}, d = ${sent.report.dimension})`,
    same ? worst.pValue : 'not the same bits',
    `> ${SIGNIFICANCE}  ${worst.name}`,
    same && worst.pValue > SIGNIFICANCE,
  );
}
laws.print();

/** The sample's law given where in its cell the target lies, in eight parts: random centres would average a fault away. */
function conditional(uniforms, survivals, fractions) {
  if (new Set(fractions).size < 1000) return [];
  const results = [
    ...independence(uniforms, Float64Array.from(fractions)).map((result) => ({
      ...result,
      name: `centre: ${result.name}`,
    })),
  ];
  for (let part = 0; part < 8; part++) {
    const chosen = fractions.flatMap((fraction, i) => (Math.floor(fraction * 8) === part ? [i] : []));
    const pick = (from) => Float64Array.from(chosen, (i) => from[i]);
    results.push({ ...andersonDarling(pick(uniforms), pick(survivals)), name: `given the centre, part ${part}` });
  }
  return results;
}

/** Where in its cell a target's centre lies, 0 to 1. */
function fractionOf(target, width) {
  const centre = (target.mode ?? target.quantile(0.5)) / width;
  return centre - Math.floor(centre);
}

/** The cell of the first chunk, as the sender chose it. */
function cellWidth({ method, dimension }, targets) {
  if (method === 'universal') return targets[0].support.upper - targets[0].support.lower;
  return method === 'hybrid' ? cellWidths(targets.slice(0, 65_536), 1, dimension)[0] : 1;
}

function cut(target, mass, block) {
  const [lower, upper] = highestDensityInterval(target, (1 - mass) ** (1 / block));
  return truncated(target, lower, upper);
}

const structure = only === undefined ? structureTable() : new Verdicts('Structure: skipped');
if (only === undefined) structure.print();

const truncation = new Verdicts('What truncation states: total variation of a block against the mass outside, exactly');
for (const D of [1e-2, 1e-4, 1e-6]) {
  for (const dimension of [1, 2, 4]) {
    const law = cut(normal(0, 1), D, dimension);
    const outside = 1 - (1 - 2 * normal(0, 1).survival(law.upper)) ** dimension;
    truncation.add(`D = ${D}, d = ${dimension}`, outside, D, Math.abs(outside / D - 1) < 1e-6);
  }
}
truncation.print();
const lattices = await latticeLawTable(only);
const selections = await selecting;
console.log(selections.printed);
finish(laws, structure, truncation, lattices, selections);
