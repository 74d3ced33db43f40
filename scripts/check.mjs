/**
 * npm run check: everything that is wrong without running the library. All steps run; what a failing one printed is shown,
 * then a line per step. A further step is a line here and a script `check:...` in package.json.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const STEPS = [
  ['check:format', 'format, lint, Math, layers, packages per layer'],
  ['check:types', 'types; arrows between layers'],
  ['check:exports', 'names that each subpath exports; the rules bite'],
  ['check:dead', 'dead code, unused and unlisted dependencies'],
  ['check:package', 'package.json, and types as ESM consumers resolve them'],
  ['check:wasm', 'the committed WebAssembly module is what wasm/ compiles to'],
  ['check:size', 'minified and compressed sizes'],
  ['check:architecture', 'docs/architecture is what the imports say'],
];

const root = fileURLToPath(new URL('..', import.meta.url));
const lines = [];
let failed = 0;
for (const [script, what] of STEPS) {
  const started = performance.now();
  const run = spawnSync('npm', ['run', '-s', script], { cwd: root, encoding: 'utf8', env: process.env });
  const ok = run.status === 0;
  if (!ok) {
    failed++;
    console.log(`-- ${script}\n${run.stdout ?? ''}${run.stderr ?? ''}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  lines.push(`${ok ? 'ok    ' : 'FAILED'}  ${script.padEnd(18)} ${seconds.padStart(6)} s  ${what}`);
}
console.log(lines.join('\n'));
console.log(failed === 0 ? 'clean' : `${failed} of ${STEPS.length} failed`);
process.exitCode = failed === 0 ? 0 : 1;
