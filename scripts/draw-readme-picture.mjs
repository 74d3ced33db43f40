/**
 * node scripts/draw-readme-picture.mjs (on the build): docs/readings.svg, what a noisy sensor reading costs. The bundled
 * humidity readings get normal noise of 3 percent; they are sent as numbers, compressed, and by hybrid coding.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { localRandomness } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { encode } from 'samplewire/rcc';

const SIGMA = 3;
const rows = readFileSync(new URL('../data/sensor-readings.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);
const mu = Float64Array.from(rows, (row) => Number(row.split(',')[1]));
const random = localRandomness({ seed: 'noise' }).block(0);
const noisy = Float64Array.from(mu, (reading) => normal(reading, SIGMA).sample(random));

const bits = (bytes) => (8 * bytes.length) / mu.length;
const text = (digits) => Buffer.from(Array.from(noisy, (x) => x.toFixed(digits)).join('\n'));
const bars = [
  { name: 'noisy reading, float32', bits: 32 },
  { name: 'noisy reading, 2 decimals, brotli', bits: bits(brotliCompressSync(text(2))) },
  { name: 'noisy reading, 0 decimals, brotli', bits: bits(brotliCompressSync(text(0))) },
];
let information = 0;
for (const block of [1, 2, 4, 8]) {
  const { bytes, report } = await encode(
    { rows: mu.length, columns: [{ law: 'normal', mu, sigma: SIGMA }] },
    {
      method: 'hybrid',
      columns: [{ name: 'humidity' }],
      block,
      key: { seed: 'picture' },
      local: localRandomness({ seed: 'picture' }),
    },
  );
  bars.push({ name: `samplewire, blocks of ${block}`, bits: bits(bytes), ours: true });
  information = report.informationBits / report.values;
}

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const svg = Plot.plot({
  document,
  width: 760,
  height: 300,
  marginLeft: 220,
  marginRight: 60,
  marginTop: 34,
  marginBottom: 44,
  style: { fontSize: '13px', fontFamily: 'system-ui, sans-serif', background: 'white', color: '#1f2430' },
  x: { labelOffset: 38, label: 'bits for one noisy reading, whole file', domain: [0, 34], grid: true, nice: false },
  y: { label: null, domain: bars.map(({ name }) => name) },
  marks: [
    Plot.barX(bars, { x: 'bits', y: 'name', fill: ({ ours }) => (ours ? '#2563a8' : '#b9bfca') }),
    Plot.text(bars, { x: 'bits', y: 'name', text: ({ bits: value }) => value.toFixed(1), dx: 6, textAnchor: 'start' }),
    Plot.ruleX([information], { stroke: '#c2410c', strokeWidth: 2 }),
    Plot.text([information], {
      x: (x) => x,
      frameAnchor: 'top',
      dy: -18,
      dx: 4,
      textAnchor: 'start',
      fill: '#c2410c',
      text: () => `what the noisy reading tells: ${information.toFixed(1)} bits`,
    }),
  ],
});
svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
writeFileSync(new URL('../docs/readings.svg', import.meta.url), `${svg.outerHTML.replace(/(\.\d\d)\d+/g, '$1')}\n`);
for (const { name, bits: value } of bars) console.log(name.padEnd(36), value.toFixed(2));
console.log('information'.padEnd(36), information.toFixed(2));
