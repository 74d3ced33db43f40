/**
 * The planner on real data: what it predicts against the files that were written, and what its choice by size costs against
 * every single method that applies.
 */
import { readFileSync } from 'node:fs';
import { localRandomness } from 'samplewire/core';
import { encode, planChannel } from 'samplewire/rcc';
import { Verdicts } from './table.mjs';

const ROWS = 1000;
/** Methods of more nanoseconds a value are compared on few rows. */
const SLOW = 60_000;
const FEW_ROWS = 150;
const PREDICTION = 0.05;
const ALLOWANCE = 1.03;
/** Greedy Poisson rejection makes a table for every target, and pays more than A* for the same path. */
const EXACT = [
  'universal',
  'layered',
  'gaussian-channel',
  'hybrid',
  'hybrid-cdf',
  'poisson-functional-representation',
  'rejection',
  'greedy-rejection',
  'a-star-branching',
];
const local = localRandomness({ seed: 'plans' });
const root = new URL('../../', import.meta.url);
const vega = (name) => readFileSync(new URL(`node_modules/vega-datasets/data/${name}`, root), 'utf8');

/** Every `step`-th of rows, ROWS of them. */
function thinned(rows) {
  const step = Math.max(1, Math.floor(rows.length / ROWS));
  return rows.filter((_, i) => i % step === 0).slice(0, ROWS);
}

function csvColumns(text, ...names) {
  const [head, ...lines] = text.trim().split('\n');
  const places = names.map((name) => head.split(',').indexOf(name));
  const rows = thinned(lines).map((line) => line.split(','));
  return places.map((place) => Float64Array.from(rows, (row) => Number(row[place])));
}

function earthquakes() {
  const { features } = JSON.parse(vega('earthquakes.json'));
  const rows = thinned(features.filter(({ properties }) => properties.rms !== null && properties.gap !== null));
  return {
    magnitudes: Float64Array.from(rows, ({ properties }) => properties.mag),
    // No uncertainty is stored: the wider the gap between stations and the residual, the wider the law.
    spreads: Float64Array.from(rows, ({ properties }) => 0.1 + 0.3 * properties.rms + properties.gap / 2000),
  };
}

function dataSets() {
  const [humidity, temperature] = csvColumns(
    readFileSync(new URL('data/sensor-readings.csv', root), 'utf8'),
    'humidity',
    'temperature',
  );
  const [tempMax] = csvColumns(vega('seattle-weather.csv'), 'temp_max');
  const { magnitudes, spreads } = earthquakes();
  return [
    [
      'sensor readings',
      [
        { law: 'normal', mu: humidity, sigma: 3 },
        { law: 'normal', mu: temperature, sigma: 0.4 },
      ],
    ],
    [
      'temperatures, cut normal',
      [
        {
          law: 'truncatedNormal',
          mu: tempMax,
          sigma: 0.5,
          lower: tempMax.map((x) => x - 2),
          upper: tempMax.map((x) => x + 2),
        },
      ],
    ],
    ['earthquakes, a deviation per row', [{ law: 'normal', mu: magnitudes, sigma: spreads }]],
  ];
}

/** The first rows of all columns. */
function firstRows(columns, rows) {
  const cut = (value) => (ArrayBuffer.isView(value) ? value.subarray(0, rows) : value);
  return columns.map((column) => Object.fromEntries(Object.entries(column).map(([name, value]) => [name, cut(value)])));
}

export async function planRateTables() {
  const predicted = new Verdicts('The planner: predicted bits per value over those of the file, within 5 %');
  const chosen = new Verdicts('auto by size: bytes over those of each method by its defaults, at most 1.03');
  for (const [name, columns] of dataSets()) {
    const settings = { columns: columns.map((_, i) => ({ name: `x${i}` })), key: { seed: name }, local };
    const targets = { rows: columns[0].mu.length, columns };
    const plan = planChannel({ targets, methods: EXACT });
    const slow = new Set(plan.methods.filter((row) => row.nanosecondsPerValue > SLOW).map((row) => row.method));
    for (const row of plan.methods.filter(({ method }) => !slow.has(method))) {
      const { bytes } = await encode(targets, { ...settings, method: row.method, block: row.dimension });
      const ratio = row.bitsPerValue / ((8 * bytes.length) / (targets.rows * columns.length));
      const title = `${name}: ${row.method}, ${row.dimension} values a block`;
      predicted.add(title, ratio, 1 + PREDICTION, Math.abs(ratio - 1) <= PREDICTION);
    }
    for (const method of EXACT) {
      const rows = slow.has(method) ? FEW_ROWS : targets.rows;
      const some = { rows, columns: firstRows(columns, rows) };
      const auto = await encode(some, { ...settings, prefer: 'size' });
      const file = await encode(some, { ...settings, method }).catch((error) => error);
      if (file instanceof Error) {
        chosen.add(`${name}: ${method}`, `does not apply (${file.code})`, ALLOWANCE, 'code' in file);
        continue;
      }
      const ratio = auto.bytes.length / file.bytes.length;
      const title = `${name}: ${auto.report.method} over ${method}, ${rows} rows`;
      chosen.add(title, ratio, ALLOWANCE, ratio <= ALLOWANCE);
    }
  }
  return [predicted, chosen];
}
