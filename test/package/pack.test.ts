/** What users get: the packed package, installed into an empty project, where nothing of this one is at hand. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'samplewire-pack-'));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const subpaths = Object.keys(manifest.exports).filter((subpath) => subpath !== './package.json');
const names = subpaths.map((subpath) => `samplewire${subpath.slice(1)}`);
let packed: string[] = [];

/** Runs a command in the project; what it prints, or an error with it. */
function run(command: string, args: readonly string[], cwd: string = project): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error ?? ''}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Links to packages of this project beside the installed ones. */
function link(packages: readonly string[]): void {
  const modules = join(project, 'node_modules');
  for (const name of packages) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

/** As users install it; without a registry, unpacked by hand beside links to the dependencies that it declares. */
function install(tarball: string): void {
  try {
    run('npm', ['install', `./${tarball}`, '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=0']);
  } catch (error) {
    if (!/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(String(error))) throw error;
    console.warn('no registry: the package is unpacked by hand');
    const modules = join(project, 'node_modules');
    for (const name of ['samplewire', '.bin']) mkdirSync(join(modules, name), { recursive: true });
    run('tar', ['-xzf', tarball, '-C', join(modules, 'samplewire'), '--strip-components=1']);
    symlinkSync('../samplewire/dist/cli/main.js', join(modules, '.bin/samplewire'));
    chmodSync(join(modules, 'samplewire/dist/cli/main.js'), 0o755);
    link(Object.keys(manifest.dependencies));
  }
}

beforeAll(() => {
  if (!existsSync(join(root, 'dist/index.js'))) throw new Error('npm run build comes first');
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project], root),
  ) as [{ filename: string; files: { path: string }[] }];
  packed = files.map(({ path }) => path);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }));
  install(filename);
  // Optional peers: who tests with them has them.
  link(Object.keys(manifest.peerDependencies));
}, 300_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed package', () => {
  test('holds the build, its types and papers, and nothing else', () => {
    expect(packed).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']));
    const others = packed.filter(
      (path) =>
        !/^(?:dist\/.*\.(?:js|d\.ts)|docs\/format\.md|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path),
    );
    expect(others).toEqual([]);
  });

  test('every subpath imports, and exports the listed names', () => {
    const script = `
      for (const name of ${JSON.stringify(names)}) {
        console.log(name);
        for (const value of Object.keys(await import(name)).sort()) console.log('  ' + value);
      }`;
    const printed = run(process.execPath, ['--input-type=module', '-e', script]);
    expect(printed).toBe(readFileSync(new URL('exports.txt', import.meta.url), 'utf8'));
  });

  test('a value goes to bytes and back', () => {
    const script = `
      import { decode, encode, localRandomness, normal } from 'samplewire';
      const targets = { rows: 3, columns: [{ law: 'normal', mu: Float64Array.of(1, 2, 3), sigma: 0.5 }] };
      const columns = [{ name: 'x', proposal: normal(0, 2) }];
      const sent = await encode(targets, { columns, key: { seed: 'empty project' }, local: localRandomness() });
      const { samples } = await decode(sent.bytes, { seed: 'empty project' });
      console.log(samples.length === 3 && samples.every((sample, i) => sample === sent.samples[i]));`;
    expect(run(process.execPath, ['--input-type=module', '-e', script])).toBe('true\n');
  });

  test('the command runs', () => {
    expect(run('npx', ['--no-install', 'samplewire', '--version']).trim()).toBe(`samplewire ${manifest.version}`);
  });

  test('its types check in a strict ESM consumer, those of its dependencies included', () => {
    // TensorFlow.js's own declarations do not check under any strict compiler: its users skip them, and so does the second project.
    const whole = names.filter((name) => !name.endsWith('/tfjs'));
    const imports = whole.map((name, i) => `import * as layer${i} from '${name}';\nexport { layer${i} };`);
    const use = `
      import { type Distribution, normal } from 'samplewire/distributions';
      import { type Codec, eliasGamma, RangeEncoder } from 'samplewire/entropy';
      export const law: Distribution = normal(0, 1);
      export const codec: Codec<number> = eliasGamma;
      export const bytes: Uint8Array = new RangeEncoder().finish();
      // @ts-expect-error a law needs numbers
      normal('0', 1);`;
    writeFileSync(join(project, 'consumer.ts'), `${imports.join('\n')}\n${use}\n`);
    const compilerOptions = {
      target: 'es2022',
      module: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      noEmit: true,
      skipLibCheck: false,
      types: [],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    expect(run(process.execPath, [tsc, '-p', '.'])).toBe('');
    writeFileSync(
      join(project, 'network.ts'),
      `import { swr } from 'samplewire/compress-ml/tfjs';
      export const handler = swr(new Uint8Array(8));
      // @ts-expect-error a place is a path, an address, bytes or a file
      swr(3);\n`,
    );
    const skipping = { compilerOptions: { ...compilerOptions, skipLibCheck: true }, files: ['network.ts'] };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(skipping));
    expect(run(process.execPath, [tsc, '-p', '.'])).toBe('');
  });
});
