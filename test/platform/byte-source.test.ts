import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobSource, fileSource, inputStream, memorySource, readSmallFile } from '../../src/platform/node/index.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samplewire-source-'));
  await writeFile(join(folder, 'bytes'), bytes);
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  ['memory', async () => memorySource(bytes)],
  ['an ArrayBuffer', async () => memorySource(bytes.slice().buffer)],
  ['a Blob', async () => blobSource(new Blob([bytes.slice(0, 400), bytes.slice(400)]))],
  ['a file', async () => fileSource(join(folder, 'bytes'))],
])('%s', (_, open) => {
  test('any range reads as the bytes that stand there', async () => {
    const source = await open();
    expect(source.size).toBe(1000);
    expect(await source.read(0, 1000)).toEqual(bytes);
    expect(await source.read(390, 20)).toEqual(bytes.subarray(390, 410));
    expect(await source.read(5, 0)).toEqual(new Uint8Array(0));
  });

  test('a range is cut to the source', async () => {
    const source = await open();
    expect(await source.read(990, Number.MAX_SAFE_INTEGER)).toEqual(bytes.subarray(990));
    expect(await source.read(2000, 5)).toEqual(new Uint8Array(0));
  });

  test('a range that is none is refused', async () => {
    const source = await open();
    await expect((async () => source.read(-1, 5))()).rejects.toMatchObject({ code: 'InvalidArgument' });
    await expect((async () => source.read(0, 0.5))()).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});

test('what is not a file is one line with a code', async () => {
  for (const open of [fileSource, inputStream, (path: string) => readSmallFile(path, 10)]) {
    await expect(open(join(folder, 'absent'))).rejects.toMatchObject({
      code: 'FileSystem',
      systemCode: 'ENOENT',
      message: `${join(folder, 'absent')}: no such file or folder`,
    });
    await expect(open(folder)).rejects.toMatchObject({
      code: 'FileSystem',
      systemCode: 'EISDIR',
      message: `${folder}: expected a file, got a folder`,
    });
  }
  await expect(readSmallFile(join(folder, 'bytes'), 999)).rejects.toMatchObject({
    code: 'FileSystem',
    message: expect.stringContaining('at most 999 bytes, got 1000'),
  });
});
