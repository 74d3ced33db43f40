/**
 * The rules of the house bite: planted violations in a copy of the configuration, each found where it stands, beside code
 * that breaks none of them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'samplewire-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MATH = 'Engines differ';
const BIG = 'BigInt is too slow';
const INDEX = 'Import a layer by its index.ts';
const ARROW = 'This layer may not import that one';
const PACKAGE = 'This layer may not import this package';
const LOCALE = 'the locale or the clock';

/** [layer, line, what its diagnostic says]; undefined where the line is in order. */
const planted: readonly (readonly [string, string, string | undefined])[] = [
  ['core', 'export const a = Math.exp(1);', MATH],
  ['core', 'export const a = Math.random();', MATH],
  ['core', "export const a = Math['exp'](1);", MATH],
  ['core', 'export const { exp } = Math;', MATH],
  ['core', 'export const a = [1].map(Math.log);', MATH],
  ['core', 'export const a = Math?.cos(2);', MATH],
  ['core', 'export const a = globalThis.Math.sin(2);', MATH],
  ['core', 'export const a = (x: number): number => x ** 2;', MATH],
  ['core', 'export function a(x: number): number { let y = x; y **= 3; return y; }', MATH],
  ['cli', 'export const a = Math.pow(2, 3);', MATH],
  ['core', 'export const a = 3n;', BIG],
  ['core', 'export const a = BigInt(3);', BIG],
  ['core', 'export const a = BigInt.asUintN;', BIG],
  ['core', 'export const a = Math.max(Math.sqrt(2), Math.imul(3, 4), Math.fround(Math.clz32(5)));', undefined],
  ['core', 'export const a = new Date();', LOCALE],
  ['rcc', 'export const a = (3).toLocaleString();', LOCALE],
  ['rcc', 'export const a = new Intl.NumberFormat();', LOCALE],
  ['cli', 'export const a = new Date();', undefined],
  ['rcc', "export { exp } from '../core/index.ts';", undefined],
  ['rcc', "export { exp } from '../../core/index.ts';", undefined],
  ['rcc', "export { exp } from '../core/math/exp.ts';", INDEX],
  ['rcc', "export type { exp } from '../../core/math/exp.ts';", INDEX],
  ['core', "export { normal } from '../distributions/index.ts';", ARROW],
  ['entropy', "export * from '../distributions/index.ts';", ARROW],
  ['distributions', "import type { Codec } from '../entropy/index.ts';", ARROW],
  ['container', "export { encode } from '../rcc/index.ts';", ARROW],
  ['rcc', "export { kolmogorovSmirnov } from '../testing/index.ts';", ARROW],
  ['rcc', "export { run } from '../cli/index.ts';", ARROW],
  ['rcc', "export const a = import('../expressions/index.ts');", ARROW],
  ['expressions', "export { Codec } from '../entropy/index.ts';", ARROW],
  ['testing', "export { encode } from '../rcc/index.ts';", undefined],
  ['compress-ml', "export { parseTarget } from '../expressions/index.ts';", ARROW],
  ['cli', "export { parseTarget } from '../expressions/index.ts';", undefined],
  ['cli', "export * from '../testing/index.ts';", ARROW],
  ['core', "import 'node:fs';", PACKAGE],
  ['core', "export * from 'node:fs';", PACKAGE],
  ['rcc', "export const a = import('node:fs');", PACKAGE],
  ['platform/browser', "export { readFile } from 'node:fs/promises';", PACKAGE],
  ['platform/node', "export { readFile } from 'node:fs/promises';", undefined],
  ['cli', "export { readFile } from 'node:fs/promises';", undefined],
  ['rcc', "export { evaluate } from 'mathjs';", PACKAGE],
  ['cli', "export { evaluate } from 'mathjs/number';", PACKAGE],
  ['expressions', "export { evaluate } from 'mathjs/number';", undefined],
  ['compress-ml', "export { tensor } from '@tensorflow/tfjs';", PACKAGE],
  ['compress-ml/tfjs', "export { tensor } from '@tensorflow/tfjs';", undefined],
  ['rcc', "export { encode } from 'samplewire/rcc';", PACKAGE],
  ['rcc', "export type A = import('node:fs').Stats;", PACKAGE],
];

interface Diagnostic {
  readonly severity: string;
  readonly message: string | readonly { readonly content: string }[];
  readonly location: { readonly path?: string | { readonly file: string } };
}
let found: { readonly file: string; readonly message: string }[] = [];
const fileOf = (i: number): string => `src/${planted[i]![0]}/planted-${i}.ts`;

beforeAll(() => {
  for (const name of ['biome.json', 'lint']) cpSync(join(root, name), join(folder, name), { recursive: true });
  planted.forEach(([, line], i) => {
    mkdirSync(join(folder, dirname(fileOf(i))), { recursive: true });
    writeFileSync(join(folder, fileOf(i)), `${line}\n`);
  });
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const run = spawnSync(
    process.execPath,
    [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '--only=plugin', 'src'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: Diagnostic[] };
  found = diagnostics.map(({ message, location }) => ({
    file: typeof location.path === 'string' ? location.path : (location.path?.file ?? ''),
    message: typeof message === 'string' ? message : message.map(({ content }) => content).join(''),
  }));
});

describe('lint', () => {
  planted.forEach(([layer, line, message], i) => {
    test(`${layer}: ${line} is ${message === undefined ? 'in order' : 'refused'}`, () => {
      const here = found.filter(({ file }) => file.replaceAll('\\', '/').endsWith(fileOf(i)));
      if (message === undefined) expect(here).toEqual([]);
      else expect(here.map((diagnostic) => diagnostic.message).join('\n')).toContain(message);
    });
  });
});
