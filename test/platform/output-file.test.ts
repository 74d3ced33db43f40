import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitAll, OutputFile, removeTemporaryFiles } from '../../src/platform/node/index.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samplewire-output-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file appears whole and only after the commit', async () => {
  const path = join(folder, 'out');
  const file = await OutputFile.open(path);
  await file.write(text('hello '));
  await file.write(text('world'));
  await file.patch(0, text('J'));
  expect(existsSync(path)).toBe(false);
  await commitAll([file]);
  await file.discard();
  expect(await readFile(path, 'utf8')).toBe('Jello world');
  expect(await readdir(folder)).toEqual(['out']);
});

test('a previous file stays until the commit, and for ever without one', async () => {
  const path = join(folder, 'out');
  await writeFile(path, 'before');
  const file = await OutputFile.open(path);
  await file.write(text('after'));
  expect(await readFile(path, 'utf8')).toBe('before');
  await file.discard();
  expect(await readFile(path, 'utf8')).toBe('before');
  expect(await readdir(folder)).toEqual(['out']);
});

test('several files appear together or not at all', async () => {
  const [one, two] = [await OutputFile.open(join(folder, 'one')), await OutputFile.open(join(folder, 'two'))];
  await one.write(text('1'));
  await two.discard();
  await expect(commitAll([one, two]).then(() => 'committed')).rejects.toThrow();
  await one.discard();
  expect(await readdir(folder)).toEqual([]);
});

test('temporary files go when the process is told to go', async () => {
  const file = await OutputFile.open(join(folder, 'out'));
  await file.write(text('half'));
  expect(await readdir(folder)).toHaveLength(1);
  removeTemporaryFiles();
  expect(await readdir(folder)).toEqual([]);
  await file.discard();
});

test('a symbolic link goes on pointing where it did, and permissions stay', async () => {
  await writeFile(join(folder, 'real'), 'before');
  await chmod(join(folder, 'real'), 0o640);
  await symlink('real', join(folder, 'link'));
  const file = await OutputFile.open(join(folder, 'link'));
  await file.write(text('after'));
  await commitAll([file]);
  expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(folder, 'real'), 'utf8')).toBe('after');
  expect((await stat(join(folder, 'real'))).mode & 0o777).toBe(0o640);
});

test('a folder, a missing folder and a full device are one line with a code', async () => {
  await mkdir(join(folder, 'sub'));
  await expect(OutputFile.open(join(folder, 'sub'))).rejects.toMatchObject({
    code: 'FileSystem',
    systemCode: 'EISDIR',
  });
  await expect(OutputFile.open(join(folder, 'no', 'out'))).rejects.toMatchObject({
    code: 'FileSystem',
    systemCode: 'ENOENT',
    message: `${join(folder, 'no', 'out')}: no such file or folder`,
  });
  if (!existsSync('/dev/full')) return;
  const full = await OutputFile.open('/dev/full');
  await expect(full.write(text('x'))).rejects.toMatchObject({
    code: 'FileSystem',
    systemCode: 'ENOSPC',
    message: '/dev/full: no space left on the device',
  });
  await full.discard();
  expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
});
