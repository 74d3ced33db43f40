/**
 * npm run bench [-- NAMES] [-- --check]: what this library costs, each case beside its plain form and beside a C program
 * with the same algorithm (gcc -O3 -march=native), in the same run, round by round. Read the ratios: times are of this
 * machine at this moment. A case file is bench/cases/NAME.mjs and exports `cases()`; all of them without a name.
 *
 * Writes bench/results/NAME.json and NAME.md. With --check nothing is written: a ratio against the plain form that is
 * more than 30 % below the committed one fails. With --chart the chart is drawn from all results.
 *
 * A case file that exports `report()` instead compares something else than times with a reference (simulators: the methods);
 * --case FILE gives it a case of the caller's own, and then nothing is written.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { drawChart } from './chart.mjs';
import { measure } from './harness.mjs';
import { missingTools } from './reference.mjs';
import { tableLines } from './table.mjs';

/** A ratio may lose this share before the check fails. */
const TOLERANCE = 0.3;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    chart: { type: 'boolean', default: false },
    case: { type: 'string' },
  },
});
const folder = new URL('./cases/', import.meta.url);
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.slice(0, -4))
  .sort();
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`"names" expected ${known.join(', ')}, got ${unknown.join(', ')}`);
  process.exit(2);
}

const results = (name, type) => new URL(`./results/${name}.${type}`, import.meta.url);
let lost = 0;
for (const line of missingTools()) console.log(line);
for (const name of options.chart && positionals.length === 0 ? [] : positionals.length > 0 ? positionals : known) {
  const { cases, report, title } = await import(new URL(`${name}.mjs`, folder).href);
  if (report !== undefined) {
    if (!options.check) await compare(name, title, report);
    continue;
  }
  const rows = [];
  for (const single of await cases()) {
    rows.push(await measure(single));
    if (process.stderr.isTTY) process.stderr.write(`${rows.at(-1).name}\n`);
  }
  const lines = tableLines(rows);
  console.log(`\n${title}\n\n${lines.join('\n')}`);
  if (options.check) lost += losses(name, rows);
  else keep(name, title, { rows }, lines);
}
if (options.chart) {
  const timed = known.filter((name) => existsSync(results(name, 'json'))).map(read);
  drawChart(timed.filter(({ rows }) => rows !== undefined));
}
if (options.check) console.log(lost === 0 ? '\nno ratio was lost' : `\n${lost} ratios were lost`);
process.exitCode = lost === 0 ? 0 : 1;

/** A report is printed; of the standard cases it is kept, with its chart. */
async function compare(name, title, report) {
  const found = report({ caseFile: options.case });
  const made = options.case === undefined ? await found : await found.catch(inOneLine);
  // What it needs is missing, and it has said so.
  if (made === undefined) return;
  const { cases, lines, draw, cores } = made;
  console.log(`\n${title}\n\n${lines.join('\n')}`);
  if (options.case !== undefined) return;
  keep(name, title, { cases }, lines, cores);
  draw();
}

/** What is wrong with a case of the caller's own. */
function inOneLine({ message }) {
  console.error(`--case ${options.case}: ${message}`);
  process.exit(2);
}

function read(name) {
  return JSON.parse(readFileSync(results(name, 'json'), 'utf8'));
}

function keep(name, title, measured, lines, cores = 'one core') {
  const machine = { node: process.version, processor: cpus()[0]?.model ?? 'unknown' };
  writeFileSync(results(name, 'json'), `${JSON.stringify({ name, title, machine, ...measured }, null, 1)}\n`);
  writeFileSync(
    results(name, 'md'),
    `# ${title}\n\nNode ${machine.node}, ${machine.processor}, ${cores}. \`npm run bench -- ${name}\`\n\n${lines.join('\n')}\n`,
  );
}

/** Rows whose speed-up over the plain form is lost, said one by one. */
function losses(name, rows) {
  if (!existsSync(results(name, 'json'))) return 0;
  const committed = new Map(read(name).rows.map((row) => [row.name, row]));
  let count = 0;
  for (const row of rows) {
    const before = committed.get(row.name)?.ratios.plain?.median;
    const now = row.ratios.plain?.median;
    if (before === undefined || now === undefined || now >= (1 - TOLERANCE) * before) continue;
    console.log(`LOST  ${row.name}: ${now.toFixed(2)} times its plain form, committed ${before.toFixed(2)}`);
    count++;
  }
  return count;
}
