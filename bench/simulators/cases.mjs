/**
 * What every method is compared on: Gaussian noise of deviation 1 at four rates, noise that is cut off, noise with heavy
 * tails; or a case of the caller's own, read from JSON:
 *
 *     {
 *       "name": "readings of one sensor",
 *       "variables": { "x": { "law": "normal", "mu": 21, "sigma": 3 }, "width": [0.2, 0.4] },
 *       "target": "truncatedNormal(x, width, x - 1, x + 1)",
 *       "proposal": "normal(21, 3.1)",
 *       "values": 10000
 *     }
 *
 * A variable is a number, a list that is repeated, or a law that is drawn from once per value. `target` and `proposal` are
 * written as on the command line (`samplewire send --target`), or as data: { "law": "normal", "mu": "x", "sigma": 1 }, where a
 * text is a variable and a list is repeated. "columns": [{ "target": .., "proposal": .. }, ..] sends several, row by row.
 */
import { readFileSync } from 'node:fs';
import { localRandomness, standardNormal } from 'samplewire/core';
import { distribution, klDivergence, laplace, normal, studentT, truncatedNormal } from 'samplewire/distributions';
import { parseDistribution, parseTarget } from 'samplewire/expressions';
import { functionalInformationBits } from 'samplewire/rcc';

/** So many targets are made; a method sends as many of them as it has time for. */
const VALUES = 32_768;
const DIVERGENCES = 4096;

const random = (name) => localRandomness({ seed: `bench ${name}` }).block(0);

function gaussian(informationBits) {
  const tau = Math.sqrt(2 ** (2 * informationBits) - 1);
  const source = random(`gaussian ${informationBits}`);
  return {
    name: `Gaussian channel, I = ${informationBits}`,
    key: `gaussian-${informationBits}`,
    note: `noise of deviation 1, centres normal(0, ${tau.toPrecision(4)})`,
    informationBits,
    signal: normal(0, tau),
    noise: normal(0, 1),
    targets: Array.from({ length: VALUES }, () => normal(tau * standardNormal(source), 1)),
    proposals: [normal(0, Math.hypot(1, tau))],
  };
}

function truncatedCase() {
  const source = random('truncated');
  const targets = Array.from({ length: VALUES }, () => {
    const mu = 4 * standardNormal(source);
    return truncatedNormal(mu, 1, mu - 2, mu + 2);
  });
  return {
    name: 'Truncated Gaussian',
    key: 'truncated',
    note: 'noise of deviation 1 cut at 2, centres normal(0, 4)',
    signal: normal(0, 4),
    noise: truncatedNormal(0, 1, -2, 2),
    targets,
    proposals: [normal(0, Math.hypot(4, Math.sqrt(targets[0].variance)))],
  };
}

function laplaceCase() {
  const source = random('laplace');
  const centres = laplace(0, 4);
  return {
    name: 'Laplace',
    key: 'laplace',
    note: 'Laplace noise of scale 1, centres Laplace of scale 4',
    signal: centres,
    noise: laplace(0, 1),
    targets: Array.from({ length: VALUES }, () => laplace(centres.sample(source), 1)),
    proposals: [laplace(0, 4.3)],
  };
}

function studentCase() {
  const source = random('student');
  const centres = studentT(2, 0, 4);
  return {
    name: 'Student t',
    key: 'student',
    note: 'Student t noise, nu = 4, scale 1; centres Student t, nu = 2, scale 4',
    signal: centres,
    noise: studentT(4, 0, 1),
    targets: Array.from({ length: VALUES }, () => studentT(4, centres.sample(source), 1)),
    proposals: [studentT(2, 0, 4.4)],
  };
}

export function standardCases() {
  return [...[0.05, 0.5, 2, 8].map(gaussian), truncatedCase(), laplaceCase(), studentCase()].map(withInformation);
}

/** A case of the caller's own. @throws Error that says what is missing */
export function caseFromFile(path) {
  const given = JSON.parse(readFileSync(path, 'utf8'));
  const { name = path, variables = {}, values = 10_000 } = given;
  const columns = given.columns ?? [given];
  const rows = Math.ceil(values / columns.length);
  const source = random(name);
  const data = {};
  for (const [variable, value] of Object.entries(variables)) {
    const law = typeof value === 'object' && !Array.isArray(value) ? distribution(value) : undefined;
    data[variable] = Float64Array.from({ length: rows }, (_, row) => law?.sample(source) ?? repeated(value, row));
  }
  const lists = columns.map(({ target, proposal }, i) => {
    if (target === undefined || proposal === undefined) {
      throw new Error(`expected a target and a proposal${columns.length > 1 ? ` in column ${i + 1}` : ''}`);
    }
    return { targets: targetsOf(target, data, rows), proposal: lawOf(proposal) };
  });
  return withInformation({
    name,
    key: 'own',
    note: path,
    targets: Array.from({ length: rows }, (_, row) => lists.map(({ targets }) => targets[row])).flat(),
    proposals: lists.map(({ proposal }) => proposal),
  });
}

const repeated = (value, row) => (Array.isArray(value) ? value[row % value.length] : value);
const lawOf = (given) => (typeof given === 'string' ? parseDistribution(given) : distribution(given));

function targetsOf(target, data, rows) {
  if (typeof target === 'string') {
    const column = parseTarget(target, Object.keys(data)).columns(data, rows);
    if (column.law === 'distributions') return column.distributions;
    return Array.from({ length: rows }, (_, row) => rowOf(column, row));
  }
  const resolved = Object.fromEntries(
    Object.entries(target).map(([name, value]) => [name, name !== 'law' && value in data ? data[value] : value]),
  );
  return Array.from({ length: rows }, (_, row) => rowOf(resolved, row));
}

/** One row of a column of laws. */
function rowOf(column, row) {
  const value = (given) => (typeof given === 'object' ? given[row % given.length] : given);
  return distribution(Object.fromEntries(Object.entries(column).map(([name, given]) => [name, value(given)])));
}

/**
 * The information per value, KL(target || proposal) on average, where it is not the case's own name; and the functional
 * information, which value by value no exact scheme goes below, where signal and noise are known.
 */
function withInformation(given) {
  const { signal, noise } = given;
  const functionalBits = signal === undefined ? undefined : functionalInformationBits(signal, noise);
  const testCase = { ...given, functionalBits };
  const { targets, proposals, informationBits } = testCase;
  if (informationBits !== undefined) return testCase;
  const looked = targets.slice(0, DIVERGENCES);
  const nats = looked.reduce(
    (sum, target, i) => sum + klDivergence(target, proposals[i % proposals.length], { relative: 1e-6 }),
    0,
  );
  return { ...testCase, informationBits: nats / Math.LN2 / looked.length };
}
