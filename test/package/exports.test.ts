/**
 * Names are API: every subpath exports what the list beside this file says, and a change of it is seen in review.
 * `npm run exports:update` writes the list anew.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const { exports: subpaths } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, unknown>;
};
const names = Object.keys(subpaths)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => `samplewire${subpath.slice(1)}`);

describe('exports', () => {
  test('every subpath exports the listed values and no others', async () => {
    const lines: string[] = [];
    for (const name of names) {
      const values = Object.keys((await import(name)) as object).sort();
      lines.push(name, ...values.map((value) => `  ${value}`));
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('exports.txt');
  });
});
