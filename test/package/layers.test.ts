/** The arrows between layers, as project references: what is not referenced does not compile. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What each layer may reference; a subset is in order. */
const arrows: Record<string, readonly string[]> = {
  core: [],
  distributions: ['core'],
  entropy: ['core'],
  container: ['core'],
  rcc: ['core', 'distributions', 'entropy', 'container'],
  expressions: ['core', 'distributions'],
  testing: ['core', 'distributions', 'entropy', 'container', 'rcc'],
  'compress-ml': ['core', 'distributions', 'entropy', 'container', 'rcc', 'platform/browser'],
  'compress-ml/tfjs': [
    'core',
    'distributions',
    'entropy',
    'container',
    'rcc',
    'compress-ml',
    'platform/node',
    'platform/browser',
  ],
  'platform/node': ['core', 'platform/browser'],
  'platform/browser': ['core'],
  workers: ['core', 'distributions', 'rcc', 'platform/node', 'platform/browser'],
  cli: [
    'core',
    'distributions',
    'entropy',
    'container',
    'rcc',
    'workers',
    'expressions',
    'compress-ml',
    'compress-ml/tfjs',
    'platform/node',
    'platform/browser',
  ],
};

describe('project references', () => {
  for (const [layer, allowed] of Object.entries(arrows)) {
    const file = join(root, 'src', layer, 'tsconfig.json');
    test.skipIf(!existsSync(file))(`${layer} references at most ${allowed.join(', ') || 'nothing'}`, () => {
      const { references } = JSON.parse(readFileSync(file, 'utf8')) as { references: { path: string }[] };
      const layers = references.map(({ path }) => posix.normalize(posix.join(layer, path)));
      expect(allowed).toEqual(expect.arrayContaining(layers));
    });
  }

  test('an import against the arrows does not compile, one along them does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'samplewire-layers-'));
    try {
      cpSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      for (const layer of ['core', 'distributions', 'entropy']) {
        mkdirSync(join(folder, 'src', layer), { recursive: true });
        cpSync(join(root, 'src', layer, 'tsconfig.json'), join(folder, 'src', layer, 'tsconfig.json'));
        writeFileSync(join(folder, 'src', layer, 'index.ts'), `export const ${layer}: number = 1;\n`);
      }
      const compile = (line: string): string => {
        writeFileSync(join(folder, 'src/distributions/index.ts'), `${line}\n`);
        const tsc = join(root, 'node_modules/typescript/bin/tsc');
        return spawnSync(process.execPath, [tsc, '-b', 'src/distributions'], { cwd: folder, encoding: 'utf8' }).stdout;
      };
      expect(compile("export { core } from '../core/index.ts';")).toBe('');
      expect(compile("export { entropy } from '../entropy/index.ts';")).toContain('error TS');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
