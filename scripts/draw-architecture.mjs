/**
 * npm run docs:architecture [-- --check]: docs/architecture.svg and the table of layers in docs/architecture.md, from the
 * imports of src. With --check nothing is written: ends with 1 where what is committed is not what the imports say.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { heights, layersOf } from './architecture/imports.mjs';
import { drawLayers } from './architecture/picture.mjs';

/** What each layer is for; a new layer is a new line. */
const PURPOSE = {
  index: 'what most users need, under one name',
  core: 'errors, checks, bytes; `math`, the same bits on every engine; `random`, shared and local; the WebAssembly kernels',
  distributions: 'laws, density ratios with certified bounds, divergences, fits',
  entropy: 'integer frequency models, range coder and rANS, codecs and their combinators',
  container: 'the `.swr` format: writer, reader, salvage',
  rcc: 'proposals, selections, message codes; channels over whole arrays and files; the planner',
  expressions: 'distributions and parameters as text',
  'compress-ml': 'weights of networks: tensor files, quantizers, budgets',
  'compress-ml/tfjs': 'the same inside TensorFlow.js, and what training needs',
  'platform/browser': 'byte sources and threads, as the web has them',
  'platform/node': 'the same and files; reached as `#platform`, which bundlers for browsers map to the twin',
  workers: 'a pool of threads for large arrays',
  cli: 'the command',
  testing: 'arbitraries, goodness of fit, and the laws that users run on their own objects',
};
const [BEGIN, END] = ['<!-- layers: written by npm run docs:architecture -->', '<!-- end of layers -->'];

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const layers = layersOf(path('src'));
for (const { name } of layers) if (PURPOSE[name] === undefined) throw new Error(`${name}: no purpose in PURPOSE`);
const nameOf = (name) => (name === 'index' ? 'samplewire' : name);
const height = heights(layers);
const sorted = [...layers].sort((a, b) => height.get(a.name) - height.get(b.name) || (a.name < b.name ? -1 : 1));

const code = (names) => names.map((name) => `\`${name}\``).join(', ');
const table = [
  '| layer | what it holds | imports | packages |',
  '|---|---|---|---|',
  ...sorted.map(
    ({ name, imports, packages }) =>
      `| \`${nameOf(name)}\` | ${PURPOSE[name]} | ${code(imports.map(nameOf))} | ${code(packages)} |`,
  ),
].join('\n');

const guide = readFileSync(path('docs/architecture.md'), 'utf8');
const [before, after] = [guide.indexOf(BEGIN), guide.indexOf(END)];
if (before < 0 || after < 0) throw new Error(`docs/architecture.md has no "${BEGIN}"`);
const wanted = new Map([
  ['docs/architecture.md', `${guide.slice(0, before)}${BEGIN}\n\n${table}\n\n${guide.slice(after)}`],
  ['docs/architecture.svg', drawLayers(sorted, nameOf)],
]);
for (const [name, text] of wanted) {
  if (!process.argv.includes('--check')) writeFileSync(path(name), text);
  else if (readFileSync(path(name), 'utf8') !== text) {
    console.log(`${name} is not what the imports of src say: npm run docs:architecture`);
    process.exitCode = 1;
  }
}
