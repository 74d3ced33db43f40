/**
 * npm run verify:engines [-- --allow-missing]: one bundle of one program in several engines. A table of hashes, a row per
 * section and a column per engine; ends with 1 where engines differ, or where Node, Bun (JavaScriptCore) or gjs
 * (SpiderMonkey) did not run, unless missing ones are allowed. Recorded files are test/vectors/*.swr; the seed of one that
 * needs it is the text of the file of that name with `.seed` added.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ENGINES } from './engines/engines.mjs';

const SHOWN_DIGITS = 12;
const MARK = 'section ';
const root = fileURLToPath(new URL('..', import.meta.url));
const allowMissing = process.argv.includes('--allow-missing');
mkdirSync(join(root, 'node_modules/.cache/engines'), { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'samplewire-engines-'));
let failed = false;
try {
  const { script, page } = await bundle();
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
  print(columns);
  if (columns.length < 2) failed = true;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

/** The program as a plain script, and as a page. */
async function bundle() {
  const vectors = join(root, 'test/vectors');
  const files = readdirSync(vectors)
    .filter((name) => name.endsWith('.swr'))
    .sort();
  const recorded = files.map((name) => {
    const seed = join(vectors, `${name}.seed`);
    const bytes = JSON.stringify(Array.from(readFileSync(join(vectors, name))));
    return `{ name: ${JSON.stringify(name)}, bytes: Uint8Array.from(${bytes}), seed: ${existsSync(seed) ? JSON.stringify(readFileSync(seed, 'utf8').trim()) : 'undefined'} }`;
  });
  // gjs has print; a page has one that wants paper.
  const contents = `
    import { hashes } from './scripts/engines/vectors.mjs';
    const lines = hashes([${recorded.join(', ')}]).map(([name, hash]) => '${MARK}' + hash + ' ' + name).join('\\n');
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

function print(columns) {
  const sections = [...new Set(columns.flatMap(({ hashes }) => [...hashes.keys()]))];
  const rows = [['section', ...columns.map(({ name }) => name), 'verdict']];
  let differing = 0;
  for (const section of sections) {
    const hashes = columns.map((column) => column.hashes.get(section) ?? 'none');
    const same = new Set(hashes).size === 1;
    if (!same) differing++;
    rows.push([section, ...hashes.map((hash) => hash.slice(0, SHOWN_DIGITS)), same ? 'same' : 'DIFFERS']);
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
