/**
 * The page that shows how a file was sent: what it cost against what is possible, whether the received values follow
 * their targets, how to do it again. One file, no script, no request; a phone, a printer and a screen reader can use it.
 */
import { exactnessText, lawBytes, lawText, methodText } from '../report/describe.ts';
import type { SendReport } from '../report/send-report.ts';
import { type ColumnStatistics, FINE_BINS } from '../report/statistics.ts';
import { bitsPerValue, counted, grouped, short } from '../terminal/numbers.ts';
import { bitsChart, bitsParts } from './charts/bits-chart.ts';
import { searchChart } from './charts/search-chart.ts';
import { FEWEST_VALUES, transformChart, transformHistogram } from './charts/transform-chart.ts';
import { differencesChart, valuesChart } from './charts/values-chart.ts';
import { card, escaped, page, strong } from './html.ts';
import { type Chart, chartDrawer } from './plot.ts';
import { style } from './style.ts';

/** Columns that get charts of their own; a page of fifty columns is not read. */
const MAXIMAL_COLUMNS = 6;

export async function reportPage(report: SendReport, columns: readonly ColumnStatistics[]): Promise<string> {
  const draw = await chartDrawer();
  const shown = columns.slice(0, MAXIMAL_COLUMNS);
  const cards = [
    bitsCard(report, draw),
    searchCard(report, draw),
    ...shown.flatMap((column) => columnCards(column, draw)),
  ];
  if (columns.length > shown.length) {
    cards.push(`<p class="note">${columns.length - shown.length} more columns were sent and are not drawn.</p>`);
  }
  return page({
    ...report,
    title: `${report.output}: ${counted(report.values, 'value')} in ${counted(report.bytes, 'byte')}`,
    style,
    headline: headline(report),
    cards: [...cards, factsCard(report), repeatCard(report)],
  });
}

/** One sentence, the four numbers that matter: values, bytes, bits against information, distance from the law. */
function headline({
  values,
  bytes,
  informationBits,
  totalVariationBound,
  fileTotalVariationBound,
}: SendReport): string {
  const law =
    totalVariationBound === 0
      ? `every value follows its target ${strong('exactly')}`
      : totalVariationBound === 1
        ? `the law is approximate, ${strong('without a certificate')}`
        : `the law of the file is within ${strong(short(fileTotalVariationBound))} of its targets (total variation)`;
  return (
    `${strong(counted(values, 'value'))} went out in ${strong(counted(bytes, 'byte'))}: ` +
    `${strong(`${bitsPerValue(8 * bytes, values)} bits`)} each, of which ${strong(bitsPerValue(informationBits, values))} are information; ${law}.`
  );
}

function bitsCard(report: SendReport, draw: (chart: Chart) => string): string {
  const { values, bytes, informationBits } = report;
  const rows = bitsParts(report).map(
    ({ name, meaning, color, bits }) =>
      `<tr><td><span class="swatch" style="background:${color}"></span>${name} <span class="meaning">${meaning}</span></td>` +
      `<td class="number">${bitsPerValue(bits, values)}</td><td class="number">${grouped(Math.floor(bits / 8 + 0.5))} bytes</td>` +
      `<td class="number">${((100 * bits) / (8 * bytes)).toFixed(1)} %</td></tr>`,
  );
  const excess = bitsPerValue(8 * bytes - informationBits, values);
  const note = `The targets carry ${strong(bitsPerValue(informationBits, values))} bits per value beyond what the receiver knows before (divergence from the proposal). Paid above that: ${strong(excess)}.`;
  return `<section class="card"><h2>Where the bits went</h2>${draw(bitsChart(report))}<table>${rows.join('')}</table><p class="note">${note}</p></section>`;
}

function searchCard(report: SendReport, draw: (chart: Chart) => string): string {
  const { candidatesExamined, blocks, dimension, values } = report;
  const facts: [string, string][] = [
    ['candidates', grouped(candidatesExamined)],
    ['per value', short(candidatesExamined / values)],
    [`per block of ${counted(dimension, 'value')}`, short(candidatesExamined / blocks)],
    ['blocks', grouped(blocks)],
  ];
  const rows = facts.map(([name, fact]) => `<tr><td>${name}</td><td class="number">${fact}</td></tr>`);
  const note = 'Only the sender searches; the receiver rebuilds each value in one step.';
  return (
    `<section class="card"><h2>Candidates examined</h2>${draw(searchChart(report))}` +
    `<table>${rows.join('')}</table><p class="note">${note}</p></section>`
  );
}

function columnCards(column: ColumnStatistics, draw: (chart: Chart) => string): string[] {
  const { name, values, points, transformCounts } = column;
  const middle = transformCounts
    .subarray(FINE_BINS / 20, FINE_BINS - FINE_BINS / 20)
    .reduce((sum, count) => sum + count, 0);
  const drawn = points.length === values ? 'all of them' : `${grouped(points.length)} of them, evenly spaced,`;
  const valuesNote =
    `${strong(`${((100 * middle) / values).toFixed(1)} %`)} of ${grouped(values)} received values lie in the middle 90 % of ` +
    `their targets (the bars behind the dots); ${drawn} are drawn.`;
  const cards = [
    card(`${name}: received against original`, draw(valuesChart(column)) + draw(differencesChart(column)), valuesNote),
  ];
  if (values < FEWEST_VALUES) return cards;
  const histogram = transformHistogram(column);
  const { counts, inside } = histogram;
  const transformNote =
    `Where in its own target each value landed. Flat means that the law is right: ${strong(`${inside} of ${counts.length}`)} ` +
    'bars end inside the band, where a right law has all of them in 99 of 100 files.';
  return [...cards, card(`${name}: is the law right?`, draw(transformChart(name, histogram)), transformNote)];
}

function factsCard(report: SendReport): string {
  const facts: [string, string][] = [
    ...report.targets.map((target): [string, string] => ['target', target]),
    ...report.columns.flatMap(({ name, proposal }): [string, string][] => {
      return proposal === undefined
        ? []
        : [['proposal', `${name}: ${lawText(proposal)} (${counted(lawBytes(proposal), 'byte')})`]];
    }),
    ['method', methodText(report)],
    ['law', exactnessText(report)],
    ['rows', `${grouped(report.rows)}${report.rowsLeftOut === 0 ? '' : `, ${grouped(report.rowsLeftOut)} left out`}`],
    ['key', report.keyStored ? 'in the file' : 'outside the file: the receiver needs the same seed'],
  ];
  const rows = facts.map(([name, fact]) => `<tr><th scope="row">${name}</th><td>${escaped(fact)}</td></tr>`);
  return `<section class="card"><h2>What was decided</h2><table>${rows.join('')}</table></section>`;
}

function repeatCard({ command, samplewire }: SendReport): string {
  const note = `samplewire ${strong(samplewire)}. Every run draws fresh samples, unless both the seed and the local seed are given.`;
  return `<section class="card"><h2>Do it again</h2><pre>${escaped(command)}</pre><p class="note">${note}</p></section>`;
}
