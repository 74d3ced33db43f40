/**
 * npm run verify:rate: real bytes against the information in the samples, the sums of ideal code lengths, and the numbers of
 * the specification. Every row is a file that was written; standard errors come from its blocks.
 */
import { existsSync, readFileSync } from 'node:fs';
import { localRandomness, log2, sharedRandomness, standardNormal, uniform32 } from 'samplewire/core';
import { laplace, logistic, normal, truncatedNormal } from 'samplewire/distributions';
import {
  CodelengthMeter,
  quantizedDensity,
  RangeEncoder,
  zipfExponent,
  zipfExponentCode,
  zipfIndexCodec,
} from 'samplewire/entropy';
import { encode, gaussianChannelInformationBits } from 'samplewire/rcc';
import { latticeRateTables } from './verify/lattice-rate.mjs';
import { selectionRateTables } from './verify/selection-rate.mjs';
import { finish, Verdicts } from './verify/table.mjs';

const local = localRandomness({ seed: 'rates' });

/** Targets of unit width with centres of deviation `spreads`, in turn over the columns. */
function gaussianTargets(spreads, rows, name) {
  const random = localRandomness({ seed: `centres of ${name}` }).block(0);
  const columns = spreads.map(() => []);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < spreads.length; i++) columns[i].push(normal(spreads[i] * standardNormal(random), 1));
  }
  return { rows, columns: columns.map((distributions) => ({ law: 'distributions', distributions })) };
}

async function gaussianFile({ spreads, rows, block, truncate, indexCode, name }) {
  return encode(gaussianTargets(spreads, rows, name), {
    method: 'hybrid',
    columns: spreads.map((spread, i) => ({ name: `x${i}`, proposal: normal(0, Math.hypot(1, spread)) })),
    block,
    ...(truncate === undefined ? {} : { truncate }),
    indexCode,
    key: { seed: name },
    local,
  });
}

/** Bits per value of index, point and chunk parameters: the whole file less header, checksums and key. */
const bitsPerValue = ({ bytes, report }) => (8 * (bytes.length - 32)) / report.values;

const cut = new Verdicts(
  'Hybrid coding, targets cut at D = 1e-4 per block: bits per dimension against spec/04 section 6, + 1 %',
);
for (const [block, spreads, rows, zipf, table] of [
  [1, [40], 100_000, 6.89, 6.728],
  [2, [40, 20], 50_000, 5.842, 5.702],
  [4, [40, 20], 40_000, 5.462, 5.342],
]) {
  for (const [indexCode, bound] of [
    ['zipf', zipf],
    ['table', table],
  ]) {
    const file = await gaussianFile({ spreads, rows, block, truncate: 1e-4, indexCode, name: `cut ${block}` });
    const bits = bitsPerValue(file) + expectedLessActual(file, spreads);
    cut.add(
      `d = ${block}, ${indexCode}, ${file.report.blocks} blocks, ${error(file)}`,
      bits,
      bound * 1.01,
      bits <= bound * 1.01,
    );
  }
}
cut.print();

const split = new Verdicts(
  'Hybrid coding, local split: bits per dimension above the information, against spec/04 section 4, + 0.02',
);
for (const [block, spreads, rows, table, zipf] of [
  [1, [40], 100_000, 1.333, 1.401],
  [4, [40, 20], 50_000, 0.592, 0.629],
  [8, [40, 20], 20_000, 0.37, 0.41],
]) {
  for (const [indexCode, bound] of [
    ['zipf', zipf],
    ['table', table],
  ]) {
    const file = await gaussianFile({ spreads, rows, block, indexCode, name: `split ${block}` });
    const excess = bitsPerValue(file) - file.report.informationBits / file.report.values;
    split.add(
      `d = ${block}, ${indexCode}, ${file.report.blocks} blocks, ${error(file)}`,
      excess,
      bound + 0.02,
      excess <= bound + 0.02,
    );
  }
}
split.print();

const bounded = new Verdicts(
  'Hybrid coding, targets cut at 2 deviations: bits per dimension against I + (log2(D + 2) + 2) / d, D = KL(q || cell)',
);
for (const block of [1, 2, 4, 8]) {
  const random = localRandomness({ seed: `bounded ${block}` }).block(0);
  const rows = 20_000;
  const distributions = Array.from({ length: rows }, () => {
    const mu = 4 * standardNormal(random);
    return truncatedNormal(mu, 1, mu - 2, mu + 2);
  });
  const settings = { method: 'hybrid', columns: [{ name: 'x', proposal: normal(0, 4.09) }], block, indexCode: 'zipf' };
  const file = await encode(
    { rows, columns: [{ law: 'distributions', distributions }] },
    { ...settings, key: { seed: `bounded ${block}` }, local },
  );
  const bits = bitsPerValue(file);
  const D = block * (log2(4) - distributions[0].entropyNats / Math.LN2);
  const bound = file.report.informationBits / rows + (log2(D + 2) + 2) / block;
  bounded.add(`d = ${block}, ${file.report.blocks} blocks`, bits, bound, bits <= bound);
}
bounded.print();

/** The information of these centres differs from its expectation: what a file of the average centres would cost. */
function expectedLessActual({ report }, spreads) {
  const expected = spreads.reduce((sum, spread) => sum + gaussianChannelInformationBits(spread), 0) / spreads.length;
  return expected - report.informationBits / report.values;
}

/** Standard error of a block's index bits (about two bits) over the blocks, per dimension. */
function error({ report }) {
  return `s.e. ${(2 / Math.sqrt(report.blocks) / report.dimension).toFixed(4)}`;
}

const universal = new Verdicts(
  'Universal quantization: coded chunks against the sum of -log2 P(k | u), 0.3 % + 0.001 bit per value + 32 bytes',
);
for (const [name, prior, width] of [
  ['normal, 8 cells per deviation', normal(0, 8), 1],
  ['normal, 1/2 cell per deviation', normal(0, 0.5), 1],
  ['normal, 200 cells per deviation', normal(3, 200), 1],
  ['Laplace', laplace(0, 4), 1],
  ['logistic, width 1/4', logistic(1, 2), 0.25],
]) {
  const values = 100_000;
  const random = localRandomness({ seed: name }).block(0);
  const centres = Float64Array.from({ length: values }, () => prior.sample(random));
  const file = await encode(
    {
      rows: values,
      columns: [{ law: 'uniform', lower: centres.map((c) => c - width / 2), upper: centres.map((c) => c + width / 2) }],
    },
    { columns: [{ name: 'x', proposal: prior }], key: { seed: name }, local },
  );
  const shared = sharedRandomness(name);
  const density = quantizedDensity(prior, width);
  let ideal = 0;
  for (let i = 0; i < values; i++) {
    const u = uniform32(shared.block(Math.floor(i / 65_536)).word(0, i % 65_536));
    ideal -= log2(density.probability(Math.round(file.samples[i] / width - u), u));
  }
  const bound = 1.003 * ideal + 0.001 * values + 8 * 32 * 2;
  universal.add(`${name}: bits`, 8 * file.bytes.length, bound, 8 * file.bytes.length <= bound);
}
universal.print();

const coders = new Verdicts('Coders: overhead in bits per value');
for (const lambda of [1, 1.1, 1.5, 3]) {
  const code = Math.round((lambda - 1) * 4096);
  const codec = zipfIndexCodec(code);
  const terms = 200_000;
  // KL of the law cut to the first terms: the integer tables' cost over the ideal one, term by term.
  let [total, cost] = [0, 0];
  for (let v = 1; v <= terms; v++) total += v ** -zipfExponent(code);
  for (let v = 1; v <= terms; v++) {
    const p = v ** -zipfExponent(code) / total;
    const meter = new CodelengthMeter();
    codec.encode(v - 1, meter);
    cost += p * (meter.bits + Math.log2(p));
  }
  const tail = tailBits(zipfExponent(code), total);
  coders.add(`Zipf, lambda = ${lambda}: tables over the law`, cost - tail, 0.0015, cost - tail <= 0.0015);
}
{
  const random = localRandomness({ seed: 'range coder' }).block(0);
  const encoder = new RangeEncoder();
  const meter = new CodelengthMeter();
  const symbols = 200_000;
  for (let i = 0; i < symbols; i++) {
    const start = random.nextUint32() % 65_000;
    const frequency = 1 + (random.nextUint32() % 500);
    encoder.encode(start, frequency, 16);
    meter.encode(start, frequency, 16);
  }
  const overhead = (8 * encoder.finish().length - meter.bits) / symbols;
  coders.add('range coder, P = 16', overhead, 0.001, overhead <= 0.001);
}
coders.add(
  'best Zipf exponent code of mean 8',
  zipfExponentCode(8),
  'golden 673',
  Math.abs(zipfExponentCode(8) - 673) <= 1,
);
coders.print();

/** log2 of the share of the whole law that lies in the first terms. */
function tailBits(lambda, total) {
  const terms = 200_000;
  const rest =
    lambda === 1 ? Math.log(2 ** 53 / terms) : (terms ** (1 - lambda) - 2 ** (53 * (1 - lambda))) / (lambda - 1);
  return Math.log2((total + rest) / total);
}

const framing = new Verdicts('Framing: file bytes less coded index and point bits');
const weather = new URL('../node_modules/vega-datasets/data/seattle-weather.csv', import.meta.url);
if (existsSync(weather)) {
  const rows = readFileSync(weather, 'utf8').trim().split('\n');
  const at = rows[0].split(',').indexOf('temp_max');
  const temperatures = Float64Array.from(rows.slice(1), (row) => Number(row.split(',')[at]));
  const distributions = Array.from(temperatures, (t) => truncatedNormal(t, 0.5, t - 2, t + 2));
  const file = await encode(
    { rows: temperatures.length, columns: [{ law: 'distributions', distributions }] },
    { columns: [{ name: 'temp_max', proposal: normal(16, 8) }], key: { stored: new Uint8Array(32).fill(7) }, local },
  );
  const bytes = file.report.bits.framing / 8;
  framing.add(`${temperatures.length} daily temperatures: bytes`, bytes, 128, bytes <= 128);
  const sum = file.report.bits.index + file.report.bits.point + file.report.bits.framing;
  framing.add('bits sum to 8 x bytes', sum, 8 * file.bytes.length, Math.abs(sum - 8 * file.bytes.length) < 1e-6);
} else {
  framing.add('daily temperatures: vega-datasets is not installed', 0, 0, true);
}
framing.print();
finish(cut, split, bounded, universal, coders, framing, ...latticeRateTables(), ...selectionRateTables());
