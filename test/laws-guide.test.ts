/** The guide to laws: its programs run, and report as it says. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as testing from 'samplewire/testing';
import { describe, expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const guide = readFileSync(new URL('docs/laws.md', root), 'utf8');
const programs = Array.from(guide.matchAll(/```js\n([\s\S]*?)```/g), ([, code]) => code!);

describe('the guide to laws', () => {
  test.each([
    [
      1,
      /^survival inverts quantileSurvival: .* Shrunk distribution: gumbel, probability .* Usual causes: survival computed/,
    ],
    [
      2,
      /^law of the sample: .* > .* \(n = 20,000, 1e-9\)\. Shrunk target: \[normal\(0, 1\)\]\. Usual causes: bound below/,
    ],
  ])('program %i reports one broken law', (i, report) => {
    mkdirSync(new URL('.tmp/', root), { recursive: true });
    const file = new URL(`.tmp/laws-${i}.mjs`, root);
    writeFileSync(file, programs[i - 1]!);
    try {
      expect(execFileSync(process.execPath, [fileURLToPath(file)], { encoding: 'utf8' })).toMatch(report);
    } finally {
      rmSync(file);
    }
  });

  test('names every function that checks laws', () => {
    const named = Array.from(guide.matchAll(/^\| `(\w+Laws)` \|/gm), ([, name]) => name);
    const exported = Object.keys(testing).filter((name) => name.endsWith('Laws') && name !== 'discreteLaws');
    expect(named.sort()).toEqual(exported.sort());
  });
});
