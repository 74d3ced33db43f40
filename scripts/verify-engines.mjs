/**
 * npm run verify:engines [-- --allow-missing]: one bundle of one program in several engines. A table of hashes, a row per
 * section and a column per engine; ends with 1 where engines differ, or where Node, Bun (JavaScriptCore) or gjs
 * (SpiderMonkey) did not run, unless missing ones are allowed. Recorded files, test/vectors/swr, must give the samples
 * that were recorded with them.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { hashOf } from './engines/common.mjs';
import { ENGINES } from './engines/engines.mjs';
import { optionsOf } from './golden-weights.mjs';

const SHOWN_DIGITS = 12;
const MARK = 'section ';
const root = fileURLToPath(new URL('..', import.meta.url));
const allowMissing = process.argv.includes('--allow-missing');
mkdirSync(join(root, 'node_modules/.cache/engines'), { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'samplewire-engines-'));
let failed = false;
try {
  const files = [...recordedFiles(), ...recordedWeights()];
  const { script, page } = await bundle(files);
  const columns = [];
  for (const { name, engine, required, find, run } of ENGINES) {
    const { program, missing } = find();
    if (missing !== undefined) {
      console.log(`${name}: ${missing}${required ? '' : ', optional'}`);
      if (required && !allowMissing) failed = true;
      continue;
    }
    try {
      const started = performance.now();
      const hashes = read(run(program, script, page));
      if (hashes.size === 0) throw new Error('it printed no hashes');
      console.log(`${name} (${engine}): ${((performance.now() - started) / 1000).toFixed(1)} s`);
      columns.push({ name, hashes });
    } catch (error) {
      console.log(`${name} (${engine}) failed: ${error.message}`);
      failed = true;
    }
  }
  print(columns, new Map(files.map(({ name, hash }) => [`file ${name}`, hash])));
  if (columns.length < 2) failed = true;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

/** Recorded files: bytes, seed, and the hash of the samples that they hold. */
function recordedFiles() {
  const vectors = join(root, 'test/vectors/swr');
  const names = readdirSync(vectors).filter((name) => name.endsWith('.swr'));
  return names.sort().map((name) => {
    const { seed, samples } = JSON.parse(readFileSync(join(vectors, name.replace(/swr$/, 'json')), 'utf8'));
    const big = Buffer.from(samples.join(''), 'hex');
    const wanted = Float64Array.from(samples, (_, i) => big.readDoubleBE(8 * i));
    return { name, seed, bytes: Array.from(readFileSync(join(vectors, name))), hash: hashOf([wanted]) };
  });
}

/** The same for files of weights: the hash of all tensors' bytes. */
function recordedWeights() {
  const vectors = join(root, 'test/vectors/weights');
  const names = readdirSync(vectors).filter((name) => name.endsWith('.swr'));
  return names.sort().map((name) => {
    const { sha256 } = JSON.parse(readFileSync(join(vectors, name.replace(/swr$/, 'json')), 'utf8'));
    const { seed } = optionsOf(name.replace(/\.swr$/, ''));
    return { name: `weights/${name}`, seed, bytes: Array.from(readFileSync(join(vectors, name))), hash: sha256 };
  });
}

/** The program as a plain script, and as a page. */
async function bundle(files) {
  const data = JSON.stringify(files.map(({ name, seed, bytes }) => ({ name, seed, bytes })));
  // gjs has print; a page has one that wants paper.
  const contents = `
    import { hashes } from './scripts/engines/vectors.mjs';
    const lines = hashes(${data}).map(([name, hash]) => '${MARK}' + hash + ' ' + name).join('\\n');
    if (typeof document === 'object') {
      document.body.appendChild(document.createElement('pre')).textContent = lines;
    } else if (typeof print === 'function') print(lines);
    else console.log(lines);`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'ascii',
    write: false,
  });
  const text = outputFiles[0].text;
  const [script, page] = [join(folder, 'vectors.js'), join(folder, 'vectors.html')];
  writeFileSync(script, text);
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><body><script>${text.replaceAll('</script', '<\\/script')}</script></body>`,
  );
  return { script, page };
}

function read(printed) {
  const lines = printed.split('\n').filter((line) => line.includes(MARK));
  return new Map(
    lines.map((line) => {
      const [hash, ...name] = line.slice(line.indexOf(MARK) + MARK.length).split(' ');
      return [name.join(' ').trim(), hash];
    }),
  );
}

function print(columns, recorded) {
  const sections = [...new Set(columns.flatMap(({ hashes }) => [...hashes.keys()]))];
  const rows = [['section', ...columns.map(({ name }) => name), 'recorded', 'verdict']];
  let differing = 0;
  for (const section of sections) {
    const hashes = columns.map((column) => column.hashes.get(section) ?? 'none');
    const wanted = recorded.get(section);
    const same = new Set(wanted === undefined ? hashes : [...hashes, wanted]).size === 1;
    if (!same) differing++;
    rows.push([
      section,
      ...[...hashes, wanted ?? ''].map((hash) => hash.slice(0, SHOWN_DIGITS)),
      same ? 'same' : 'DIFFERS',
    ]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
  console.log(`${sections.length - differing} sections the same in ${columns.length} engines, ${differing} differ`);
  if (differing > 0) failed = true;
}
