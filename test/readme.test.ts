/** What the README shows runs: its programs in the built package, its commands by the names of real scripts and options. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as rcc from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { channelMethods } from '../src/rcc/channel/methods.ts';

const root = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const blocks = (language: string): string[] =>
  Array.from(readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g')), (match) => match[1]!);

describe('the README', () => {
  test.each(blocks('js').map((code, i) => [i + 1, code] as const))(
    'program %i runs and prints that the samples agree',
    (i, code) => {
      const folder = new URL('.tmp/', root);
      mkdirSync(folder, { recursive: true });
      const file = new URL(`readme-${i}.mjs`, folder);
      writeFileSync(file, code);
      try {
        const printed = execFileSync(process.execPath, [fileURLToPath(file)], { encoding: 'utf8' });
        expect(printed).toMatch(/true/);
      } finally {
        rmSync(file);
      }
    },
  );

  test('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
    const named = Array.from(readme.matchAll(/npm run ([\w:]+)/g), (match) => match[1]!);
    expect(named.length).toBeGreaterThan(4);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  test('names only files that exist', () => {
    const files = [
      ...Array.from(readme.matchAll(/node (scripts\/[\w-]+\.mjs)/g), (match) => match[1]!),
      ...Array.from(readme.matchAll(/\]\((?!https?:)([^)#]+)/g), (match) => match[1]!),
      'node_modules/vega-datasets/data/seattle-weather.csv',
    ];
    expect(files.length).toBeGreaterThan(6);
    for (const file of files) expect(existsSync(new URL(file, root)), file).toBe(true);
  });

  test('names the methods and selections that exist, each of them', () => {
    const methods = channelMethods.map(({ name }) => name);
    const table = readme.slice(readme.indexOf('## Which method?'), readme.indexOf('## What is guaranteed'));
    for (const name of methods) expect(table).toContain(`| \`${name}\` |`);
    const selections = [
      'poissonFunctionalRepresentation',
      'rejection',
      'greedyRejection',
      'orderedRandom',
      'minimalRandom',
    ];
    for (const name of selections) {
      expect(table).toContain(name);
      expect(rcc).toHaveProperty(name);
    }
  });

  test('has the table of methods that the bench measured', () => {
    const script = fileURLToPath(new URL('scripts/readme-table.mjs', root));
    expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toBe('');
  });

  test('shows command lines that the command takes', () => {
    const main = fileURLToPath(new URL('dist/cli/main.js', root));
    const help = ['send', 'receive', 'inspect', 'verify', 'compress', 'decompress', 'evaluate']
      .map((name) => execFileSync(process.execPath, [main, name, '--help'], { encoding: 'utf8' }))
      .join('\n');
    const options = new Set(
      blocks('sh')
        .join('\n')
        .match(/--[a-z]+/g),
    );
    for (const option of options) expect(help).toContain(option);
    for (const [, name] of blocks('sh')
      .join('\n')
      .matchAll(/^samplewire (\w+)/gm)) {
      expect(help).toContain(`samplewire ${name!} `);
    }
  });
});
