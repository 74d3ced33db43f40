/**
 * The page that shows how a model was compressed: what it costs, where the bytes went, tensor by tensor, and what other
 * sizes would have lost. One file, no script, no request.
 */
import { type CompressReport, methodSums, percent } from '../report/weights-summary.ts';
import { bitsPerValue, counted, grouped } from '../terminal/numbers.ts';
import { bytesChart } from './charts/bytes-chart.ts';
import { card, escaped, page, strong } from './html.ts';
import { type Chart, chartDrawer } from './plot.ts';
import { style } from './style.ts';

/** Bits per weight that fill a bar. */
const BAR_BITS = 16;
const COLORS: Readonly<Record<string, string>> = {
  rounding: 'var(--point)',
  universal: 'var(--accept)',
  lattice: 'var(--index)',
  exact: 'var(--framing)',
  float16: 'var(--muted)',
};

export async function weightsPage(report: CompressReport): Promise<string> {
  const draw = await chartDrawer();
  const key = report.keyStored ? 'The key of the dither is in the file.' : 'The receiver needs the same seed.';
  const repeat =
    `<section class="card wide"><h2>Do it again</h2><pre>${escaped(report.command)}</pre>` +
    `<p class="note">samplewire ${strong(report.samplewire)}. ${key}</p></section>`;
  return page({
    ...report,
    title: `${report.output}: ${counted(report.elements, 'weight')} in ${counted(report.bytes, 'byte')}`,
    style: `${style}${barStyle}`,
    headline: headline(report),
    cards: [curveCard(report, draw), methodsCard(report), tensorsCard(report), repeat],
  });
}

const barStyle = `
.bar { display: inline-block; width: 110px; height: 11px; border-radius: 3px; background: var(--line); vertical-align: -1px; margin-right: 8px; overflow: hidden; }
.bits { white-space: nowrap; }
.bar i { display: block; height: 100%; border-radius: 3px; }
@media (max-width: 480px) { .bar { width: 56px; } .shape { display: none; } }
`;

function headline({ elements, bytes, sourceBytes, relativeError, outputError }: CompressReport): string {
  const output =
    outputError === undefined
      ? ''
      : ` The output changes by ${strong(percent(outputError))} on the calibration inputs.`;
  return (
    `${strong(counted(elements, 'weight'))} in ${strong(counted(bytes, 'byte'))}: ` +
    `${strong(`${bitsPerValue(8 * bytes, elements)} bits`)} each, ${strong(percent(bytes / sourceBytes))} of the original, ` +
    `with an error of ${strong(percent(relativeError))} of the weights.${output}`
  );
}

function curveCard(report: CompressReport, draw: (chart: Chart) => string): string {
  const note =
    'What other sizes would lose, by the rates measured on samples of every tensor; the dot is this file. ' +
    'The error is the root mean square, each tensor relative to its own.';
  return card('Bytes against error', draw(bytesChart(report)), note);
}

function methodsCard(report: CompressReport): string {
  const rows = methodSums(report).map(
    ({ method, tensors, weights, bytes, bits }) =>
      `<tr><td><span class="swatch" style="background:${colorOf(method)}"></span>${escaped(method)} <span class="meaning">${counted(tensors, 'tensor')}</span></td>` +
      `<td class="number">${grouped(weights)}</td><td class="number">${bits.toFixed(2)} bits</td>` +
      `<td class="number">${grouped(bytes)} bytes</td></tr>`,
  );
  const payload = report.tensors.reduce((sum, { bytes }) => sum + bytes, 0);
  rows.push(
    `<tr><td><span class="swatch" style="background:var(--line)"></span>topology, names, framing</td>` +
      `<td class="number"></td><td class="number"></td><td class="number">${grouped(report.bytes - payload)} bytes</td></tr>`,
  );
  return `<section class="card"><h2>Where the bytes went</h2><table>${rows.join('')}</table></section>`;
}

function tensorsCard({ tensors }: CompressReport): string {
  const rows = tensors.map(({ name, shape, dtype, method, bytes, elements, relativeError }) => {
    const bits = (8 * bytes) / Math.max(1, elements);
    const width = Math.min(100, (100 * bits) / BAR_BITS).toFixed(1);
    return (
      `<tr><td>${escaped(name)} <span class="meaning shape">${escaped(`${dtype} ${shape.join('×')}`)}</span></td>` +
      `<td>${escaped(method)}</td>` +
      `<td class="bits"><span class="bar"><i style="width:${width}%;background:${colorOf(method)}"></i></span>${bits.toFixed(2)}</td>` +
      `<td class="number">${grouped(bytes)} bytes</td>` +
      `<td class="number">${relativeError === 0 ? 'kept' : percent(relativeError)}</td></tr>`
    );
  });
  const note = 'Bits per weight (a full bar is 16), bytes, and error relative to the root mean square of the tensor.';
  return `<section class="card wide"><h2>Tensor by tensor</h2><table>${rows.join('')}</table><p class="note">${note}</p></section>`;
}

function colorOf(method: string): string {
  return COLORS[method.split(',')[0]!] ?? 'var(--muted)';
}
