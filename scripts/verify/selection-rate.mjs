/**
 * What selections over the prior and tree searches cost: real code lengths, parameters included, against the published bounds
 * and against the numbers of the literature's cases; work against the divergence.
 *
 *     A: N(1, 1/4),  B: N(2, 1/16),  C: N(3, 1/100),  all under N(0, 1)
 */
import { localRandomness, log2, sharedRandomness } from 'samplewire/core';
import { klDivergence, normal } from 'samplewire/distributions';
import { CodelengthMeter, zipfExponent, zipfExponentCode } from 'samplewire/entropy';
import {
  aStarBranching,
  causalRejectionEntropyBoundBits,
  channelSimulationDivergenceBits,
  cheapestCode,
  empiricalCode,
  gaussianChannelInformationBits,
  geometricCode,
  greedyPoisson,
  greedyPoissonBranching,
  greedyRejection,
  greedyRejectionEntropyBoundBits,
  indexCodelengthBits,
  levelledPrior,
  minimalRandom,
  orderedRandom,
  pathCode,
  poissonFunctionalRepresentation,
  prior,
  rejection,
  simulate,
  tableCode,
  zipfCode,
  zipfIndexBoundBits,
} from 'samplewire/rcc';
import { uniformCode } from '../../dist/rcc/message/uniform-code.js';
import { Verdicts } from './table.mjs';

const BLOCKS = 60_000;
const NODE_BLOCKS = 4_000;
const NEAR = 0.03;

const p = normal(0, 1);
const A = { name: 'A', q: normal(1, 0.5), largest: 3.895 };
const B = { name: 'B', q: normal(2, 0.25), largest: 33.77 };
const C = { name: 'C', q: normal(3, 0.1), largest: 942 };

const shortest = cheapestCode([zipfCode, tableCode, empiricalCode]);
const divergenceBits = (q) => klDivergence(q, p) / Math.LN2;
/** Zipf's law with E log2 N <= log2 E N. */
const zipfOf = (meanLog2) => meanLog2 + log2(meanLog2 + 1) + 1;

function run(simulator, targetOf, blocks, seed) {
  const shared = sharedRandomness(seed);
  const local = localRandomness({ seed });
  const messages = [];
  let examined = 0;
  for (let b = 0; b < blocks; b++) {
    const sent = simulator.simulate(targetOf(b), shared.block(b), local.block(b));
    messages.push(sent.message);
    examined += sent.examined;
  }
  return { messages, examined: examined / blocks, shared };
}

const bitsOf = (code, indices) => indexCodelengthBits(code, code.fit(indices), indices) / indices.length;

function pathBits({ messages, shared }) {
  const code = pathCode(shortest);
  const parameters = code.fit(messages);
  const meter = new CodelengthMeter();
  code.parameters.encode(parameters, meter);
  const codecOf = code.codec(parameters);
  messages.forEach((message, b) => {
    codecOf(shared.block(b)).encode(message, meter);
  });
  return meter.bits / messages.length;
}

/** Measured within 3 % of a published number. */
function near(table, name, measured, number) {
  table.add(name, measured, `${number} +- 3 %`, Math.abs(measured / number - 1) <= NEAR);
}
const below = (table, name, measured, bound) => table.add(name, measured, bound, measured <= bound);

function numbers() {
  const table = new Verdicts(
    `Selections over the prior, ${BLOCKS} blocks a case: bits of the index by its code, E log2 N, candidates`,
  );
  // Bits of A and B, E log2 N (where it is stated), candidates.
  for (const [name, proposal, selection, code, bits, meanLog2, candidates] of [
    ['rejection', prior(p), rejection, geometricCode, [3.2, 6.49], undefined, [3.895, 33.77]],
    ['greedy-rejection', levelledPrior(p), greedyRejection, shortest, [2.92, 6.23], [1.154, 3.715], [3.91, 34.2]],
    [
      'poisson-functional-representation',
      prior(p),
      poissonFunctionalRepresentation,
      shortest,
      [2.66, 5.9],
      [1.086, 3.604],
      [3.895, 33.8],
    ],
    ['greedy-poisson', levelledPrior(p), greedyPoisson, shortest, [2.95, 6.22], undefined, [3.895, 33.77]],
  ]) {
    [A, B].forEach(({ name: letter, q, largest }, i) => {
      const { messages, examined } = run(simulate(proposal, selection), () => q, BLOCKS, `${name} ${letter}`);
      const indices = messages.map(({ index }) => index);
      const title = `${name}, ${letter}`;
      near(table, `${title}: bits`, bitsOf(code, indices), bits[i]);
      if (meanLog2 !== undefined) {
        const mean = indices.reduce((sum, index) => sum + log2(index + 1), 0) / indices.length;
        near(table, `${title}: E log2 N`, mean, meanLog2[i]);
      }
      near(table, `${title}: candidates`, examined, candidates[i]);
      const D = divergenceBits(q);
      if (name === 'poisson-functional-representation') {
        below(
          table,
          `${title}: bits in Zipf code, D + log2(D + 2) + 2`,
          bitsOf(zipfCode, indices),
          zipfIndexBoundBits(D),
        );
      } else {
        below(
          table,
          `${title}: bits in Zipf code, L + log2(L + 1) + 1`,
          bitsOf(zipfCode, indices),
          zipfOf(log2(largest + 1)),
        );
      }
      if (name === 'greedy-rejection') {
        const least = channelSimulationDivergenceBits(q, p);
        below(
          table,
          `${title}: bits, D_CS + log2(e + 1)`,
          bitsOf(shortest, indices),
          causalRejectionEntropyBoundBits(least),
        );
      }
    });
  }
  return table;
}

function fixedCandidates() {
  const table = new Verdicts(
    `Selections with K candidates, ${BLOCKS} blocks a case: bits of ordered random coding, candidates, log2 K`,
  );
  for (const [K, ofA, ofB] of [
    [4, [1.77, 2.5], [2.0, 3.8]],
    [16, [2.51, 3.6], [3.94, 12.3]],
    [64, [2.63, 3.8], [5.42, 26]],
    [256, [2.65, 3.9], [5.8, 32]],
  ]) {
    for (const [{ name, q }, [bits, candidates]] of [
      [A, ofA],
      [B, ofB],
    ]) {
      const ordered = run(simulate(prior(p), orderedRandom(K)), () => q, BLOCKS, `ordered ${K} ${name}`);
      const indices = ordered.messages.map(({ index }) => index);
      near(table, `ordered-random, K = ${K}, ${name}: bits`, bitsOf(shortest, indices), bits);
      near(table, `ordered-random, K = ${K}, ${name}: candidates`, ordered.examined, candidates);
      if (K > 64) continue;
      const minimal = run(simulate(prior(p), minimalRandom(K)), () => q, BLOCKS / 10, `minimal ${K} ${name}`);
      const uniform = bitsOf(
        uniformCode(K),
        minimal.messages.map(({ index }) => index),
      );
      below(table, `minimal-random, K = ${K}, ${name}: bits`, uniform, log2(K) + 1e-3);
    }
  }
  return table;
}

function trees() {
  const table = new Verdicts(`Tree searches, ${BLOCKS / 3} blocks a case: bits of depth and turns, nodes`);
  for (const [name, make, numbersOf] of [
    [
      'a-star-branching',
      aStarBranching,
      [
        [2.73, 2.35],
        [6.11, 4.64],
        [11.23, 8.38],
      ],
    ],
    [
      'greedy-poisson-branching',
      greedyPoissonBranching,
      [
        [2.86, 2.26],
        [6.21, 4.49],
        [11.34, 8.11],
      ],
    ],
  ]) {
    [A, B, C].forEach(({ name: letter, q }, i) => {
      const found = run(make(p), () => q, BLOCKS / 3, `${name} ${letter}`);
      const [bits, nodes] = numbersOf[i];
      near(table, `${name}, ${letter}: bits`, pathBits(found), bits);
      near(table, `${name}, ${letter}: nodes`, found.examined, nodes);
    });
  }
  return table;
}

/** N(1, s^2) whose divergence from N(0, 1) is `bits`. */
function targetOf(bits) {
  let [narrow, wide] = [1e-9, 1];
  for (let i = 0; i < 100; i++) {
    const middle = Math.sqrt(narrow * wide);
    if (divergenceBits(normal(1, middle)) > bits) narrow = middle;
    else wide = middle;
  }
  return normal(1, narrow);
}

/** Least squares: y = a + b x, and the largest residual. */
function line(points) {
  const n = points.length;
  const mean = (f) => points.reduce((sum, point) => sum + f(point), 0) / n;
  const [x, y] = [mean((point) => point[0]), mean((point) => point[1])];
  const b = mean((point) => (point[0] - x) * (point[1] - y)) / mean((point) => (point[0] - x) ** 2);
  const a = y - b * x;
  return { a, b, residual: Math.max(...points.map((point) => Math.abs(a + b * point[0] - point[1]))) };
}

function work() {
  const table = new Verdicts(
    `Candidates against the divergence, N(1, s^2) under N(0, 1), ${NODE_BLOCKS} blocks a case`,
  );
  const divergences = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24];
  for (const [name, make] of [
    ['a-star-branching', aStarBranching],
    ['greedy-poisson-branching', greedyPoissonBranching],
  ]) {
    const points = divergences.map((D) => {
      const q = targetOf(D);
      return [D, run(make(p), () => q, NODE_BLOCKS, `work ${name} ${D}`).examined];
    });
    const { a, b, residual } = line(points);
    table.add(`${name}: nodes at 2, 4, .. 24 bits`, points.map(([, nodes]) => nodes.toFixed(1)).join(' '), '', true);
    table.add(
      `${name}: nodes = ${a.toFixed(2)} + ${b.toFixed(3)} D, largest residual`,
      residual,
      '<= 0.6, slope 1.2 to 1.5',
      residual <= 0.6 && b > 1.2 && b < 1.5,
    );
  }
  const measured = [2, 4, 6, 8, 10].map((D) => {
    const q = targetOf(D);
    const simulator = simulate(prior(p), poissonFunctionalRepresentation);
    return [D, log2(run(simulator, () => q, D < 8 ? NODE_BLOCKS : NODE_BLOCKS / 4, `work pfr ${D}`).examined)];
  });
  const { a, b, residual } = line(measured);
  table.add(
    'poisson-functional-representation: candidates at 2, 4, .. 10 bits',
    measured.map(([, logged]) => (2 ** logged).toFixed(0)).join(' '),
    '',
    true,
  );
  table.add(
    `the same: log2 candidates = ${a.toFixed(2)} + ${b.toFixed(3)} D, exponential`,
    b,
    '0.9 to 1.1',
    b > 0.9 && b < 1.1 && residual < 0.2,
  );
  const largest = log2(1 / targetOf(24).sigma) + 1 / (2 * Math.LN2);
  table.add('the same at 24 bits, by its largest weight: log2 candidates', largest, '> 23', largest > 23);
  return table;
}

/** Whole channels: centres from N(0, tau^2), information I on average, one value a block. */
function channels() {
  const table = new Verdicts('Gaussian channels, one value a block: bits against the published bounds');
  for (const [name, proposalOf, selection, code, blocks, boundOf, formula] of [
    [
      'poisson-functional-representation, Zipf code',
      prior,
      poissonFunctionalRepresentation,
      zipfCode,
      20_000,
      zipfIndexBoundBits,
      'I + log2(I + 2) + 2',
    ],
    [
      'greedy-rejection',
      levelledPrior,
      greedyRejection,
      shortest,
      4000,
      greedyRejectionEntropyBoundBits,
      'I + log2(I + 1) + 3.45',
    ],
  ]) {
    for (const tau of [0.27, 1, 3.873, 15.97]) {
      const random = localRandomness({ seed: `centres ${tau}` }).block(0);
      const law = normal(0, Math.hypot(1, tau));
      const centre = normal(0, tau);
      const targets = Array.from({ length: blocks }, () => normal(centre.sample(random), 1));
      const information = gaussianChannelInformationBits(tau);
      const found = run(simulate(proposalOf(law), selection), (b) => targets[b], blocks, `channel ${name} ${tau}`);
      const bits = bitsOf(
        code,
        found.messages.map(({ index }) => index),
      );
      below(table, `${name}, I = ${information.toFixed(2)}: ${formula}`, bits, boundOf(information));
    }
  }
  return table;
}

/** Zipf's law of a given E log2 N = L: best exponent, and bits. */
function zipfTable() {
  const table = new Verdicts('Zipf code of mean L: exponent and bits');
  for (const [L, lambda, bits] of [
    [0.5, 2.354, 1.668],
    [1, 1.879, 2.707],
    [2, 1.533, 4.383],
    [4, 1.303, 7.175],
    [8, 1.164, 12.05],
    [16, 1.086, 20.99],
  ]) {
    const exponent = zipfExponent(zipfExponentCode(L));
    near(table, `L = ${L}: exponent`, exponent, lambda);
    near(table, `L = ${L}: bits`, exponent * L + log2(zeta(exponent)), bits);
    below(table, `L = ${L}: bits, L + log2(L + 1) + 1`, exponent * L + log2(zeta(exponent)), zipfOf(L));
  }
  return table;
}

/** Euler and Maclaurin after 1,000 terms. */
function zeta(s) {
  let sum = 0;
  for (let n = 1; n < 1000; n++) sum += n ** -s;
  return sum + 1000 ** (1 - s) / (s - 1) + 1000 ** -s / 2 + (s * 1000 ** (-s - 1)) / 12;
}

export function selectionRateTables() {
  return [numbers, fixedCandidates, trees, work, channels, zipfTable].map((make) => {
    const table = make();
    table.print();
    return table;
  });
}
