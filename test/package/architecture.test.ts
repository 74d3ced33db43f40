/** The picture of the layers is read from imports: what it reads is what project references allow, and it sees a new arrow. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { heights, layersOf } from '../../scripts/architecture/imports.mjs';
import { drawLayers } from '../../scripts/architecture/picture.mjs';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'samplewire-layers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sources of a layer each, from the text of its only file. */
function sources(name: string, files: Record<string, string>): string {
  const root = join(folder, name);
  for (const [layer, text] of Object.entries(files)) {
    mkdirSync(join(root, layer), { recursive: true });
    writeFileSync(join(root, layer, 'tsconfig.json'), '{}');
    writeFileSync(join(root, layer, 'index.ts'), text);
  }
  return root;
}

describe('layers read from imports', () => {
  test('every import is a project reference', () => {
    for (const { name, imports } of layersOf(src)) {
      const file = join(src, name === 'index' ? '' : name, 'tsconfig.json');
      const { references } = JSON.parse(readFileSync(file, 'utf8')) as { references: { path: string }[] };
      const allowed = references.map(({ path }) => join(src, name === 'index' ? '' : name, path));
      for (const imported of imports) expect(allowed).toContain(join(src, imported));
    }
  });

  test('all forms of imports count, comments and texts do not', () => {
    const root = sources('forms', {
      a: '',
      b: '',
      c: '',
      d: '',
      e: "/** import { x } from '../f/index.ts' */\nexport const text = \"from '../f/index.ts'\";",
      f: `import type { A } from '../a/index.ts';\nexport {\n  b,\n} from '../b/index.ts';\nimport '../c/index.ts';
const d = await import('../d/index.ts');\nimport { z } from '@scope/package/sub';\nimport fs from 'node:fs';`,
    });
    const layers = new Map(layersOf(root).map((layer) => [layer.name, layer]));
    expect(layers.get('f')).toEqual({
      name: 'f',
      imports: ['a', 'b', 'c', 'd'],
      packages: ['@scope/package', 'node:*'],
    });
    expect(layers.get('e')?.imports).toEqual([]);
  });

  test('a new import changes the picture, a circle is an error', () => {
    const root = sources('more', { low: '', high: "import '../low/index.ts';", other: '' });
    const draw = (): string => drawLayers(layersOf(root), (name) => name);
    const before = draw();
    expect(draw()).toBe(before);
    cpSync(join(root, 'high/index.ts'), join(root, 'other/index.ts'));
    expect(draw()).not.toBe(before);
    writeFileSync(join(root, 'low/index.ts'), "import '../high/index.ts';");
    expect(() => heights(layersOf(root))).toThrow(/import each other/);
  });
});
