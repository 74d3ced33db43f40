/** Who imports one thing carries that thing: bundles of single imports from the build, and what is in them. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildResult, build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The modules of which a bundle of this one line holds anything, and its size in bytes. */
async function bundle(line: string): Promise<{ modules: string[]; bytes: number }> {
  const result: BuildResult<{ metafile: true; write: false }> = await build({
    stdin: { contents: line, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    metafile: true,
    write: false,
  });
  const [output] = Object.values(result.metafile.outputs);
  const modules = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { modules: modules.map(([path]) => path).sort(), bytes: output!.bytes };
}

const folders = (modules: readonly string[]): Set<string> =>
  new Set(
    modules.map(
      (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? /dist\/([^/]+)/.exec(path)?.[1] ?? '-',
    ),
  );

describe('tree-shaking', () => {
  beforeAll(() => {
    if (!existsSync(`${root}/dist/index.js`)) throw new Error('npm run build comes first');
  });

  for (const coder of ['RangeEncoder', 'RangeDecoder', 'AnsStack', 'eliasGamma']) {
    test(`${coder} brings core and entropy only, and little of them`, async () => {
      const { modules, bytes } = await bundle(`export { ${coder} } from 'samplewire/entropy';`);
      expect([...folders(modules)].filter((folder) => !['core', 'entropy', '-'].includes(folder))).toEqual([]);
      expect(modules.filter((path) => /random|distributions|zipf|node_modules/.test(path))).toEqual([]);
      expect(bytes).toBeLessThan(8192);
    });
  }

  test('a law brings no coder, no simulator and no package', async () => {
    const { modules } = await bundle("export { normal } from 'samplewire/distributions';");
    expect([...folders(modules)].filter((folder) => !['core', 'distributions', '-'].includes(folder))).toEqual([]);
  });

  test('a special function brings core/math alone', async () => {
    const { modules } = await bundle("export { normalQuantile } from 'samplewire/core';");
    expect(
      modules.filter((path) => path.startsWith('dist/') && !/dist\/core\/(?:math|errors|checks)/.test(path)),
    ).toEqual([]);
    expect([...folders(modules)].filter((folder) => !['core', '-'].includes(folder))).toEqual([]);
  });

  test('whole channels bring neither mathjs, nor the command, nor Node', async () => {
    const { modules } = await bundle("export { decode, encode } from 'samplewire';");
    const others = [...folders(modules)].filter((folder) =>
      /mathjs|csv-parse|plot|linkedom|cli|platform|expressions/.test(folder),
    );
    expect(others).toEqual([]);
  });

  test('expressions bring mathjs: the measure sees packages', async () => {
    const { modules } = await bundle("export { parseDistribution } from 'samplewire/expressions';");
    expect([...folders(modules)]).toContain('mathjs');
  });

  test('a decoder alone brings no local randomness', async () => {
    const { modules } = await bundle("export { decode } from 'samplewire/rcc';");
    expect(modules.filter((path) => /seedrandom|random\/local/.test(path))).toEqual([]);
  });
});
