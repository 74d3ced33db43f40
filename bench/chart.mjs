/** docs/performance.svg: how far each case is from C, and what it gained over its plain form, from the committed results. */
import { writeFileSync } from 'node:fs';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const OURS = '#2563a8';
const PLAIN = '#b9bfca';

export function drawChart(results) {
  const bars = results.flatMap(({ rows }) =>
    rows
      .filter(({ nanoseconds }) => nanoseconds.c !== undefined)
      .flatMap(({ name, nanoseconds }) =>
        [
          { name, form: 'plain TypeScript', times: nanoseconds.plain / nanoseconds.c },
          { name, form: 'samplewire', times: nanoseconds.samplewire / nanoseconds.c },
        ].filter(({ times }) => Number.isFinite(times)),
      ),
  );
  const names = [...new Set(bars.map(({ name }) => name))];
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = Plot.plot({
    document,
    width: 760,
    height: 70 + 24 * names.length,
    marginLeft: 280,
    marginRight: 50,
    marginTop: 34,
    marginBottom: 44,
    style: { fontSize: '13px', fontFamily: 'system-ui, sans-serif', background: 'white', color: '#1f2430' },
    x: { type: 'log', labelOffset: 38, label: "time, in multiples of the C program's", grid: true },
    y: { label: null, domain: names },
    marks: [
      Plot.ruleX([1], { stroke: '#c2410c', strokeWidth: 2 }),
      Plot.dot(bars, { x: 'times', y: 'name', r: 6, fill: ({ form }) => (form === 'samplewire' ? OURS : PLAIN) }),
      Plot.text(
        bars.filter(({ form }) => form === 'samplewire'),
        {
          x: 'times',
          y: 'name',
          text: ({ times }) => times.toFixed(1),
          dx: 10,
          textAnchor: 'start',
          stroke: 'white',
          fill: OURS,
        },
      ),
      ...legend(Plot, [
        ['samplewire', OURS, 0],
        ['plain TypeScript', '#7b8494', 110],
      ]),
      Plot.text([1], { x: (x) => x, frameAnchor: 'top', dy: -18, fill: '#c2410c', text: () => 'C, gcc -O3' }),
    ],
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', 'Times of samplewire (blue) and of its plain forms (grey) in multiples of C');
  writeFileSync(
    new URL('../docs/performance.svg', import.meta.url),
    `${svg.outerHTML.replace(/(\.\d\d)\d+/g, '$1')}\n`,
  );
}

function legend({ text }, entries) {
  return entries.map(([name, fill, dx]) =>
    text([name], { frameAnchor: 'top', dx, dy: -18, fill, text: (shown) => `\u25cf ${shown}`, textAnchor: 'start' }),
  );
}
