/** docs/methods.svg: what each method pays above the information, and its time, over the rate of a Gaussian channel. */
import { writeFileSync } from 'node:fs';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** The lines of the chart: method, block, name, colour. */
const LINES = [
  ['gaussian-channel', 8, 'Gaussian channel, E8', '#c2410c'],
  ['layered', 1, 'layered', '#d97706'],
  ['hybrid', 8, 'hybrid, 8', '#2563a8'],
  ['hybrid', 1, 'hybrid, 1', '#7aa7d9'],
  ['poisson-functional-representation', 1, 'PFR', '#15803d'],
  ['rejection', 1, 'rejection', '#7c3aed'],
  ['minimal-random', 1, 'minimal random', '#6b7280'],
  ['a-star-branching', 1, 'A*, branching', '#be185d'],
];

export function drawMethods(cases) {
  const gaussian = cases.filter(({ key }) => key.startsWith('gaussian-'));
  const points = LINES.flatMap(([method, dimension, name, colour]) =>
    gaussian.flatMap(({ informationBits, rows }) =>
      rows
        .filter((row) => row.method === method && row.dimension === dimension && row.needs === undefined)
        .map((row) => ({ rate: String(informationBits), name, colour, ...row })),
    ),
  );
  const rates = gaussian.map(({ informationBits }) => String(informationBits));
  const left = panel(points, rates, 'aboveInformation', 'bits above the information, per value', (bits) => bits, 170);
  const right = panel(points, rates, 'microseconds', 'microseconds per value, sender', (time) => time, 170);
  left.setAttribute('x', '0');
  right.setAttribute('x', '490');
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="980" height="400" viewBox="0 0 980 400" role="img" ' +
      'aria-label="Bits above the information and time per value of the methods, over the rate of a Gaussian channel">',
    '<rect width="980" height="400" fill="white"/>',
    left.outerHTML,
    right.outerHTML,
    '</svg>',
  ].join('\n');
  writeFileSync(new URL('../../docs/methods.svg', import.meta.url), `${svg.replace(/(\.\d\d)\d+/g, '$1')}\n`);
}

function panel(points, rates, y, label, value, marginRight) {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = Plot.plot({
    document,
    width: 490,
    height: 400,
    marginLeft: 52,
    marginRight,
    marginTop: 34,
    marginBottom: 46,
    style: { fontSize: '13px', fontFamily: 'system-ui, sans-serif', background: 'white', color: '#1f2430' },
    x: { type: 'point', domain: rates, label: 'information, bits per value', labelOffset: 40, labelAnchor: 'center' },
    y: { type: 'log', label, grid: true, tickFormat: (tick) => String(Number(tick.toPrecision(1))) },
    marks: [
      Plot.line(points, { x: 'rate', y: (point) => value(point[y]), z: 'name', stroke: 'colour', strokeWidth: 1.8 }),
      Plot.dot(points, { x: 'rate', y: (point) => value(point[y]), fill: 'colour', r: 3.5 }),
      Plot.text(labels(points, y), {
        x: 'rate',
        y: 'at',
        text: 'name',
        fill: 'colour',
        dx: 10,
        textAnchor: 'start',
      }),
    ],
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return svg;
}

/** A name beside the last point of its line, moved apart from its neighbours on the log scale. */
function labels(points, y) {
  const last = new Map();
  for (const point of points) last.set(point.name, point);
  const logs = points.map((point) => Math.log(point[y]));
  const gap = (Math.max(...logs) - Math.min(...logs)) / 20;
  const sorted = [...last.values()].sort((a, b) => a[y] - b[y]);
  let before = Number.NEGATIVE_INFINITY;
  return sorted.map((point) => {
    before = Math.max(Math.log(point[y]), before + gap);
    return { ...point, rate: points.at(-1).rate, at: Math.exp(before) };
  });
}
