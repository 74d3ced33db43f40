/**
 * npm run verify:generator [-- --crush LAYOUT]: TestU01's SmallCrush on the shared words in the orders in which a decoder meets
 * them, two minutes; with --crush its Crush on one of them, about an hour. Needs gcc and Debian's libtestu01-0-dev
 * (non-free). Ends with 1 where a p-value is outside 1e-10 .. 1 - 1e-10, TestU01's word for a clear failure; writes
 * bench/results/generator-tests.md where SmallCrush ran on all.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sharedRandomness } from 'samplewire/core';
import { keyWords } from '../bench/key-words.mjs';
import { finish, Verdicts } from './verify/table.mjs';

const SEED = 'generator tests';
const FAILED = 1e-10;
const shared = sharedRandomness(SEED);
const folder = fileURLToPath(new URL('../.tmp/generator/', import.meta.url));
const source = fileURLToPath(new URL('./generator/layouts.c', import.meta.url));
const record = new URL('../bench/results/generator-tests.md', import.meta.url);

/** Each layout: what it is, and its i-th word by the library's own addresses. */
const LAYOUTS = {
  array: ['dithers of an array: words 0 .. 65,535, block by block', (i) => at(Math.floor(i / 65_536), 0, i % 65_536)],
  layers: [
    'scale words of layers: words 2^16 .. 5 2^16 - 1, block by block',
    (i) => at(Math.floor(i / 262_144), 0, 65_536 + (i % 262_144)),
  ],
  'candidates-1': ['a search, d = 1: word 0 of candidate after candidate', (i) => at(0, i, 0)],
  'candidates-4': ['a search, d = 4', (i) => at(0, Math.floor(i / 4), i % 4)],
  'candidates-8': ['a search, d = 8', (i) => at(0, Math.floor(i / 8), i % 8)],
  'blocks-1': ['block after block, d = 1: word 0 of candidate 0', (i) => at(i, 0, 0)],
  'blocks-4': ['block after block, d = 4', (i) => at(Math.floor(i / 4), 0, i % 4)],
  'short-searches': [
    'ten candidates of every block, d = 4',
    (i) => at(Math.floor(i / 40), Math.floor(i / 4) % 10, i % 4),
  ],
};

function at(block, candidate, word) {
  return shared.block(block).word(candidate, word) >>> 0;
}

const program = compiled();
const crush = process.argv.indexOf('--crush');
const wanted = crush > 0 ? [process.argv[crush + 1]] : Object.keys(LAYOUTS);
const battery = crush > 0 ? 'crush' : 'small-crush';
const table = new Verdicts(`philox4x32-10, ${crush > 0 ? 'Crush' : 'SmallCrush'}: least and greatest p-value`);
const lines = [];
for (const name of wanted) {
  if (LAYOUTS[name] === undefined) throw new Error(`no layout ${name}: ${Object.keys(LAYOUTS).join(', ')}`);
  const [meaning, wordAt] = LAYOUTS[name];
  const printed = await run(program, [name, battery, ...keyWords(SEED).map(String)]);
  const first = /^first (.*)$/m.exec(printed)[1].split(' ').map(Number);
  first.forEach((word, i) => {
    if (word !== wordAt(i)) throw new Error(`${name}: word ${i} is ${word}, the library has ${wordAt(i)}`);
  });
  const [, tests, low, high] = /^done (\d+) (\S+) (\S+)$/m.exec(printed);
  const suspects = [...printed.matchAll(/^suspect (.*)$/gm)].map(([, test]) => test);
  const passed = Number(low) > FAILED && Number(high) < 1 - FAILED;
  table.add(name, Number(low), Number(high), passed);
  lines.push(`| ${name} | ${meaning} | ${tests} | ${low} | ${high} | ${suspects.join('; ') || 'none'} |`);
}
table.print();
if (crush < 0) {
  const text = `# Generator: philox4x32-10 under TestU01

SmallCrush of TestU01 1.2.3 on the words of the seed \`${SEED}\`, in the orders in which a decoder meets them.
\`npm run verify:generator\`

| layout | words | p-values | least | greatest | outside 0.001 .. 0.999 |
|---|---|---|---|---|---|
${lines.join('\n')}
`;
  writeFileSync(record, text);
}
finish(table);

function compiled() {
  const tools = [
    ['gcc', ['--version'], 'gcc'],
    [
      'gcc',
      ['-E', '-I/usr/include/testu01', '-include', 'bbattery.h', '-x', 'c', '/dev/null'],
      'libtestu01-0-dev (non-free)',
    ],
  ];
  for (const [tool, args, wantedPackage] of tools) {
    if (spawnSync(tool, args, { stdio: 'ignore' }).status === 0) continue;
    console.error(`verify:generator: the Debian package ${wantedPackage} is missing`);
    process.exit(1);
  }
  mkdirSync(folder, { recursive: true });
  const target = `${folder}layouts`;
  const libraries = ['-ltestu01', '-ltestu01probdist', '-ltestu01mylib', '-lm'];
  const { status, stderr } = spawnSync('gcc', ['-O3', '-I/usr/include/testu01', '-o', target, source, ...libraries], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`gcc layouts.c: ${stderr}`);
  return target;
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (data) => {
      printed += data;
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(printed) : reject(new Error(`${command} ended with ${code}`))));
  });
}
