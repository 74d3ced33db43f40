/** Notebooks are what their sources say, and each has a page without a path of a machine in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { notebookOf } from '../../docs/site/cells.mjs';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const sources = readdirSync(new URL('../../notebooks/src', import.meta.url)).map((file) => file.replace(/\.md$/, ''));

describe.each(sources)('notebook %s', (name) => {
  test('is its source in cells', () => {
    expect(JSON.parse(read(`notebooks/${name}.ipynb`))).toEqual(notebookOf(read(`notebooks/src/${name}.md`)));
  });

  test('has a rendered page that needs nothing else', () => {
    const page = read(`docs/notebooks/${name}.html`);
    expect(page).not.toMatch(/file:\/\/|\/home\/|\/work\/|\/tmp\//);
    expect(page).not.toMatch(/<script|<link|src="http/);
    expect(page.match(/<svg /g)!.length).toBeGreaterThanOrEqual(3);
    expect(page.length).toBeLessThan(400_000);
  });
});
