import { describe, expect, test } from 'vitest';
import { shellCommand } from '../../src/cli/arguments/shell-words.ts';
import { expectFailure, freshFolder, samplewire } from './command.ts';

const folder = freshFolder();

describe('help', () => {
  test.each([[['--help']], [['-h']], [[]], [['help']]])('%j is one screen with examples', async (args) => {
    const { code, stdout, stderr } = await samplewire(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(24);
    expect(stdout).toContain('Examples\n  samplewire send');
  });

  test.each(['send', 'receive', 'inspect', 'verify'])(
    '%s --help is at most 100 columns wide and has examples',
    async (name) => {
      const { code, stdout } = await samplewire([name, '--help']);
      expect(code).toBe(0);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(stdout).toContain('Examples\n');
      expect((await samplewire(['help', name])).stdout).toBe(stdout);
    },
  );

  test("the version is the package's", async () => {
    expect((await samplewire(['--version'])).stdout).toMatch(/^samplewire \d+\.\d+\.\d+\n$/);
  });
});

describe('a wrong command line is exit code 2 and one line', () => {
  const send = ['send', 'data.csv', '-o', 'out.swr'];
  const target = ['--target', 'x = normal(x, 1)'];
  test.each<[string[], RegExp]>([
    [['sned'], /expected a command \(send, receive, inspect, verify, compress, decompress, evaluate\), got "sned"/],
    [['send'], /expected one input file, or - for standard input, got none/],
    [['send', 'a.csv', 'b.csv', '-o', 'out.swr', ...target], /expected one input file/],
    [['send', 'data.csv', ...target], /expected -o FILE\.swr/],
    [send, /expected --target 'NAME = LAW'/],
    [[...send, '--target'], /target/],
    [[...send, ...target, '--colour'], /unknown option '--colour'/],
    [[...send, ...target, '--block', '0'], /--block expected an integer from 1 to 64, got "0"/],
    [[...send, ...target, '--block', '2.5'], /--block/],
    [[...send, ...target, '--truncate', '1'], /--truncate expected a number between 0 and 1, got "1"/],
    [[...send, ...target, '--missing', 'drop'], /--missing expected refuse or skip, got "drop"/],
    [[...send, ...target, '--report', 'r.pdf'], /--report expected a name that ends in \.html or \.json/],
    [[...send, ...target, '--seed', ''], /--seed expected a text/],
    [[...send, ...target, '--seed', 'a', '--seed-file', 'b'], /expected one of --seed and --seed-file, got both/],
    [
      ['send', 'data.txt', '-o', 'out.swr', ...target],
      /data\.txt: the name does not end in \.csv, \.npy or \.json; say --format/,
    ],
    [['send', '-', '-o', 'out.swr', ...target], /--format csv, npy or json/],
    [['send', 'data.csv', '-o', 'data.csv', ...target], /expected different files/],
    [[...send, ...target, '--samples', './out.swr'], /expected different files/],
    [['receive', 'in.swr'], /expected -o FILE/],
    [['receive', 'in.swr', '-o', 'out.xls'], /out\.xls/],
    [['inspect'], /expected one \.swr file/],
    [['verify', 'a.swr', '--target', 'x'], /unknown option '--target'/],
  ])('%j', async (args, message) => {
    expectFailure(await samplewire(args, { cwd: folder.path }), 2, 'Usage', message);
    expect(await folder.names()).toEqual([]);
  });

  test('with --json the code is on the standard output too', async () => {
    const { code, stdout } = await samplewire(['inspect', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'Usage', message: expect.any(String) } });
  });
});

test('a shown command line is one that a shell reads back', () => {
  expect(shellCommand(['samplewire', 'a b', "it's", 'x=1', '$HOME', ''])).toBe(
    "samplewire 'a b' 'it'\\''s' x=1 '$HOME' ''",
  );
});
