import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { freshFolder, samplewire } from './command.ts';

const folder = freshFolder();

/** Waits until the command has its temporary file, so that the signal finds it at work. */
async function untilWorking(): Promise<void> {
  while (!(await folder.names()).some((name) => name.endsWith('.tmp')))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends with its exit code and leaves no trace', async (signal, exitCode) => {
  await writeFile(folder.file('x.csv'), `x\n${Array.from({ length: 200_000 }, (_, i) => i / 100).join('\n')}\n`);
  await writeFile(folder.file('x.swr'), 'previous');
  const ran = await samplewire(['send', 'x.csv', '-o', 'x.swr', '-t', 'x = normal(x, 0.1)', '--samples', 'sent.csv'], {
    cwd: folder.path,
    onStart: (child) => {
      void untilWorking().then(() => child.kill(signal));
    },
  });
  expect([ran.code, ran.stdout]).toEqual([exitCode, '']);
  expect(await folder.names()).toEqual(['x.csv', 'x.swr']);
  expect(await readFile(folder.file('x.swr'), 'utf8')).toBe('previous');
});

test('a reader that goes away is no error', async () => {
  await writeFile(folder.file('x.json'), JSON.stringify(Array.from({ length: 30_000 }, (_, i) => i)));
  await samplewire(['send', 'x.json', '-o', 'x.swr', '-t', 'x = uniform(x, x + 1)', '-q'], { cwd: folder.path });
  const ran = await samplewire(['receive', 'x.swr', '-o', '-', '--format', 'csv'], {
    cwd: folder.path,
    onStart: (child) => {
      child.stdout?.once('data', () => child.stdout?.destroy());
    },
  });
  expect([ran.code, ran.stderr]).toEqual([0, '']);
});
