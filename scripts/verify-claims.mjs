/**
 * npm run verify:claims: every claim and every guarantee with the name of its test and the verdict. The files of these
 * tests are run. Rows without a test are listed as open, rows that lack something as partly shown; they fail nothing, a test
 * that is gone or fails does.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claims } from './claims/claims.mjs';
import { guarantees } from './claims/guarantees.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rows = [...claims, ...guarantees()];

/** What ran, by name: `file > describe > test`. */
function verdicts() {
  const names = rows.flatMap(({ tests = [] }) => tests);
  const files = [...new Set(names.map((name) => name.split(' > ')[0]))];
  const folder = mkdtempSync(join(tmpdir(), 'samplewire-claims-'));
  try {
    const output = join(folder, 'results.json');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    spawnSync(process.execPath, [vitest, 'run', '--reporter=json', `--outputFile=${output}`, ...files], { cwd: root });
    const { testResults } = JSON.parse(readFileSync(output, 'utf8'));
    return testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ ancestorTitles, title, status }) => ({
        name: [relative(root, name), ...ancestorTitles, title].join(' > '),
        passed: status === 'passed',
      })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const results = verdicts();
const counts = { passed: 0, failed: 0, partly: 0, open: 0 };
console.log('row   verdict   claim and tests\n----  --------  ---------------');
for (const { id, claim, missing, tests = [] } of rows) {
  const found = tests.map((name) => ({ name, under: results.filter((result) => result.name.startsWith(name)) }));
  const isGreen = found.every(({ under }) => under.length > 0 && under.every(({ passed }) => passed));
  const shown = missing === undefined ? 'passed' : 'partly';
  const verdict = tests.length === 0 ? 'open' : isGreen ? shown : 'failed';
  counts[verdict]++;
  console.log(`${id.padEnd(4)}  ${(verdict === 'failed' ? 'FAILED' : verdict).padEnd(8)}  ${claim}`);
  if (missing !== undefined) console.log(`                missing: ${missing}`);
  for (const { name, under } of found) {
    const failed = under.filter(({ passed }) => !passed).length;
    const note =
      under.length === 0
        ? 'no such test'
        : failed > 0
          ? `${failed} of ${under.length} failed`
          : `${under.length} passed`;
    console.log(`                ${name}: ${note}`);
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.partly} partly shown, ${counts.open} open`);
process.exitCode = counts.failed === 0 ? 0 : 1;
