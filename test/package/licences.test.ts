/** Who installs the package gets packages of permissive licences only, however deep. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const ALLOWED = ['Apache-2.0', 'MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', 'CC0-1.0'];

interface Locked {
  readonly packages: Record<string, { readonly dev?: boolean; readonly peer?: boolean; readonly optional?: boolean }>;
}

test('every runtime dependency has an allowed licence', () => {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as Locked;
  const installed = Object.entries(packages)
    .filter(([path, { dev, peer }]) => path !== '' && dev !== true && peer !== true)
    .map(([path]) => path)
    .filter((path) => existsSync(new URL(`${path}/package.json`, root)));
  expect(installed.length).toBeGreaterThan(20);
  const refused = installed.filter((path) => {
    const { license } = JSON.parse(readFileSync(new URL(`${path}/package.json`, root), 'utf8')) as { license?: string };
    const choices = (license ?? 'none').replace(/[()]/g, '').split(' OR ');
    return !choices.some((choice) => ALLOWED.includes(choice));
  });
  expect(refused).toEqual([]);
});
