import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectFailure, freshFolder, samplewire } from './command.ts';

const folder = freshFolder();
const send = ['send', 'x.csv', '-o', 'x.swr', '-t', 'x = normal(x, 1)'];
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

describe('send', () => {
  test.each(['', 'n/a'])('%j instead of a number is named with row and column', async (cell) => {
    await writeFile(folder.file('x.csv'), `x,name\n1,a\n${cell},b\n`);
    const ran = await run(send);
    expectFailure(ran, 1, 'InvalidData', /x\.csv row 2, column x/);
    expect(ran.stderr).toBe(
      `samplewire: x.csv row 2, column x: expected a finite number, got ${JSON.stringify(cell)} (use --missing skip to leave such rows out) [InvalidData]\n`,
    );
    await expectUntouched();
  });

  test('a column that is missing is named, and those that are there', async () => {
    const ran = await run(['send', 'x.csv', '-o', 'x.swr', '-t', 'x = normal(temperature, 1)']);
    expect([1, 2]).toContain(ran.code);
    expect(ran.stderr).toMatch(/temperature/);
    expect(ran.stderr).toMatch(/\bx\b.*name/);
    await expectUntouched();
  });

  test('an expression that does not parse or tries to escape is a wrong command line', async () => {
    for (const option of [
      ['-t', 'x = normal(cos.constructor("return process")(), 1)'],
      ['-t', 'x = normal(x, 1)', '-p', 'x = normal(16'],
    ]) {
      const ran = await run(['send', 'x.csv', '-o', 'x.swr', ...option]);
      expect([ran.code, ran.stdout]).toEqual([2, '']);
      expect(ran.stderr).toMatch(/^samplewire: --(target|proposal): .*\[InvalidArgument\]\n$/);
    }
    await expectUntouched();
  });

  test('a parameter that makes no law is refused', async () => {
    const ran = await run(['send', 'x.csv', '-o', 'x.swr', '-t', 'x = normal(x, x - 2)']);
    expectFailure(ran, 1, 'InvalidArgument', /x\.csv.*sigma|x\.csv.*positive/);
    await expectUntouched();
  });

  test('a target outside the support of the proposal is named', async () => {
    expectFailure(await run([...send, '-p', 'x = uniform(0, 2)']), 1, 'Support', /x\.csv.*row 1/);
    await expectUntouched();
  });

  test('a file without rows is refused', async () => {
    await writeFile(folder.file('x.csv'), 'x\n');
    expectFailure(await run(send), 1, 'InvalidData', /x\.csv: expected at least one row, got none/);
    await expectUntouched();
  });

  test('the universal method is for uniform targets of one width', async () => {
    const ran = await run([...send, '--method', 'universal']);
    expect([1, 2]).toContain(ran.code);
    expect(ran.stderr).toMatch(/\[(InvalidArgument|Support)\]/);
    expect((await run([...send, '--method', 'telepathy'])).code).toBe(2);
    await expectUntouched();
  });

  test('inputs and outputs that are no files are one line', async () => {
    await mkdir(folder.file('folder.csv'));
    expectFailure(await run(['send', 'absent.csv', ...send.slice(2)]), 1, 'FileSystem', /absent\.csv: no such file/);
    expectFailure(
      await run(['send', 'folder.csv', ...send.slice(2)]),
      1,
      'FileSystem',
      /folder\.csv: expected a file, got a folder/,
    );
    expectFailure(
      await run([...send, '--samples', 'folder.csv']),
      1,
      'FileSystem',
      /folder\.csv: expected a file to write, got a folder/,
    );
    expectFailure(await run(['send', 'x.csv', '-o', '.', '-t', 'x = normal(x, 1)']), 1, 'FileSystem', /got a folder/);
    expectFailure(
      await run(['send', 'x.csv', '-o', 'no/x.swr', '-t', 'x = normal(x, 1)']),
      1,
      'FileSystem',
      /no\/x\.swr: no such file or folder/,
    );
    expectFailure(await run([...send, '--seed-file', 'absent']), 1, 'FileSystem', /absent: no such file/);
    await expectUntouched('folder.csv');
  });

  test.runIf(existsSync('/dev/full'))('a full device leaves nothing behind', async () => {
    const full = ['send', 'x.csv', '-t', 'x = normal(x, 1)', '-o'];
    expectFailure(await run([...full, '/dev/full']), 1, 'FileSystem', /\/dev\/full: no space left on the device/);
    expectFailure(await run([...send, '--samples', '/dev/full', '--format', 'csv']), 2, 'Usage', /dev\/full/);
    await expectUntouched();
  });

  test('a full disk leaves the previous output', async (context) => {
    await mkdir(folder.file('disk'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder.file('disk')], { stdio: 'ignore' });
    } catch {
      context.skip('a small file system cannot be mounted here');
    }
    try {
      await writeFile(folder.file('x.csv'), `x\n${Array.from({ length: 20_000 }, (_, i) => i).join('\n')}\n`);
      await writeFile(folder.file('disk/x.swr'), 'previous');
      const ran = await run(['send', 'x.csv', '-o', 'disk/x.swr', '-t', 'x = normal(x, 0.01)', '--block', '1']);
      expectFailure(ran, 1, 'FileSystem', /disk\/x\.swr: no space left on the device/);
      expect(await readFile(folder.file('disk/x.swr'), 'utf8')).toBe('previous');
    } finally {
      execFileSync('umount', [folder.file('disk')]);
    }
  });

  test.skipIf(process.getuid?.() === 0)('an output that may not be written stays', async () => {
    await chmod(folder.file('x.swr'), 0o444);
    expectFailure(await run(send), 1, 'FileSystem', /x\.swr: permission denied/);
    await expectUntouched();
  });
});
