import { readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectFailure, freshFolder, samplewire } from './command.ts';

const folder = freshFolder();
const run = (args: readonly string[]) => samplewire(args, { cwd: folder.path });

beforeEach(async () => {
  await writeFile(folder.file('x.csv'), 'x,name\n1,a\n2,b\n3,c\n');
  await writeFile(folder.file('x.swr'), 'previous');
});

/** Input and previous output are as they were, and nothing else is there. */
async function expectUntouched(...others: string[]): Promise<void> {
  expect(await folder.names()).toEqual([...others, 'x.csv', 'x.swr'].sort());
  expect(await readFile(folder.file('x.swr'), 'utf8')).toBe('previous');
}

describe('a file of samples', () => {
  beforeEach(async () => {
    const ran = await run(['send', 'x.csv', '-o', 'seeded.swr', '-t', 'x = normal(x, 1)', '--seed', 'ours', '-q']);
    expect(ran.stderr).toBe('');
  });
  const commands = [
    ['receive', 'seeded.swr', '-o', 'x.swr', '--format', 'csv'],
    ['inspect', 'seeded.swr'],
    ['verify', 'seeded.swr'],
  ];

  test('a wrong seed is an error and not noise', async () => {
    for (const [command, ...rest] of [commands[0]!, commands[2]!]) {
      const ran = await run([command!, ...rest, '--seed', 'theirs']);
      expectFailure(ran, 1, 'WrongSeed', /seeded\.swr: wrong seed \(this file was written with another --seed\)/);
    }
    expectFailure(await run(commands[0]!), 1, 'WrongSeed', /seeded\.swr: needs a seed/);
    await expectUntouched('seeded.swr');
  });

  test('with --json the error has its code on the standard output', async () => {
    const { stdout } = await run([...commands[0]!, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'WrongSeed' } });
  });

  test('cut at any byte it is refused', async () => {
    const bytes = await readFile(folder.file('seeded.swr'));
    for (const length of [0, 1, 7, Math.floor(bytes.length / 2), bytes.length - 1]) {
      await writeFile(folder.file('cut.swr'), bytes.subarray(0, length));
      for (const [command, , ...rest] of commands) {
        const seed = command === 'inspect' ? [] : ['--seed', 'ours'];
        const ran = await run([command!, 'cut.swr', ...rest, ...seed]);
        expect([ran.code, ran.stdout]).toEqual([1, '']);
        expect(ran.stderr).toMatch(/^samplewire: cut\.swr: .*\[(UnexpectedEnd|CorruptData|UnsupportedFormat)\]\n$/);
      }
    }
    await expectUntouched('cut.swr', 'seeded.swr');
  });

  test('damaged, prolonged or foreign it is refused', async () => {
    const bytes = await readFile(folder.file('seeded.swr'));
    const damaged = Buffer.from(bytes);
    damaged[Math.floor(bytes.length / 2)]! ^= 1;
    await writeFile(folder.file('damaged.swr'), damaged);
    await writeFile(folder.file('prolonged.swr'), Buffer.concat([bytes, Buffer.of(0)]));
    const broken = await run(['verify', 'damaged.swr']);
    expect([broken.code, broken.stdout]).toEqual([1, '']);
    expect(broken.stderr).toMatch(/^samplewire: damaged\.swr: .*\[(CorruptData|UnsupportedFormat)\]\n$/);
    expectFailure(await run(['verify', 'prolonged.swr']), 1, 'TrailingData', /prolonged\.swr: /);
    const ran = await run(['inspect', 'x.csv']);
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toMatch(/^samplewire: x\.csv: .*\[(UnsupportedFormat|CorruptData)\]\n$/);
  });
});
