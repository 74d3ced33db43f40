import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { freshFolder, samplewire } from './command.ts';

const weather = fileURLToPath(new URL('../../node_modules/vega-datasets/data/seattle-weather.csv', import.meta.url));
const truncated = 'temp_max = truncatedNormal(temp_max, 0.5, temp_max - 2, temp_max + 2)';
const folder = freshFolder();

/** Runs in the folder and expects success. */
async function ok(
  args: readonly string[],
  input?: string | Uint8Array,
): Promise<{ stdout: string; stderr: string; bytes: Uint8Array }> {
  const ran = await samplewire(args, { cwd: folder.path, ...(input === undefined ? {} : { input }) });
  expect(ran.stderr.startsWith('samplewire:') ? ran.stderr : '').toBe('');
  expect(ran.code).toBe(0);
  return ran;
}

const numbers = (text: string): number[] => text.trim().split('\n').slice(1).map(Number);

describe('real weather', () => {
  test("the receiver holds the sender's samples, byte for byte, each near its reading", async () => {
    const sent = await ok([
      'send',
      weather,
      '-o',
      'weather.swr',
      '--target',
      truncated,
      '--proposal',
      'temp_max = normal(16, 8)',
      '--samples',
      'sent.csv',
      '--report',
      'r.json',
    ]);
    await ok(['receive', 'weather.swr', '-o', 'samples.csv']);
    const [ours, theirs] = [
      await readFile(folder.file('sent.csv'), 'utf8'),
      await readFile(folder.file('samples.csv'), 'utf8'),
    ];
    expect(theirs).toBe(ours);
    expect(theirs.startsWith('temp_max\n')).toBe(true);
    const readings = (await readFile(weather, 'utf8'))
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[2]));
    const samples = numbers(theirs);
    expect(samples).toHaveLength(1461);
    for (const [i, sample] of samples.entries()) expect(Math.abs(sample - readings[i]!)).toBeLessThanOrEqual(2);
    expect(sent.stdout).toContain('1,461 rows, 1 target');
    expect(sent.stdout).toContain('exact: every received value follows its target');
    expect(sent.stderr).toBe('');
    expect(await folder.names()).toEqual(['r.json', 'samples.csv', 'sent.csv', 'weather.swr']);

    const report = JSON.parse(await readFile(folder.file('r.json'), 'utf8'));
    expect(report).toMatchObject({
      method: 'hybrid',
      values: 1461,
      totalVariationBound: 0,
      fileTotalVariationBound: 0,
    });
    expect(report.bytes).toBe((await readFile(folder.file('weather.swr'))).length);
    expect(report.bits.index + report.bits.point + report.bits.framing).toBeCloseTo(8 * report.bytes, 6);
    expect(report.bits.framing).toBeLessThanOrEqual(8 * 128);
    expect(report.informationBits).toBeLessThan(8 * report.bytes);
    expect(report.candidatesExamined).toBeGreaterThanOrEqual(report.blocks);
  });

  test('the proposal may be left out, targets repeated, a block chosen', async () => {
    await ok([
      'send',
      weather,
      '-o',
      'w.swr',
      '--target',
      'high = normal(temp_max, 0.5)',
      '--target',
      'low = laplace(temp_min, 0.2 + 0.01 * wind)',
      '--block',
      '2',
      '--samples',
      'sent.csv',
    ]);
    await ok(['receive', 'w.swr', '-o', 'got.csv']);
    const got = await readFile(folder.file('got.csv'), 'utf8');
    expect(got).toBe(await readFile(folder.file('sent.csv'), 'utf8'));
    expect(got.split('\n')[0]).toBe('high,low');
    expect(got.trim().split('\n')).toHaveLength(1462);
    const { stdout } = await ok(['inspect', 'w.swr', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      dimension: 2,
      rows: 1461,
      values: 2922,
      columns: [{ name: 'high' }, { name: 'low' }],
    });
  });

  test('uniform targets of one width go by universal quantization', async () => {
    const { stdout } = await ok([
      'send',
      weather,
      '-o',
      'w.swr',
      '--target',
      'temp_max = uniform(temp_max - 1, temp_max + 1)',
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ method: 'universal', candidatesExamined: 1461 });
  });

  test('truncation is stated', async () => {
    const { stdout } = await ok([
      'send',
      weather,
      '-o',
      'w.swr',
      '-t',
      'temp_max = normal(temp_max, 0.5)',
      '--truncate',
      '0.0001',
      '--block',
      '1',
      '--json',
    ]);
    const report = JSON.parse(stdout);
    expect(report.totalVariationBound).toBe(1e-4);
    expect(report.fileTotalVariationBound).toBeCloseTo(1 - (1 - 1e-4) ** 1461, 12);
    expect((await ok(['verify', 'w.swr'])).stdout).toContain(
      'approximate: total variation at most 1.00e-4 per block'.replace('1.00e-4', '1e-4'),
    );
  });

  test('the page is one file that fetches and runs nothing', async () => {
    await ok([
      'send',
      weather,
      '-o',
      'w.swr',
      '-t',
      'temp_max = normal(temp_max, 0.5)',
      '--report',
      'r.html',
      '--quiet',
      '--seed',
      'top secret',
    ]);
    const page = await readFile(folder.file('r.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.match(/<svg/g)).toHaveLength(5);
    expect(page).not.toMatch(/<script|<link|<img|@import|src=|href=|url\((?!#)/);
    expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:/);
    expect(page).not.toContain('top secret');
    expect(page).toContain('--seed ...');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('formats and streams', () => {
  const table = 'x\n1.5\n2.5\n-3\n';

  test('standard input and output carry data, the summary goes beside', async () => {
    const sent = await ok(
      ['send', '-', '--format', 'csv', '-o', '-', '-t', 'x = normal(x, 0.1)', '--samples', 'sent.json'],
      table,
    );
    expect(sent.stderr).toContain('3 rows');
    const got = await ok(['receive', '-', '-o', '-', '--format', 'json'], sent.bytes);
    expect(got.stdout).toBe(await readFile(folder.file('sent.json'), 'utf8'));
    expect(JSON.parse(got.stdout)).toHaveLength(3);
  });

  test('arrays go in and come out', async () => {
    await ok(
      ['send', '-', '--format', 'json', '-o', 'x.swr', '-t', 'x = laplace(x, 0.1)', '--samples', 'sent.npy', '--quiet'],
      '[1, 2, 3, 4]',
    );
    await ok(['receive', 'x.swr', '-o', 'got.npy', '-q']);
    expect(await readFile(folder.file('got.npy'))).toEqual(await readFile(folder.file('sent.npy')));
    const through = await ok(['receive', 'x.swr', '-o', '-', '--format', 'npy', '-q']);
    expect(Buffer.from(through.bytes)).toEqual(await readFile(folder.file('sent.npy')));
    await ok(['send', 'got.npy', '-o', 'again.swr', '-t', 'x = normal(x, 1)', '-q']);
  });

  test('rows that lack a number are left out when asked', async () => {
    const { stdout } = await ok(
      ['send', '-', '--format', 'csv', '-o', 'x.swr', '-t', 'x = normal(x, 1)', '--missing', 'skip'],
      'x\n1\nn/a\n2\n',
    );
    expect(stdout).toContain('2 rows (1 left out)');
    expect((await ok(['receive', 'x.swr', '-o', '-', '--format', 'csv', '-q'])).stdout.trim().split('\n')).toHaveLength(
      3,
    );
  });
});

describe('keys', () => {
  const send = ['send', 'x.csv', '-o', 'x.swr', '-t', 'x = normal(x, 1)', '-q'];

  test('without a seed every file has a key of its own, inside', async () => {
    await writeFile(folder.file('x.csv'), 'x\n1\n2\n');
    await ok(send);
    const one = await readFile(folder.file('x.swr'));
    await ok(send);
    expect(await readFile(folder.file('x.swr'))).not.toEqual(one);
    expect((await ok(['verify', 'x.swr'])).stdout).toContain('all 2 values decode with the key in the file');
  });

  test('seed and local seed together make the encoder reproducible', async () => {
    await writeFile(folder.file('x.csv'), 'x\n1\n2\n');
    await ok([...send, '--seed', 's', '--local-seed', 'l']);
    const one = await readFile(folder.file('x.swr'));
    await ok([...send, '--seed', 's', '--local-seed', 'l']);
    expect(await readFile(folder.file('x.swr'))).toEqual(one);
    const got = await ok(['receive', 'x.swr', '-o', '-', '--format', 'csv', '--seed', 's', '-q']);
    expect(numbers(got.stdout)).toHaveLength(2);
  });

  test('a seed file counts byte by byte', async () => {
    await writeFile(folder.file('x.csv'), 'x\n1\n2\n');
    await writeFile(folder.file('key'), Uint8Array.of(0, 255, 10, 13));
    await ok([...send, '--seed-file', 'key']);
    expect((await ok(['verify', 'x.swr', '--seed-file', 'key'])).stdout).toContain('all 2 values decode');
    expect((await ok(['verify', 'x.swr'])).stdout).toContain('the values: decoding needs the seed');
  });
});

describe('several workers', () => {
  test('write the bytes and read the samples of one, and pass errors on', async () => {
    const values = Array.from({ length: 70_000 }, (_, i) => ((i * 7919) % 10_007) / 500);
    await writeFile(folder.file('x.csv'), `x\n${values.join('\n')}\n`);
    const send = ['send', 'x.csv', '-t', 'x = normal(x, 1)', '-p', 'x = normal(10, 6)', '-q', '--local-seed', 'l'];
    const layered = [...send, '--method', 'layered', '--seed', 's'];
    await ok([...layered, '-o', 'one.swr']);
    await ok([...layered, '-o', 'two.swr', '--workers', '2', '--samples', 'sent.npy']);
    expect(Buffer.compare(await readFile(folder.file('one.swr')), await readFile(folder.file('two.swr')))).toBe(0);
    await ok(['receive', 'two.swr', '-o', 'got.npy', '--seed', 's', '--workers', '2', '-q']);
    expect(Buffer.compare(await readFile(folder.file('got.npy')), await readFile(folder.file('sent.npy')))).toBe(0);
    const wrong = await samplewire(['receive', 'one.swr', '-o', 'x.npy', '--seed', 'other', '--workers', '2'], {
      cwd: folder.path,
    });
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('wrong seed')]);
    const many = await samplewire([...layered, '-o', 'x.swr', '--workers', '65'], { cwd: folder.path });
    expect([many.code, many.stderr]).toEqual([
      2,
      expect.stringContaining('--workers expected an integer from 1 to 64'),
    ]);
  }, 120_000);
});
