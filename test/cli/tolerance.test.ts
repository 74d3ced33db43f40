/** `compress --tolerance` and `evaluate` on packaged networks, as a user meets them. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { localRandomness, uniform } from 'samplewire/core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectFailure, freshFolder, samplewire } from './command.ts';

const folder = freshFolder();
const run = (...args: string[]) => samplewire(args, { cwd: folder.path });
const models = fileURLToPath(new URL('../../node_modules/@vladmandic/human/models/', import.meta.url));
const random = localRandomness({ seed: 'inputs' }).block(0);

/** An array of uniform numbers between 0 and 1, or of bytes. */
async function writeNpy(name: string, shape: readonly number[], descr: '<f4' | '<f8' | '|u1' = '<f4'): Promise<void> {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`.padEnd(117);
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Array.from({ length: count }, () => uniform(random));
  const data =
    descr === '<f4'
      ? Float32Array.from(values)
      : descr === '<f8'
        ? Float64Array.from(values)
        : Uint8Array.from(values, (value) => 256 * value);
  const head = Buffer.from(`\x93NUMPY\x01\x00\x76\x00${text}\n`, 'latin1');
  await writeFile(folder.file(name), Buffer.concat([head, new Uint8Array(data.buffer)]));
}

/** Waits until the command has its temporary file, and then for TensorFlow.js to be at work. */
async function untilMeasuring(): Promise<void> {
  while (!(await folder.names()).some((name) => name.endsWith('.tmp')))
    await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 300));
}

/** `liveness` at 8 bits. */
let compressed = new Uint8Array(0);
beforeAll(async () => {
  const ran = await samplewire(['compress', `${models}liveness.json`, '-o', '-', '--bits', '8', '-q']);
  compressed = new Uint8Array(ran.bytes);
});

beforeEach(async () => {
  for (const name of ['liveness', 'emotion']) {
    await cp(`${models}${name}.json`, folder.file(`${name}.json`));
    await cp(`${models}${name}.bin`, folder.file(`${name}.bin`));
  }
  await writeNpy('x.npy', [6, 32, 32, 3]);
});

describe.skipIf(!existsSync(models))('compress --tolerance', () => {
  test('keeps the change of the outputs within it, as evaluate finds as well', async () => {
    const ran = await run(
      'compress',
      'liveness.json',
      '-o',
      'm.swr',
      '--tolerance',
      '3%',
      '--calibrate',
      'x.npy',
      '--method',
      'rounding',
    );
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toMatch(/of uint8 \+ brotli \(which changes the output by [\d.]+ %\)/);
    const changed = /output changed by ([\d.]+) % on 6 calibration inputs \(worst ([\d.]+) %\)/.exec(ran.stdout)!;
    expect(Number(changed[1])).toBeLessThanOrEqual(3);
    expect(Number(changed[2])).toBeGreaterThanOrEqual(Number(changed[1]));
    expect(ran.stdout).toContain("await tf.loadGraphModel(swr('m.swr'))");
    const table = await run('evaluate', 'liveness.json', 'm.swr', '--inputs', 'x.npy');
    expect(table.stdout).toContain(`changed by ${changed[1]} % (worst ${changed[2]} % on one input)`);
    expect(table.stdout).toMatch(/activation_6 +1x2 +[\d.]+ % +[\d.]+ % +same class on \d of 6 inputs/);
    const json = JSON.parse((await run('evaluate', 'liveness.json', 'm.swr', '--inputs', 'x.npy', '--json')).stdout);
    expect(json.error).toBeLessThanOrEqual(0.03);
    expect(json.outputs[0].agreement).toMatchObject({ kind: 'class', of: 6 });
    // What was decompressed is the same network to the bit.
    await run('decompress', 'm.swr', '-o', 'back');
    const same = JSON.parse((await run('evaluate', 'back/model.json', 'm.swr', '--json')).stdout);
    expect([same.error, same.isSynthetic, same.inputs]).toEqual([0, true, 16]);
  });

  test('without inputs it warns, names its own, and takes a seed', async () => {
    const args = ['compress', 'liveness.json', '-o', 'm.swr', '--tolerance', '30%', '--method', 'universal'];
    const ran = await run(...args, '--seed', 'ours', '--report', 'r.json');
    expect(ran.stderr).toMatch(/^warning: without --calibrate .* 16 synthetic inputs, uniform between 0 and 1/);
    expect(ran.stdout).toContain("swr('m.swr', { seed })");
    const { calibration, outputError } = JSON.parse(await readFile(folder.file('r.json'), 'utf8'));
    expect(calibration).toMatchObject({ inputs: 16, isSynthetic: true });
    expect(calibration.error).toBeCloseTo(outputError, 6);
    expectFailure(await run('evaluate', 'liveness.json', 'm.swr'), 1, 'WrongSeed', /needs a seed/);
    expect((await run('evaluate', 'liveness.json', 'm.swr', '--seed', 'ours', '--json')).code).toBe(0);
  });

  test('a tolerance that no quality meets is refused with the least one', async () => {
    const args = ['compress', 'liveness.json', '-o', 'm.swr', '--tolerance', '1e-12', '--calibrate', 'x.npy'];
    expectFailure(
      await run(...args, '--method', 'rounding', '--small', 'half'),
      1,
      'LimitExceeded',
      /expected at least/,
    );
    expect(await folder.names()).not.toContain('m.swr');
  });

  test('an interruption leaves no trace', async () => {
    await writeFile(folder.file('m.swr'), 'previous');
    const before = await folder.names();
    const ran = await samplewire(
      ['compress', 'liveness.json', '-o', 'm.swr', '--tolerance', '1%', '--calibrate', 'x.npy'],
      {
        cwd: folder.path,
        onStart: (child) => {
          void untilMeasuring().then(() => child.kill('SIGINT'));
        },
      },
    );
    expect([ran.code, ran.stdout]).toEqual([130, '']);
    expect(await folder.names()).toEqual(before);
    expect(await readFile(folder.file('m.swr'), 'utf8')).toBe('previous');
  });
});

describe.skipIf(!existsSync(models))('what is wrong is said in one line', () => {
  const compress = (...args: string[]) => run('compress', 'liveness.json', '-o', 'm.swr', '--tolerance', '5%', ...args);

  test.each<[string, () => ReturnType<typeof run>, number, string, RegExp]>([
    [
      'inputs of another shape',
      () => compress('--calibrate', 'wrong.npy'),
      1,
      'InvalidArgument',
      /wrong\.npy: expected N x 32 x 32 x 3/,
    ],
    [
      'inputs that are no array',
      () => compress('--calibrate', 'liveness.json'),
      1,
      'InvalidData',
      /liveness\.json: expected a \.npy/,
    ],
    ['no such inputs', () => compress('--calibrate', 'none.npy'), 1, 'FileSystem', /none\.npy: no such file/],
    [
      'inputs for nobody',
      () => compress('--calibrate', 'y=x.npy'),
      1,
      'InvalidArgument',
      /"conv2d_1_input" \(float32 any x 32/,
    ],
    [
      'two files for one input',
      () => compress('--calibrate', 'x.npy', '--calibrate', 'x.npy'),
      2,
      'Usage',
      /one file for each input/,
    ],
    ['a folder without them', () => compress('--calibrate', 'empty'), 1, 'InvalidArgument', /expected an array/],
    ['one name', () => run('evaluate', 'm.swr'), 2, 'Usage', /evaluate expected the original/],
    [
      'a file of another network',
      () => run('evaluate', 'emotion.json', 'm.swr'),
      1,
      'InvalidArgument',
      /another architecture/,
    ],
    [
      'classes of no output',
      () => run('evaluate', 'liveness.json', 'm.swr', '--classes', 'z'),
      2,
      'Usage',
      /activation_6/,
    ],
    ['other bytes', () => run('evaluate', 'liveness.json', 'x.npy'), 1, 'UnsupportedFormat', /x\.npy/],
  ])('%s', async (_, wrong, exitCode, code, message) => {
    await writeNpy('wrong.npy', [6, 32, 31, 3]);
    await mkdir(folder.file('empty'));
    await writeFile(folder.file('m.swr'), compressed);
    expectFailure(await wrong(), exitCode, code, message);
  });

  test('weights alone cannot be run', async () => {
    const { weightsManifest } = JSON.parse(await readFile(folder.file('liveness.json'), 'utf8'));
    await writeFile(folder.file('manifest.json'), JSON.stringify(weightsManifest));
    expectFailure(await run('compress', 'manifest.json', '-o', 'm.swr', '--tolerance', '1%'), 2, 'Usage', /can be run/);
    await run('compress', 'manifest.json', '-o', 'm.swr', '--bits', '8', '-q');
    expectFailure(await run('evaluate', 'liveness.json', 'm.swr'), 1, 'UnsupportedFormat', /without a topology/);
  });
});

test.skipIf(!existsSync(models))('inputs may be float64 or lie in a folder under their names', async () => {
  await writeFile(folder.file('m.swr'), compressed);
  await writeNpy('bytes.npy', [3, 32, 32, 3], '|u1');
  const bytes = JSON.parse((await run('evaluate', 'liveness.json', 'm.swr', '--inputs', 'bytes.npy', '--json')).stdout);
  expect([bytes.inputs, bytes.source]).toEqual([3, 'bytes.npy']);
  await mkdir(folder.file('inputs'));
  await writeNpy('inputs/conv2d_1_input.npy', [2, 32, 32, 3], '<f8');
  const inputs = JSON.parse((await run('evaluate', 'liveness.json', 'm.swr', '--inputs', 'inputs', '--json')).stdout);
  expect(inputs.inputs).toBe(2);
});
