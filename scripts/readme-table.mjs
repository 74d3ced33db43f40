/**
 * npm run readme:table: writes the README's table of methods from bench/results/simulators.json; with --check it only compares.
 * The table stands between two comments. A method of files without a row in the results gets none: run the bench first.
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

const readme = new URL('../README.md', import.meta.url);
const text = readFileSync(readme, 'utf8');
const [start, end] = [text.indexOf(START), text.indexOf(END)];
if (start < 0 || end < start) throw new Error(`"README.md" expected the comments ${START} and ${END}`);
const results = JSON.parse(readFileSync(new URL('../bench/results/simulators.json', import.meta.url), 'utf8'));
const written = `${text.slice(0, start + START.length)}\n\n${tableLines(results).join('\n')}\n\n${text.slice(end)}`;
if (!process.argv.includes('--check')) writeFileSync(readme, written);
else if (written !== text) {
  console.log('README.md and bench/results/simulators.json do not agree: npm run readme:table');
  process.exitCode = 1;
}
