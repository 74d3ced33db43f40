/**
 * npm run verify:mutants [-- NAME]: the exported laws bite. Seeded faults, among them those that libraries shipped, are
 * written into a copy of the package one at a time; the laws, run on that copy alone, must find each. First every suite must
 * pass on the unharmed copy.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faults } from './mutants/faults.mjs';
import { suites } from './mutants/suites.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const only = process.argv[2];
const SECONDS = 120;

mkdirSync(join(root, '.tmp'), { recursive: true });
const copy = mkdtempSync(join(root, '.tmp/mutants-'));
for (const name of ['dist', 'package.json']) cpSync(join(root, name), join(copy, name), { recursive: true });
for (const name of ['suites.mjs', 'run-suite.mjs']) cpSync(join(root, 'scripts/mutants', name), join(copy, name));
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** The law that a suite finds broken in the copy, or undefined. */
function lawBroken(suite) {
  const run = spawnSync(process.execPath, ['run-suite.mjs', suite], {
    cwd: copy,
    encoding: 'utf8',
    timeout: SECONDS * 1000,
  });
  if (run.error?.code === 'ETIMEDOUT') return { law: 'none', finding: `no end after ${SECONDS} s` };
  if (run.status !== 0)
    return { law: 'none', finding: `the suite ended without a law: ${run.stderr.trim().split('\n').at(-1)}` };
  return run.stdout.trim() === '' ? undefined : JSON.parse(run.stdout);
}

/** Runs with some files changed; a text to replace that is not there as often as it should be finds nothing. */
function withEdits(edits, run) {
  const originals = new Map();
  try {
    for (const { file, from, to, times = 1 } of edits) {
      const path = join(copy, 'dist', file);
      const text = readFileSync(path, 'utf8');
      const found = text.split(from).length - 1;
      if (found !== times) return { law: 'none', finding: `${file}: "${from}" is there ${found} times, not ${times}` };
      if (!originals.has(path)) originals.set(path, text);
      writeFileSync(path, text.replaceAll(from, to));
    }
    return run();
  } finally {
    for (const [path, text] of originals) writeFileSync(path, text);
  }
}

const rows = [];
const add = (name, law, ok) => {
  rows.push({ name, law, ok });
  console.log(`${name.padEnd(64)}  ${law.padEnd(80)}  ${ok ? 'ok' : 'FAILED'}`);
};

try {
  const chosen = faults.filter(({ name }) => only === undefined || name.includes(only));
  console.log(`${'fault'.padEnd(64)}  ${'law that caught it'.padEnd(80)}  verdict`);
  for (const suite of new Set(chosen.map(({ suite }) => suite))) {
    const broken = suites[suite] === undefined ? { law: 'no such suite', finding: '' } : lawBroken(suite);
    add(`none: ${suite}`, broken === undefined ? 'all hold' : `${broken.law}: ${broken.finding}`, broken === undefined);
  }
  for (const { name, suite, edits } of chosen) {
    const broken = withEdits(edits, () => lawBroken(suite)) ?? { law: 'none', finding: 'all laws hold' };
    const isCaught = broken.law !== 'none';
    add(name, broken.law, isCaught);
    if (process.env.VERBOSE || !isCaught) console.log(`  ${broken.finding}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

const failed = rows.filter(({ ok }) => !ok).length;
console.log(`${rows.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
