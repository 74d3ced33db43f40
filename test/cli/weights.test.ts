/** `compress`, `decompress` and `inspect` of weights, as a user meets them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import {
  compressWeights,
  decompressWeights,
  floatTensor,
  memorySource,
  openSafetensors,
  serializeSafetensors,
  tensorValues,
} from 'samplewire/compress-ml';
import { localRandomness, standardNormal } from 'samplewire/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectFailure, freshFolder, samplewire } from './command.ts';

const folder = freshFolder();
const run = (...args: string[]) => samplewire(args, { cwd: folder.path });
const read = async (name: string): Promise<Uint8Array> => new Uint8Array(await readFile(folder.file(name)));

const random = localRandomness({ seed: 'weights' }).block(0);
const kernel = Float32Array.from({ length: 40 * 50 }, () => standardNormal(random));
const tensors = [
  floatTensor('dense/kernel', [40, 50], kernel),
  floatTensor('dense/bias', [50], kernel.subarray(0, 50)),
  { name: 'steps', dtype: 'I32', shape: [1], data: Uint8Array.of(1, 2, 3, 4) },
];
const topology = '{"format": "layers-model", "modelTopology": {"class_name": "Sequential"}, "weightsManifest": ';
const manifest = JSON.stringify([
  {
    paths: ['a.bin', 'sub/b.bin'],
    weights: [
      { name: 'dense/kernel', shape: [40, 50], dtype: 'float32' },
      { name: 'dense/bias', shape: [50], dtype: 'float32' },
      { name: 'steps', shape: [1], dtype: 'int32' },
    ],
  },
]);

beforeEach(async () => {
  await writeFile(folder.file('m.safetensors'), serializeSafetensors(tensors, '{"format":"pt"}'));
  const data = Buffer.concat(tensors.map((tensor) => tensor.data));
  await mkdir(folder.file('sub'));
  await writeFile(folder.file('model.json'), `${topology}${manifest}}`);
  await writeFile(folder.file('a.bin'), data.subarray(0, 4001));
  await writeFile(folder.file('sub/b.bin'), data.subarray(4001));
});

describe('compress and decompress', () => {
  test('a safetensors file comes back with its names, types and kept tensors', async () => {
    const ran = await run('compress', 'm.safetensors', '-o', 'm.swr', '--bits', '6');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toMatch(/m\.safetensors {2}3 tensors, 2,051 weights/);
    expect(ran.stdout).toMatch(/m\.swr .* (5\.9\d|6\.00) bits per weight/);
    expect((await run('decompress', 'm.swr', '-o', 'back.safetensors')).code).toBe(0);
    const model = await openSafetensors(memorySource(await read('back.safetensors')));
    expect(model.document.text).toBe('{"format":"pt"}');
    const received = await Promise.all(model.tensors.map((tensor) => tensor.read()));
    expect(received[2]).toEqual(tensors[2]);
    const values = Array.from(tensorValues(received[0]!)!);
    const error = values.reduce((sum, value, i) => sum + (value - kernel[i]!) ** 2, 0) / values.length;
    expect(error).toBeLessThan(0.002);
    expect(received).toEqual(decompressWeights(await read('m.swr')).tensors);
  });

  test('a TensorFlow.js model comes back with its topology to the byte, in shards', async () => {
    expect((await run('compress', 'model.json', '-o', 'm.swr', '--error', '1%', '--seed', 'ours')).code).toBe(0);
    expectFailure(await run('decompress', 'm.swr', '-o', 'out'), 1, 'WrongSeed', /needs a seed/);
    const ran = await run('decompress', 'm.swr', '-o', 'out', '--seed', 'ours');
    expect(ran.stdout).toContain('out/model.json');
    const text = await readFile(folder.file('out/model.json'), 'utf8');
    expect(text.startsWith(topology)).toBe(true);
    expect((await read('out/group1-shard1of1.bin')).length).toBe(4 * 2051);
  });

  test('standard output takes the file, and beside it goes the report', async () => {
    const ran = await run('compress', 'model.json', '-o', '-', '--bits', '5', '--method', 'rounding');
    expect(ran.stderr).toContain('standard output');
    expect(decompressWeights(ran.bytes).tensors.length).toBe(3);
  });

  test('reports are a page and its numbers', async () => {
    await run(
      'compress',
      'model.json',
      '-o',
      'm.swr',
      '--size',
      '2kB',
      '--report',
      'r.html',
      '--report',
      'r.json',
      '-q',
    );
    const page = await readFile(folder.file('r.html'), 'utf8');
    expect(page).toContain('dense/kernel');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    const report = JSON.parse(await readFile(folder.file('r.json'), 'utf8'));
    expect(report).toMatchObject({ elements: 2051, budget: 'size 2000', tensors: [{ name: 'dense/kernel' }, {}, {}] });
    expect(report.bytes).toBeLessThanOrEqual(2000);
    expect(report.curve.length).toBeGreaterThan(3);
  });

  test('inspect shows a row per tensor, and everything as JSON', async () => {
    await run('compress', 'm.safetensors', '-o', 'm.swr', '--bits', '6');
    const ran = await run('inspect', 'm.swr');
    expect(ran.stdout).toMatch(/dense\/kernel +F32 40x50 +\w+, [\w ]+ +#+\.+ [\d.]+ +[\d,]+ +[\d.]+ %/);
    expect(ran.stdout).toMatch(/steps +I32 1 +exact/);
    expect(JSON.parse((await run('inspect', 'm.swr', '--json')).stdout).tensors.length).toBe(3);
  });

  test('verify decodes everything and says what it cannot prove', async () => {
    await run('compress', 'm.safetensors', '-o', 'm.swr', '--bits', '6', '--seed', 'ours', '--method', 'universal');
    const ran = await run('verify', 'm.swr', '--seed', 'ours');
    expect(ran.stdout).toMatch(/all tensors decode[\s\S]*with loss[\s\S]*what the encoder states/);
    expect((await run('verify', 'm.swr')).stdout).toMatch(/decoding needs the seed/);
    expectFailure(await run('verify', 'm.swr', '--seed', 'theirs'), 1, 'WrongSeed', /wrong seed/);
  });

  test('of a damaged file the tensors whose checksums hold are saved, and the others named', async () => {
    await run('compress', 'model.json', '-o', 'm.swr', '--bits', '6');
    const bytes = await read('m.swr');
    bytes[bytes.length - 400]! ^= 1;
    await writeFile(folder.file('m.swr'), bytes);
    expectFailure(await run('decompress', 'm.swr', '-o', 'x.safetensors'), 1, 'CorruptData', /checksum/);
    const ran = await run('decompress', 'm.swr', '-o', 'rest', '--salvage');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/lost +dense\/kernel/);
    const [group] = JSON.parse(await readFile(folder.file('rest/weights_manifest.json'), 'utf8'));
    expect(group.weights.map(({ name }: { name: string }) => name)).toEqual(['dense/bias', 'steps']);
  });
});

describe('what is wrong is said in one line', () => {
  test.each<[string, string[], number, string, RegExp]>([
    ['no budget', ['compress', 'model.json', '-o', 'm.swr'], 2, 'Usage', /one of --bits, --size/],
    [
      'two budgets',
      ['compress', 'model.json', '-o', 'm.swr', '--bits', '3', '--size', '3kB'],
      2,
      'Usage',
      /--bits and --size/,
    ],
    ['a size that is none', ['compress', 'model.json', '-o', 'm.swr', '--size', '3 apples'], 2, 'Usage', /1\.5MB/],
    [
      'an unknown method',
      ['compress', 'model.json', '-o', 'm.swr', '--bits', '3', '--method', 'magic'],
      2,
      'Usage',
      /magic/,
    ],
    ['another kind of file', ['compress', 'm.txt', '-o', 'm.swr', '--bits', '3'], 2, 'Usage', /model\.json/],
    [
      'a budget below the smallest',
      ['compress', 'model.json', '-o', 'm.swr', '--size', '100'],
      1,
      'LimitExceeded',
      /at least \d+ bytes/,
    ],
    ['a missing model', ['compress', 'none.json', '-o', 'm.swr', '--bits', '3'], 1, 'FileSystem', /none\.json/],
    [
      'an output that is the input',
      ['compress', 'model.json', '-o', 'model.json', '--bits', '3'],
      2,
      'Usage',
      /different files/,
    ],
  ])('%s', async (_, args, exitCode, code, message) => {
    expectFailure(await run(...args), exitCode, code, message);
    expect(await folder.names()).toEqual(['a.bin', 'm.safetensors', 'model.json', 'sub']);
  });

  test('a missing shard', async () => {
    await writeFile(folder.file('model.json'), `${topology}${manifest.replace('sub/b', 'sub/c')}}`);
    expectFailure(await run('compress', 'model.json', '-o', 'm.swr', '--bits', '3'), 1, 'FileSystem', /sub\/c\.bin/);
  });

  test('a shard that is too short', async () => {
    await writeFile(folder.file('sub/b.bin'), new Uint8Array(10));
    expectFailure(await run('compress', 'model.json', '-o', 'm.swr', '--bits', '3'), 1, 'CorruptData', /dense\/kernel/);
  });

  test('samples where weights are wanted, and weights where samples are', async () => {
    await writeFile(folder.file('x.csv'), 'x\n1\n2\n');
    await run('send', 'x.csv', '-o', 'x.swr', '-t', 'x = normal(x, 1)', '-q');
    expectFailure(await run('decompress', 'x.swr', '-o', 'out'), 1, 'UnsupportedFormat', /samples/);
    const { bytes } = await compressWeights(tensors, { budget: { bits: 6 } });
    await writeFile(folder.file('m.swr'), bytes);
    expectFailure(await run('receive', 'm.swr', '-o', 'y.csv'), 1, 'UnsupportedFormat', /weights/);
  });
});

test('an interrupted compression leaves no trace', async () => {
  await writeFile(folder.file('m.swr'), 'previous');
  const big = floatTensor(
    'big',
    [700, 700],
    Float32Array.from({ length: 490_000 }, () => standardNormal(random)),
  );
  await writeFile(folder.file('big.safetensors'), serializeSafetensors([big, { ...big, name: 'other' }]));
  const untilWorking = async (): Promise<void> => {
    while (!(await folder.names()).some((name) => name.endsWith('.tmp')))
      await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const ran = await samplewire(['compress', 'big.safetensors', '-o', 'm.swr', '--bits', '4'], {
    cwd: folder.path,
    onStart: (child) => {
      void untilWorking().then(() => child.kill('SIGINT'));
    },
  });
  expect([ran.code, ran.stdout]).toEqual([130, '']);
  expect(await folder.names()).toEqual(['a.bin', 'big.safetensors', 'm.safetensors', 'm.swr', 'model.json', 'sub']);
  expect(await readFile(folder.file('m.swr'), 'utf8')).toBe('previous');
});
