/**
 * npm run notebooks [-- NUMBERS]: notebooks/src/N-NAME.md become notebooks/N-NAME.ipynb, run in Deno's kernel, rendered to
 * docs/notebooks. Installs what is missing: packages of docs/site by npm, jupyter by apt-get (as root on Debian).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notebookOf, textOf } from './cells.mjs';

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const wanted = process.argv.slice(2);

// Debian's Python has Debian's packages; another one may stand before it in the path.
const findPython = () =>
  ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-c', 'import jupyter_client']).status === 0);
const APT = ['python3', 'jupyter-core', 'jupyter-client'];
if (findPython() === undefined) {
  const apt = ['install', '-y', '-qq', '--no-install-recommends', ...APT];
  spawnSync('apt-get', ['update', '-qq']);
  const { status } = spawnSync('apt-get', apt, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`jupyter is missing: apt-get install ${APT.join(' ')}`);
}
if (!existsSync(path('docs/site/node_modules/deno'))) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: path('docs/site'),
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('npm ci in docs/site failed');
}
const { coloured, escaped, page, rendered } = await import('./page.mjs');

const all = readdirSync(path('notebooks/src'))
  .filter((name) => name.endsWith('.md'))
  .sort();
const names = all.map((name) => name.replace(/\.md$/, ''));
mkdirSync(path('docs/notebooks'), { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'samplewire-notebooks-'));
let failed = 0;
try {
  writeKernel(folder);
  for (const name of names) {
    if (wanted.length > 0 && !wanted.includes(name.split('-')[0])) continue;
    const started = performance.now();
    const file = path(`notebooks/${name}.ipynb`);
    writeFileSync(
      file,
      `${JSON.stringify(notebookOf(readFileSync(path(`notebooks/src/${name}.md`), 'utf8')), null, 1)}\n`,
    );
    const executedFile = join(folder, `${name}.ipynb`);
    const run = [path('docs/site/run.py'), join(folder, 'kernels'), file, executedFile];
    const { status, stderr } = spawnSync(findPython(), run, {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    if (status !== 0) {
      console.log(`${name} failed\n${stderr.split('\n').slice(-40).join('\n')}`);
      failed++;
      continue;
    }
    const executed = JSON.parse(readFileSync(executedFile, 'utf8'));
    const html = htmlOf(executed, name);
    writeFileSync(path(`docs/notebooks/${name}.html`), html);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${name.padEnd(32)} ${seconds.padStart(5)} s  ${(html.length / 1000).toFixed(0)} kB`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(path('docs/notebooks/README.md'), index());
process.exitCode = failed === 0 ? 0 : 1;

/** A kernel specification of our own, so that nothing is written to the user's home. */
function writeKernel(to) {
  const require = createRequire(import.meta.url);
  const libc = process.platform === 'linux' ? '-glibc' : '';
  const binary = `@deno/${process.platform}-${process.arch}${libc}`;
  const program = join(
    dirname(require.resolve(`${binary}/package.json`)),
    process.platform === 'win32' ? 'deno.exe' : 'deno',
  );
  const argv = [program, 'jupyter', '--kernel', '--conn', '{connection_file}'];
  mkdirSync(join(to, 'kernels/deno'), { recursive: true });
  writeFileSync(
    join(to, 'kernels/deno/kernel.json'),
    JSON.stringify({ argv, display_name: 'Deno', language: 'typescript' }),
  );
}

function htmlOf({ cells }, name) {
  const at = names.indexOf(name);
  const link = (to, text) => (to === undefined ? '' : `<a href="${to}.html">${text} ${titleOf(to)}</a> `);
  const links = `<nav>${link(names[at - 1], '&larr;')}${link(names[at + 1], '&rarr;')}</nav>`;
  const body = cells.map((cell) =>
    cell.cell_type === 'markdown'
      ? rendered(textOf(cell.source))
      : `${coloured(textOf(cell.source), 'ts')}\n<div class="out">${cell.outputs.map(output).join('\n')}</div>`,
  );
  return page(titleOf(name), `${links}\n${body.join('\n')}\n${links}`);
}

function output({ data, text, output_type: type }) {
  if (type === 'stream') return `<pre>${escaped(textOf(text)).trimEnd()}</pre>`;
  if (data?.['image/svg+xml'] !== undefined) return textOf(data['image/svg+xml']);
  if (data?.['text/html'] !== undefined) return textOf(data['text/html']);
  const plain = textOf(data?.['text/plain'] ?? '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the kernel colours what it prints
  return plain === '' || plain === 'undefined' ? '' : `<pre>${escaped(plain.replace(/\u001b\[\d+m/g, ''))}</pre>`;
}

function titleOf(name) {
  return /^# (.*)$/m.exec(readFileSync(path(`notebooks/src/${name}.md`), 'utf8'))[1];
}

function index() {
  const lines = names.map((name) => `1. [${titleOf(name)}](${name}.html) ([notebook](../../notebooks/${name}.ipynb))`);
  return `# Notebooks

${lines.join('\n')}

Sources are \`notebooks/src\`; \`npm run notebooks\` writes the notebooks, runs them in Deno's kernel and renders these pages. To work in one:
\`npm run build\`, \`docs/site/node_modules/.bin/deno jupyter --install\`, and open it with Jupyter.
`;
}
