/**
 * Rates of the lattice channels and of layered quantization: real bytes less the information density of the very samples,
 * whose scatter is a tenth of that against I(Y; Z); and the second moments of plain lattices.
 */
import { LN2, standardNormal } from 'samplewire/core';
import { laplace, logistic, normal, triangular } from 'samplewire/distributions';
import { RangeEncoder } from 'samplewire/entropy';
import {
  a2,
  d4,
  e8,
  gaussianA2,
  gaussianD4,
  gaussianNoise,
  gaussianZ,
  integerLattice,
  laplaceNoise,
  layered,
  logisticNoise,
  triangularNoise,
} from 'samplewire/rcc';
import { sendGaussian, sendLattice, streams } from './lattice-channels.mjs';
import { Verdicts } from './table.mjs';

const VALUES = 1_000_000;
const BLOCKS = 100_000;
const halves = (first, second) => [...Array(4).fill(first), ...Array(4).fill(second)];

export function latticeRateTables() {
  return [gaussianTable(), layeredTable(), latticeTable()];
}

function gaussianTable() {
  const table = new Verdicts('Gaussian channel: bytes above the information density, bits a value, index included');
  for (const [name, bound, testCase, values = VALUES] of [
    ['E8, tau = 4', 0.24, { taus: Array(8).fill(4) }],
    ['E8, tau = 16', 0.24, { taus: Array(8).fill(16) }],
    ['E8, tau = 64', 0.24, { taus: Array(8).fill(64) }],
    ['E8, tau = 1', 0.27, { taus: Array(8).fill(1) }, VALUES / 4],
    // 0.24 before the index, which costs 0.0093.
    ['E8, tau = 8 and 1, half each', 0.2493, { taus: halves(8, 1) }, VALUES / 4],
    ['E8, tau = 16 and 0.1, half each', 0.2493, { taus: halves(16, 0.1) }, VALUES / 4],
    ['D4, tau = 16', 0.345, { cell: gaussianD4, taus: Array(4).fill(16) }, VALUES / 4],
    ['A2, tau = 16', 0.441, { cell: gaussianA2, taus: [16, 16] }, VALUES / 4],
    ['Z, tau = 16', 0.53, { cell: gaussianZ, taus: [16] }, VALUES / 4],
  ]) {
    const { excess } = sendGaussian({ ...testCase, name, blocks: values / testCase.taus.length });
    table.add(`${name}, ${values} values`, excess, bound, excess <= bound);
  }
  table.print();
  return table;
}

function layeredTable() {
  const table = new Verdicts(
    'Layered quantization: bytes above the information density, bits a value, against spec/01 section 8',
  );
  const values = 400_000;
  const spread = 64;
  for (const [name, noise, lawAt, direct, shifted] of [
    ['Gaussian', gaussianNoise, (y) => normal(y, 1), 0.521, 0.716],
    ['Laplace', laplaceNoise, (y) => laplace(y, 1), 0.833, 1.34],
    ['logistic', logisticNoise, (y) => logistic(y, 1), 0.624, 0.866],
    ['triangular', triangularNoise(0.5), (y) => triangular(y - 0.5, y, y + 0.5), 0.443, 0.721],
  ]) {
    for (const [form, expected] of [
      ['direct', direct],
      ['shifted', shifted],
    ]) {
      const excess = layeredExcess({ noise, form, lawAt, spread, values, name: `${name}, ${form}` });
      table.add(`${name}, ${form}, ${values} values`, excess, expected + 0.009, excess <= expected + 0.009);
    }
  }
  table.print();
  return table;
}

function layeredExcess({ noise, form, lawAt, spread, values, name }) {
  const proposal = layered({ noises: [noise], scales: [1], marginals: [normal(0, spread)] }, form);
  const { shared, random } = streams(name);
  const law = lawAt(0);
  // The samples of wide centres: normal but for terms of the fourth order in scale over spread.
  const marginal = normal(0, Math.sqrt(spread * spread + law.variance));
  const encoder = new RangeEncoder();
  let nats = 0;
  for (let i = 0; i < values; i++) {
    const block = shared.block(i);
    const y = spread * standardNormal(random);
    const { sample, point } = proposal.candidates([lawAt(y)], block).take(0);
    proposal.pointCodec(0, block).encode(point, encoder);
    nats += law.logDensity(sample[0] - y) - marginal.logDensity(sample[0]);
  }
  return (8 * encoder.finish().length - nats / LN2) / values;
}

function latticeTable() {
  const table = new Verdicts(
    `Plain lattices, ${BLOCKS} blocks: second moment of the noise, and bits above the information density`,
  );
  for (const lattice of [integerLattice(1), a2, d4, e8]) {
    const { dimensions, normalisedSecondMoment, volume, name } = lattice;
    const { noise, excess } = sendLattice({ lattice, scale: 1, spread: 32, blocks: BLOCKS, name: `moment ${name}` });
    const unit = dimensions * volume ** (2 / dimensions);
    let mean = 0;
    let squares = 0;
    for (let b = 0; b < BLOCKS; b++) {
      let moment = 0;
      for (let i = b * dimensions; i < (b + 1) * dimensions; i++) moment += noise[i] * noise[i];
      mean += moment / unit / BLOCKS;
      squares += (moment / unit) ** 2 / BLOCKS;
    }
    const error = Math.sqrt((squares - mean * mean) / BLOCKS);
    const distance = Math.abs(mean - normalisedSecondMoment) / error;
    table.add(`${name}: G, standard error ${error.toExponential(1)}`, mean, normalisedSecondMoment, distance <= 4);
    table.add(`${name}: bits above the information, a value`, excess, 0.005, Math.abs(excess) <= 0.005);
  }
  table.print();
  return table;
}
