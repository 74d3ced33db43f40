/**
 * npm run verify:example: examples/own-distribution outside of the repository, with the packed tarball installed as users
 * install it. Its laws are checked by node and by vitest, each within five seconds of this machine's time.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finish, Verdicts } from './verify/table.mjs';

const SECONDS = 5;
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'samplewire-example-'));
const modules = join(folder, 'node_modules');

function run(command, args, cwd = folder) {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  const output = `${stdout ?? ''}${stderr ?? ''}${error ?? ''}`;
  return { ok: status === 0, stdout, output, seconds: (performance.now() - started) / 1000 };
}

/** Runs, or ends here with what was printed. */
function must(command, args, cwd) {
  const result = run(command, args, cwd);
  if (!result.ok) throw new Error(`${command} ${args.join(' ')}\n${result.output}`);
  return result.stdout;
}

/** Without a registry: unpacked by hand, beside links to what this project has installed. */
function installByHand(tarball, manifest) {
  console.log('no registry: the package is unpacked by hand');
  mkdirSync(join(modules, 'samplewire'), { recursive: true });
  must('tar', ['-xzf', tarball, '-C', join(modules, 'samplewire'), '--strip-components=1']);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

const table = new Verdicts('The laws of a user’s own distribution, outside of the repository');
try {
  cpSync(join(root, 'examples/own-distribution'), folder, { recursive: true });
  const [{ filename }] = JSON.parse(
    must('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  );
  const manifest = JSON.parse(must(process.execPath, ['-p', 'JSON.stringify(require("./package.json"))'], root));
  const install = run('npm', [
    'install',
    `./${filename}`,
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--fetch-retries=0',
  ]);
  if (!install.ok) {
    if (!/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(install.output))
      throw new Error(install.output);
    rmSync(modules, { recursive: true, force: true });
    installByHand(filename, manifest);
  }
  writeFileSync(join(folder, 'vitest.config.js'), 'export default { test: { include: ["*.test.js"] } };\n');
  const check = run(process.execPath, ['check.js']);
  table.add(
    'check.js: the laws hold, and a lost tail is named',
    check.ok ? 'as said' : check.output,
    'as said',
    check.ok,
  );
  const named =
    /^survival inverts quantileSurvival: .* Shrunk distribution: gumbel, .* Usual causes: survival computed as 1 - cdf/m;
  table.add(
    'its report names law, counterexample and cause',
    named.test(check.output) ? 'named' : check.output,
    'named',
    named.test(check.output),
  );
  table.add('seconds, node’s start included', check.seconds, `< ${SECONDS}`, check.seconds < SECONDS);
  const vitest = run(process.execPath, [join(modules, 'vitest/vitest.mjs'), 'run']);
  const passed = /Tests\s+(\d+) passed/.exec(vitest.output)?.[1] ?? 0;
  table.add(
    'gumbel.test.js: tests of vitest that pass',
    vitest.ok ? Number(passed) : vitest.output,
    '> 15',
    vitest.ok && passed > 15,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
table.print();
finish(table);
