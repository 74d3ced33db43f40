/** The guide to choosing: its programs run, its pictures exist, its case is one, and every method and selection has a section. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { channelMethods } from '../src/rcc/channel/methods.ts';

const root = new URL('../', import.meta.url);
const guide = readFileSync(new URL('docs/methods.md', root), 'utf8');
const blocks = (language: string): string[] =>
  Array.from(guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g')), (match) => match[1]!);

/** What a program prints that lies in the project's own scratch folder. */
function printed(name: string, code: string): string {
  const folder = new URL('.tmp/', root);
  mkdirSync(folder, { recursive: true });
  const file = new URL(name, folder);
  writeFileSync(file, code);
  try {
    return execFileSync(process.execPath, [fileURLToPath(file)], { encoding: 'utf8' });
  } finally {
    rmSync(file);
  }
}

describe('the guide to choosing', () => {
  test.each(blocks('js').map((code, i) => [i + 1, code] as const))('program %i runs as it says', (i, code) => {
    const output = printed(`methods-${i}.mjs`, code);
    expect(output).toMatch(/true\n$/);
    expect(output).not.toMatch(/false/);
  });

  test('shows a case that the bench reads', () => {
    const [text] = blocks('json');
    const path = new URL('.tmp/case.json', root);
    mkdirSync(new URL('.tmp/', root), { recursive: true });
    writeFileSync(path, text!);
    const output = printed(
      'case.mjs',
      `import { caseFromFile } from '../bench/simulators/cases.mjs';
       const { name, targets, proposals, informationBits } = caseFromFile(${JSON.stringify(fileURLToPath(path))});
       console.log(JSON.stringify({ name, values: targets.length, proposals: proposals.length, informationBits,
         laws: [...new Set(targets.map(({ law }) => law))] }));`,
    );
    rmSync(path);
    const { informationBits, ...read } = JSON.parse(output);
    expect(read).toEqual({ name: 'readings of one sensor', values: 4000, proposals: 1, laws: ['truncatedNormal'] });
    expect(informationBits).toBeGreaterThan(2);
    expect(informationBits).toBeLessThan(5);
  });

  test('has a section for each method of files, with a picture but for variants, and every link leads somewhere', () => {
    for (const { name } of channelMethods) expect(guide).toContain(`\n### ${name}\n`);
    const links = Array.from(guide.matchAll(/\]\((?!https?:)([^)]+)\)/g), (match) => match[1]!);
    expect(links.length).toBeGreaterThan(15);
    for (const link of links) {
      if (link.startsWith('#')) expect(guide).toMatch(new RegExp(`\n### ${link.slice(1).replace(/-/g, '[ -]')}\n`));
      else expect(existsSync(new URL(`docs/${link}`, root)), link).toBe(true);
    }
  });
});
