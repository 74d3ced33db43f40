/** The script that compares golden values finds values that are wrong, wherever they are, and passes the true ones. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const golden = join(root, 'test/vectors/golden');
const folder = mkdtempSync(join(tmpdir(), 'samplewire-golden-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of golden values, reached into by keys. */
type Json = { [key: string]: Json } & Json[];

function verify(file: string, change: (data: Json) => void): { status: number | null; stdout: string } {
  const here = mkdtempSync(join(folder, 'case-'));
  cpSync(join(golden, file), join(here, file));
  const data = JSON.parse(readFileSync(join(here, file), 'utf8')) as Json;
  change(data);
  writeFileSync(join(here, file), JSON.stringify(data));
  return spawnSync(process.execPath, [join(root, 'scripts/verify-golden.mjs'), here], { encoding: 'utf8' });
}

/** Puts another value where `path` leads; the last part may be a negative index. */
function put(value: unknown, ...path: (string | number)[]): (data: Json) => void {
  return (data) => {
    let at = data;
    for (const part of path.slice(0, -1)) at = at[part as number]!;
    (at as unknown as Record<string, unknown>)[path.at(-1)!] = value;
  };
}

describe('verify:golden', () => {
  test.each<[string, string, (data: Json) => void]>([
    ['a bit of a special function', 'special-functions.json', put('3ff0000000000003', 'exp', 'cases', 0, 3)],
    ['a tail', 'distributions.json', put('0.00999994333877', 'distributions', 0, 'points', 0, 2)],
    ['a moment that exists', 'distributions.json', put(null, 'distributions', 0, 'mean')],
    ['a supremum that is finite', 'distributions.json', put('Infinity', 'pairs', 0, 'logSupremumNats')],
    [
      'a certified supremum that is too low',
      'distributions.json',
      put('0.693147180569945', 'pairs', 0, 'logSupremumNats'),
    ],
    ['a law that nobody knows', 'distributions.json', put('nowhere', 'distributions', 0, 'distribution', 'law')],
    ['a byte', 'coder.json', put('2a5e', 'rangeCoder', 0, 'bytesHex')],
    ['a frequency', 'coder.json', put([86, 86, 84], 'frequencies', 0, 'frequencies')],
    ['the error of invalid bytes', 'coder.json', put('TrailingData', 'invalid', 0, 'error')],
    ['a value of a codec', 'coder.json', put('5', 'codecs', 0, 'values', 1)],
    ['a word', 'philox.json', put('5da58d50', 'addressing', 0, 'words', 0, 'value')],
    ['a cell of a table', 'zipf.json', put(1, 'codedTables', 0, 'bucket', 52)],
    ['a probability', 'universal-quantization.json', put('0.51', 'priors', 0, 'tables', 0, 'probabilities', 2, 1)],
    ['an information', 'information.json', put('0.1609640474433', 'gaussianChannel', 0, 'mutualInformationBits')],
    ['a shape', 'information.json', put({ I: 1 }, 'bounds')],
  ])('finds %s', (_, file, change) => {
    const { status, stdout } = verify(file, change);
    expect(stdout).toContain('FAILED');
    expect(status).toBe(1);
  });

  test.each(['special-functions', 'distributions', 'coder', 'philox', 'zipf', 'universal-quantization', 'information'])(
    '%s agrees',
    (name) => {
      const { status, stdout } = verify(`${name}.json`, () => undefined);
      expect(stdout).not.toContain('FAILED');
      expect(status).toBe(0);
    },
  );

  test('values in another order, and fewer of them, agree', () => {
    const { status } = verify('distributions.json', (data) => {
      (data.distributions as Json[]).reverse();
      (data.pairs as Json[]).splice(0, 20);
    });
    expect(status).toBe(0);
  });

  test('a folder with nothing to compare is a failure', () => {
    const run = spawnSync(process.execPath, [join(root, 'scripts/verify-golden.mjs'), tmpdir()], { encoding: 'utf8' });
    expect(run.status).toBe(1);
  });
});
