/**
 * npm run readme:table: writes the README's table of methods and the measured lines of docs/methods.md from
 * bench/results/simulators.json; with --check it only compares. Both stand between comments. A method of files without a row
 * in the results gets none: run the bench first.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { methodNames } from '../dist/rcc/channel/methods.js';

const START = '<!-- methods: written by npm run readme:table -->';
const END = '<!-- end of methods -->';
const RATES = ['gaussian-0.05', 'gaussian-0.5', 'gaussian-2', 'gaussian-8'];
/** Where candidates and time are read. */
const AT = 'gaussian-2';

/** What each method is for, and what it guarantees; the order of the table. */
const METHODS = [
  ['universal', 'uniform, one width that both ends know', 'exactly uniform noise'],
  ['gaussian-channel', 'normal, a deviation that both ends know', 'exact'],
  ['layered', 'one unimodal noise (normal, Laplace, logistic, Student t, triangular) that both ends know', 'exact'],
  ['hybrid', 'any law that only the sender knows, bounded or not', 'exact; unbounded laws are split, not cut'],
  ['hybrid-cdf', 'any bounded law, where the coarse part needs a fixed alphabet', 'exact'],
  ['a-star-branching', 'single values, a ratio to the prior with one peak; narrow laws', 'exact'],
  ['greedy-poisson-branching', 'the same, many values of one law', 'exact to 1e-9'],
  ['poisson-functional-representation', 'low rates: laws not far from the prior; any shape, bounded ratio', 'exact'],
  ['rejection', 'the same, an index that does not depend on the sample', 'exact'],
  ['greedy-rejection', 'the same, for comparison', 'exact'],
  ['greedy-poisson', 'the same, for comparison', 'exact to 1e-9'],
  ['ordered-random', 'fixed work, no bounded ratio needed', 'within a total variation that the file states'],
  ['minimal-random', 'fixed work and fixed length', 'within a total variation that the file states'],
];

/** The lines of the table for what the bench kept. */
function tableLines({ cases }) {
  const rowsAt = new Map(cases.map(({ key, rows }) => [key, rows]));
  const head = [
    '`--method`',
    'your targets',
    'block',
    'bits above I = 0.05',
    '0.5',
    '2',
    '8',
    'candidates',
    'microseconds',
    'law',
  ];
  const body = METHODS.filter(([method]) => methodNames.includes(method)).flatMap(([method, targets, law]) => {
    const smallest = [1, 2, 4, 8].find((dimension) => RATES.some((key) => found(rowsAt.get(key), method, dimension)));
    const dimensions = method === 'hybrid' ? [1, 4, 8] : smallest === undefined ? [] : [smallest];
    return dimensions.map((dimension, i) => {
      const at = found(rowsAt.get(AT), method, dimension);
      return [
        i === 0 ? `\`${method}\`` : '',
        i === 0 ? targets : '',
        String(dimension),
        ...RATES.map((key) => above(found(rowsAt.get(key), method, dimension))),
        at?.needs === undefined && at !== undefined ? digits(at.candidates * dimension) : '',
        at?.needs === undefined && at !== undefined ? digits(at.microseconds) : '',
        i === 0 ? law : '',
      ];
    });
  });
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < 2 || i === head.length - 1 ? '---' : '---:'))), ...body.map(line)];
}

function found(rows, method, dimension) {
  return rows?.find((row) => row.method === method && row.dimension === dimension);
}

/** Two digits after the point, or how many candidates it would take. */
function above(row) {
  if (row === undefined) return '';
  const power = /10\^([\d.]+)/.exec(row.needs ?? '')?.[1];
  return row.needs === undefined
    ? row.aboveInformation.toFixed(2)
    : power === undefined
      ? ''
      : `(10^${Math.round(power)})`;
}

function digits(value) {
  return Number(value.toPrecision(2)).toLocaleString('en');
}

/** One line a method: bits above the information at each rate and block, candidates and time. */
function measuredLine({ cases }, method) {
  const at = (key) => cases.find((testCase) => testCase.key === key).rows.filter((row) => row.method === method);
  const dimensions = [...new Set(RATES.flatMap((key) => at(key).map(({ dimension }) => dimension)))].sort(
    (a, b) => a - b,
  );
  return dimensions
    .map((dimension) => {
      const rates = RATES.flatMap((key) => {
        const row = found(at(key), method, dimension);
        if (row === undefined) return [];
        const bits = row.needs === undefined ? `${row.aboveInformation.toFixed(2)} bits` : `needs ${row.needs}`;
        return [`${bits} at I = ${key.slice('gaussian-'.length)}`];
      });
      const shown = [...RATES].reverse().map((key) => [key, found(at(key), method, dimension)]);
      const [key, row] =
        shown.find(([key, row]) => key === AT && row?.needs === undefined && row !== undefined) ??
        shown.find(([, row]) => row !== undefined && row.needs === undefined) ??
        [];
      if (row === undefined) return `*Measured, blocks of ${dimension}:* ${rates.join(', ')}.`;
      const where = key === AT ? '' : ` at I = ${key.slice('gaussian-'.length)}`;
      const cost = `${digits(row.candidates * dimension)} candidates, ${digits(row.microseconds)} microseconds${where}`;
      return `*Measured, blocks of ${dimension}:* ${rates.join(', ')}; ${cost}.`;
    })
    .join('  \n');
}

const results = JSON.parse(readFileSync(new URL('../bench/results/simulators.json', import.meta.url), 'utf8'));
const isCheck = process.argv.includes('--check');

/** The file with what stands between comments made anew. */
function renew(path, make) {
  const file = new URL(path, import.meta.url);
  const text = readFileSync(file, 'utf8');
  const written = make(text);
  if (written === text) return;
  if (!isCheck) {
    writeFileSync(file, written);
    return;
  }
  console.log(`${path.slice(3)} and bench/results/simulators.json do not agree: npm run readme:table`);
  process.exitCode = 1;
}

renew('../README.md', (text) => {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`"README.md" expected the comments ${START} and ${END}`);
  return `${text.slice(0, start + START.length)}\n\n${tableLines(results).join('\n')}\n\n${text.slice(end)}`;
});
renew('../docs/methods.md', (text) =>
  text.replace(/(<!-- bench: ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, start, method, end) => {
    return `${start}${measuredLine(results, method)}\n${end}`;
  }),
);
