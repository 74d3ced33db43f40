/** Pictures of the notebooks: Observable Plot, drawn into a document of linkedom, shown as SVG by the kernel. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

export { Plot };
export const [BLUE, ORANGE, GREY, INK] = ['#2563a8', '#c2410c', '#b9bfca', '#1f2430'];

/** Options of Plot.plot, with the project's look. */
export function picture(options) {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = Plot.plot({
    document,
    width: 720,
    height: 300,
    marginLeft: 60,
    marginBottom: 44,
    marginTop: 28,
    marginRight: 24,
    style: { fontSize: '13px', fontFamily: 'system-ui, sans-serif', background: 'white', color: INK },
    ...options,
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const text = svg.outerHTML.replace(/(\.\d\d)\d+/g, '$1');
  return { [Symbol.for('Jupyter.display')]: () => ({ 'image/svg+xml': text }) };
}

/** A label in the plane of the picture. */
export const note = (x, y, text, fill = INK, textAnchor = 'start') =>
  Plot.text([{ x, y }], { x: 'x', y: 'y', text: () => text, fill, textAnchor });

/** Numbers from `from` to `to`, ends included. */
export const range = (from, to, steps = 240) =>
  Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);

/** The rows of a file of comma-separated values, as objects of texts. */
export function rowsOf(path) {
  const [head, ...lines] = Deno.readTextFileSync(path).trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
}
