/**
 * Laws of the lattice channels, 100,000 blocks a case. Gaussian channels: radius, quartic, kurtosis, coordinates, diagonals and
 * random directions of the noise, its independence of the centres, and the root harmonic, which alone sees a missing rotation.
 * Plain lattices: noise uniform in the cell, which is to say uniform modulo the lattice: a phase for each vector of its dual.
 */
import { standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import {
  a2,
  d4,
  decode,
  e8,
  encode,
  gaussianA2,
  gaussianD4,
  gaussianE8,
  gaussianZ,
  integerLattice,
  poissonFunctionalRepresentation,
} from 'samplewire/rcc';
import { LatticeFrame } from '../../dist/rcc/proposal/lattice-frame.js';
import {
  andersonDarling,
  chiSquareUniform,
  gaussianKurtosis,
  gaussianVectors,
  independence,
  leastProbable,
  ranks,
  rootHarmonic,
  SIGNIFICANCE,
} from '../../dist/testing/index.js';
import { sendGaussian, sendLattice, streams } from './lattice-channels.mjs';
import { Verdicts } from './table.mjs';

const BLOCKS = 100_000;
const eight = (value) => Array(8).fill(value);

const gaussianCases = [
  { name: 'E8, centre at the origin', taus: eight(4), centre: eight(0) },
  { name: 'E8, far out on an axis', taus: eight(4), centre: [1e6, 0, 0, 0, 0, 0, 0, 0] },
  { name: 'E8, at a border of cells', taus: eight(4), centre: [0.5, 0.5, 0, 0, 0, 0, 0, 0] },
  { name: 'E8, at a deep hole', taus: eight(4), centre: [1, 0, 0, 0, 0, 0, 0, 0] },
  { name: 'E8, a fixed vector', taus: eight(4), centre: [0.3, -7.1, 2.2, 0.9, 11, 0, -0.4, 5.5] },
  ...[1, 4, 16, 64].map((tau) => ({ name: `E8, Gaussian centres, tau = ${tau}`, taus: eight(tau) })),
  { name: 'E8, four deviations', taus: eight(8), sigmas: [1, 0.1, 30, 1, 2, 1, 0.1, 2] },
  { name: 'D4, Gaussian centres', cell: gaussianD4, taus: [4, 4, 4, 4] },
  { name: 'D4, a fixed vector', cell: gaussianD4, taus: [4, 4, 4, 4], centre: [0.5, 0.5, -3, 0.1] },
  { name: 'A2, Gaussian centres', cell: gaussianA2, taus: [4, 4] },
  { name: 'A2, at the origin', cell: gaussianA2, taus: [4, 4], centre: [0, 0] },
  { name: 'Z, Gaussian centres', cell: gaussianZ, taus: [4] },
];

const fileCases = [
  { name: 'file, one deviation', columns: 1, sigmas: [0.5], values: 8 * BLOCKS },
  { name: 'file, three columns, several deviations', columns: 3, sigmas: [0.5, 1, 4], values: 3 * 100_000 },
];

const side = Math.sqrt(2 / Math.sqrt(3));
const latticeCases = [
  {
    lattice: integerLattice(1),
    duals: [[1], [2]],
    centres: [[0.5], [54_321.987]],
  },
  {
    lattice: a2,
    duals: [
      [1 / side, -1 / (side * Math.sqrt(3))],
      [0, 2 / (side * Math.sqrt(3))],
      [1 / side, 1 / (side * Math.sqrt(3))],
    ],
    centres: [[0, 0]],
  },
  {
    lattice: d4,
    duals: [
      [1, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5],
      [0.5, -0.5, 0.5, -0.5],
      [1, 1, 0, 0],
    ],
    centres: [[0.5, 0.5, 0, 0]],
  },
  {
    lattice: e8,
    duals: [
      [1, 1, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 1, 0, 0, -1, 0],
      eight(0.5),
      [0.5, -0.5, 0.5, 0.5, 0.5, -0.5, 0.5, 0.5],
      [2, 0, 0, 0, 0, 0, 0, 0],
    ],
    centres: [eight(0), eight(54_321.987), [1, 0, 0, 0, 0, 0, 0, 0]],
  },
];

/** Cases whose name contains `only`. */
export async function latticeLawTable(only) {
  const table = new Verdicts(
    `Lattice channels: law of the noise, ${BLOCKS} blocks a case; p-values against ${SIGNIFICANCE}`,
  );
  const wanted = (name) => only === undefined || name.includes(only);
  const add = (name, results) => {
    const worst = leastProbable(results);
    table.add(name, worst.pValue, `> ${SIGNIFICANCE}  ${worst.name}`, worst.pValue > SIGNIFICANCE);
  };
  for (const testCase of gaussianCases) {
    const name = `Gaussian channel, ${testCase.name}`;
    if (!wanted(name)) continue;
    const { noise, centres } = sendGaussian({ ...testCase, name, blocks: BLOCKS });
    add(name, gaussianResults(noise, centres, testCase.taus.length));
  }
  for (const { name: caseName, ...testCase } of fileCases) {
    const name = `Gaussian channel, ${caseName}`;
    if (!wanted(name)) continue;
    const { noise, centres, same } = await sendFile({ ...testCase, name });
    if (same) add(name, gaussianResults(noise, centres, 8));
    else table.add(name, 'other bits', 'same bits', false);
  }
  for (const { lattice, duals, centres: fixed } of latticeCases) {
    for (const centre of [undefined, ...fixed]) {
      const name = `lattice ${lattice.name}, ${centre === undefined ? 'Gaussian centres' : `centre ${centre[0]}, .. ${centre.at(-1)}`}`;
      if (!wanted(name)) continue;
      const sent = sendLattice({ lattice, scale: 1.5, spread: 8, blocks: BLOCKS, name, centre });
      add(name, cellResults(sent, lattice, duals, centre === undefined));
    }
  }
  if (only === undefined) {
    const noise = unrotatedNoise();
    const harmonic = rootHarmonic(noise);
    table.add('planted: E8 without rotation', harmonic.pValue, `< ${SIGNIFICANCE}`, harmonic.pValue < SIGNIFICANCE);
  }
  table.print();
  return table;
}

function gaussianResults(noise, centres, dimensions) {
  const results = [...gaussianVectors(noise, dimensions), gaussianKurtosis(noise)];
  if (dimensions === 8) results.push(rootHarmonic(noise));
  if (centres.length > 0 && centres.some((y, at) => y !== centres[at % dimensions])) {
    for (const i of new Set([0, dimensions - 1])) {
      const e = ranks(column(noise, i, dimensions));
      const y = column(centres, 0, dimensions);
      results.push(...independence(e, ranks(y)), ...independence(e, y.map(fraction)));
    }
  }
  return results;
}

function cellResults({ noise, centres }, { dimensions }, duals, varies) {
  const phasesOf = (vectors, dual, scale) =>
    Float64Array.from({ length: vectors.length / dimensions }, (_, b) => {
      let sum = 0;
      for (let i = 0; i < dimensions; i++) sum += dual[i] * vectors[b * dimensions + i];
      return fraction(sum / scale);
    });
  const places = phasesOf(centres, duals[0], 1.5);
  return duals.flatMap((dual) => {
    const phases = phasesOf(noise, dual, 1);
    const results = [andersonDarling(phases), chiSquareUniform(phases, 64)];
    return varies ? [...results, ...independence(phases, places)] : results;
  });
}

/** A file, written and read; the values of the last short block, if any, are left out. */
async function sendFile({ columns, sigmas, values, name }) {
  const { local, random } = streams(name);
  const rows = values / columns;
  const centres = Float64Array.from({ length: values }, () => 8 * standardNormal(random));
  const sigmaOf = (i) => sigmas[(i * 7) % sigmas.length];
  const of = (column, at) => Float64Array.from({ length: rows }, (_, row) => at(row * columns + column));
  const targets = Array.from({ length: columns }, (_, column) => ({
    law: 'normal',
    mu: of(column, (i) => centres[i]),
    sigma: of(column, sigmaOf),
  }));
  const file = await encode(
    { rows, columns: targets },
    {
      method: 'gaussian-channel',
      columns: targets.map((_, i) => ({ name: `x${i}`, proposal: normal(0, 8) })),
      key: { seed: name },
      local,
    },
  );
  const { samples } = await decode(file.bytes, { seed: name });
  const whole = values - (values % 8);
  return {
    noise: samples.map((z, i) => (z - centres[i]) / sigmaOf(i)).subarray(0, whole),
    centres: centres.subarray(0, whole),
    same: samples.every((z, i) => Object.is(z, file.samples[i])),
  };
}

/** The channel without its rotation, centres at the origin: every other test passes it. */
function unrotatedNoise() {
  const { shared, local } = streams('unrotated');
  const noise = new Float64Array(8 * BLOCKS);
  const frame = new LatticeFrame(gaussianE8);
  const moved = new Float64Array(8);
  const point = new Float64Array(8);
  const draw = (block, n) => {
    frame.open(block, n);
    for (let i = 0; i < 8; i++) moved[i] = -frame.dither[i];
    e8.nearest(moved, point);
    return point.map((k, i) => frame.scale * (k - moved[i]));
  };
  for (let b = 0; b < BLOCKS; b++) {
    const block = shared.block(b);
    const weights = {
      logWeightBound: gaussianE8.logWeightBound,
      normalised: true,
      logWeights(first, out) {
        for (let n = 0; n < out.length; n++) {
          out[n] = gaussianE8.logWeight(draw(block, first + n).reduce((sum, e) => sum + e * e, 0));
        }
      },
    };
    noise.set(draw(block, poissonFunctionalRepresentation.select(weights, local.block(b)).index), 8 * b);
  }
  return noise;
}

function column(vectors, i, dimensions) {
  return Float64Array.from({ length: vectors.length / dimensions }, (_, b) => vectors[b * dimensions + i]);
}

function fraction(x) {
  return x - Math.floor(x);
}
