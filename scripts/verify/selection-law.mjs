/**
 * node scripts/verify/selection-law.mjs [NAME], a part of npm run verify:law: the law of every selection over the prior and of the tree searches: each exact one against its target, overall, given the
 * centre's part, coordinate by coordinate; those of a fixed number of candidates within the distance that they report, and
 * not exact with few; methods for one channel against each other. Then the structure that samples cannot show, with faults.
 */
import { localRandomness, sharedRandomness } from 'samplewire/core';
import {
  aStarBranching,
  greedyPoisson,
  greedyPoissonBranching,
  greedyRejection,
  levelledPrior,
  minimalRandom,
  orderedRandom,
  poissonFunctionalRepresentation,
  prior,
  rejection,
  simulate,
} from 'samplewire/rcc';
import {
  andersonDarling,
  chiSquareUniform,
  examinedIsGeometric,
  independence,
  kolmogorovSmirnov,
  laggedIndependence,
  leastProbable,
  probabilityIntegralTransform,
  SIGNIFICANCE,
  scoreIsExponential,
  twoSampleKolmogorovSmirnov,
} from '../../dist/testing/index.js';
import { selectionCases } from './selection-cases.mjs';
import { selectionStructure } from './selection-structure.mjs';
import { finish, Verdicts } from './table.mjs';

const VALUES = 100_000;
/** Searches of a fixed number of candidates, which must fail: a tenth shows it. */
const APPROXIMATE_VALUES = 20_000;
const PARTS = 8;

const exact = [
  ['rejection', (law) => simulate(prior(law), rejection), () => true],
  ['greedy-rejection', (law) => simulate(levelledPrior(law), greedyRejection), ({ levels }) => levels],
  [
    'poisson-functional-representation = a-star',
    (law) => simulate(prior(law), poissonFunctionalRepresentation),
    () => true,
  ],
  ['greedy-poisson', (law) => simulate(levelledPrior(law), greedyPoisson), ({ levels }) => levels],
  ['a-star-branching', ([law]) => aStarBranching(law), ({ tree }) => tree],
  ['greedy-poisson-branching', ([law]) => greedyPoissonBranching(law), ({ tree }) => tree],
];

const approximate = [
  ['ordered-random', orderedRandom],
  ['minimal-random', minimalRandom],
];

/** Samples coordinate by coordinate, and what the search said. */
function run(name, simulator, { targets, prior: laws }, blocks) {
  const shared = sharedRandomness(name);
  const local = localRandomness({ seed: name });
  const samples = laws.map(() => new Float64Array(blocks));
  const logScores = new Float64Array(blocks);
  const examined = new Float64Array(blocks);
  let totalVariation = 0;
  let isRebuilt = true;
  const rebuilt = new Float64Array(laws.length);
  for (let b = 0; b < blocks; b++) {
    const block = shared.block(b);
    const target = targets[Math.floor((b * targets.length) / blocks)];
    const sent = simulator.simulate(target, block, local.block(b));
    simulator.reconstruct(sent.message, block, rebuilt, 0);
    for (let i = 0; i < laws.length; i++) {
      samples[i][b] = sent.sample[i];
      isRebuilt &&= rebuilt[i] === sent.sample[i];
    }
    logScores[b] = sent.logScore ?? Number.NaN;
    examined[b] = sent.examined;
    totalVariation = Math.max(totalVariation, sent.totalVariation ?? 0);
  }
  return { samples, logScores, examined, totalVariation, isRebuilt };
}

/** Each coordinate's probability transform under the target of its block. */
function transforms(samples, { targets }) {
  const blocks = samples[0].length;
  return samples.map((coordinate, i) =>
    probabilityIntegralTransform(coordinate, (b) => targets[Math.floor((b * targets.length) / blocks)][i]),
  );
}

function exactTests(samples, testCase) {
  const { targets } = testCase;
  const coordinates = transforms(samples, testCase);
  const results = coordinates.flatMap(({ uniforms, survivals }) => [
    kolmogorovSmirnov(uniforms),
    andersonDarling(uniforms, survivals),
    chiSquareUniform(uniforms, 64),
    chiSquareUniform(uniforms, 256),
    ...laggedIndependence(uniforms, 1),
  ]);
  for (let i = 1; i < coordinates.length; i++) {
    results.push(...independence(coordinates[i - 1].uniforms, coordinates[i].uniforms));
  }
  if (targets.length >= PARTS) results.push(...givenCentre(coordinates[0]));
  return results;
}

/** Runs of equal targets in order of their centres: the law in each eighth of them, and no trend within. */
function givenCentre({ uniforms, survivals }) {
  const size = uniforms.length / PARTS;
  const places = uniforms.map((_, i) => (i + 0.5) / uniforms.length);
  return [
    ...independence(uniforms, places).map((result) => ({ ...result, name: `centre: ${result.name}` })),
    ...Array.from({ length: PARTS }, (_, part) => ({
      ...andersonDarling(
        uniforms.slice(part * size, (part + 1) * size),
        survivals.slice(part * size, (part + 1) * size),
      ),
      name: `given the centre, part ${part}`,
    })),
  ];
}

function lawTables(cases) {
  const table = new Verdicts(
    `Law of the selections over the prior and the tree searches, ${VALUES} blocks a case unless stated; p-values against ${SIGNIFICANCE}`,
  );
  const agreement = new Verdicts('Methods for the same channel: two-sample Kolmogorov-Smirnov, all against all');
  for (const testCase of cases) {
    const found = [];
    for (const [name, simulatorOf, applies] of exact) {
      if (!applies(testCase)) continue;
      const seed = `${name}: ${testCase.name}`;
      const { samples, logScores, examined, isRebuilt } = run(
        seed,
        simulatorOf(testCase.prior),
        testCase,
        testCase.blocks ?? VALUES,
      );
      const results = exactTests(samples, testCase);
      if (!Number.isNaN(logScores[0])) {
        const [{ uniforms }] = transforms(samples, testCase);
        results.push(...scoreIsExponential(logScores, uniforms));
      }
      const bound = boundOf(testCase);
      if (bound !== undefined && (name === 'rejection' || name.startsWith('poisson'))) {
        results.push(examinedIsGeometric(examined, bound));
      }
      const worst = leastProbable(results);
      table.add(
        seed,
        isRebuilt ? worst.pValue : 'not the same bits',
        `> ${SIGNIFICANCE}  ${worst.name}`,
        isRebuilt && worst.pValue > SIGNIFICANCE,
      );
      found.push({ name, samples });
    }
    const pairs = found.flatMap((a, i) => found.slice(i + 1).map((b) => [a, b]));
    const worst = leastProbable(
      pairs.flatMap(([a, b]) => a.samples.map((x, i) => twoSampleKolmogorovSmirnov(x, b.samples[i]))),
    );
    agreement.add(
      `${testCase.name}: ${found.length} methods`,
      worst.pValue,
      `> ${SIGNIFICANCE}`,
      worst.pValue > SIGNIFICANCE,
    );
  }
  return [table, agreement];
}

/** The bound of the weights where all blocks have one target; undefined otherwise. */
function boundOf({ prior: laws, targets }) {
  if (targets.length > 1) return undefined;
  return prior(laws).candidates(targets[0], sharedRandomness('bound').block(0)).weights.logWeightBound;
}

/** What an approximate selection says of itself: K-S distance against the total variation, and the exact test fails. */
function approximateTable(cases) {
  const table = new Verdicts(
    `Selections with K candidates, ${APPROXIMATE_VALUES} blocks a case: distance within the total variation reported ` +
      '(plus chance at 1e-9), not exact with K = 2 (1); ordered and minimal have one law',
  );
  for (const testCase of cases) {
    // Where the prior is nearly the target even two are near it; one is a sample of the prior.
    const { few = 2 } = testCase;
    for (const K of [few, 32]) {
      const found = [];
      for (const [name, make] of approximate) {
        const seed = `${name}, K = ${K}: ${testCase.name}`;
        const simulator = simulate(prior(testCase.prior), make(K));
        const { samples, totalVariation, isRebuilt } = run(seed, simulator, testCase, APPROXIMATE_VALUES);
        const tests = transforms(samples, testCase).map(({ uniforms }) => kolmogorovSmirnov(uniforms));
        const distance = Math.max(...tests.map(({ statistic }) => statistic));
        const allowed = totalVariation + tests[0].critical(SIGNIFICANCE);
        const least = Math.min(...tests.map(({ pValue }) => pValue));
        const fails = K > few || least < SIGNIFICANCE;
        table.add(
          seed,
          distance,
          `<= ${allowed.toPrecision(3)}${K > few ? '' : `, exact test fails: ${least.toExponential(0)}`}`,
          isRebuilt && distance <= allowed && fails,
        );
        found.push(samples);
      }
      const same = leastProbable(found[0].map((x, i) => twoSampleKolmogorovSmirnov(x, found[1][i])));
      table.add(
        `ordered and minimal, K = ${K}: ${testCase.name}`,
        same.pValue,
        `> ${SIGNIFICANCE}`,
        same.pValue > SIGNIFICANCE,
      );
    }
  }
  return table;
}

const only = process.argv[2];
const cases = selectionCases.filter(({ name }) => only === undefined || name.includes(only));
const tables = [...lawTables(cases), approximateTable(cases)];
if (only === undefined) tables.push(selectionStructure());
for (const table of tables) table.print();
finish(...tables);
