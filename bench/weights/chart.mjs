/** docs/weights.svg: bytes of each network at equal output error, in multiples of affine codes with brotli. */
import { writeFileSync } from 'node:fs';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { linesOf } from './summary.mjs';

const SERIES = [
  ['affine, brotli', '#b9bfca', ({ brotli }) => brotli.bytes],
  ['affine, order 0', '#7b8494', ({ orderZero }) => orderZero.bytes],
  ['rounding', '#c2410c', ({ at }) => at('rounding')?.bytes],
  ['universal', '#7aa7d9', ({ at }) => at('universal')?.bytes],
  ['lattice', '#2563a8', ({ at }) => at('lattice')?.bytes],
];

export function drawWeights(networks) {
  const lines = linesOf(networks);
  const names = lines.map(nameOf);
  const dots = lines
    .flatMap((line) =>
      SERIES.map(([series, colour, bytes]) => ({
        name: nameOf(line),
        series,
        colour,
        share: bytes(line) / line.brotli.bytes,
      })),
    )
    .filter(({ share }) => Number.isFinite(share));
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = Plot.plot({
    document,
    width: 760,
    height: 90 + 26 * names.length,
    marginLeft: 190,
    marginRight: 30,
    marginTop: 40,
    marginBottom: 44,
    style: { fontSize: '13px', fontFamily: 'system-ui, sans-serif', background: 'white', color: '#1f2430' },
    x: {
      domain: [0, 1.05],
      labelOffset: 38,
      label: 'bytes, in multiples of affine codes per tensor with brotli 11',
      grid: true,
    },
    y: { label: null, domain: names },
    marks: [
      Plot.ruleX([0]),
      Plot.dot(dots, { x: 'share', y: 'name', r: 6, fill: 'colour' }),
      ...SERIES.map(([series, fill], i) =>
        Plot.text([series], {
          frameAnchor: 'top',
          dx: 118 * (i - 2),
          dy: -22,
          fill: i === 0 ? '#7b8494' : fill,
          text: (text) => `\u25cf ${text}`,
        }),
      ),
    ],
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute(
    'aria-label',
    'Bytes of networks at equal output error: affine codes with brotli, with an order-0 coder, and samplewire by method',
  );
  writeFileSync(new URL('../../docs/weights.svg', import.meta.url), `${svg.outerHTML.replace(/(\.\d\d)\d+/g, '$1')}\n`);
}

function nameOf({ network: { name }, limit }) {
  return `${name}, e = ${limit}`;
}
