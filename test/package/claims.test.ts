/** The lists of claims and guarantees are whole, and name tests that exist. `npm run verify:claims` says which pass. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { claims } from '../../scripts/claims/claims.mjs';
import { guarantees } from '../../scripts/claims/guarantees.mjs';

const root = new URL('../../', import.meta.url);
const numbered = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, i) => `${letter}${i + 1}`);

describe('claims and guarantees', () => {
  test('every row of the table of claims is there, once', () => {
    const figures = ['F1A', 'F1B', 'F1C', ...numbered('F', 7).slice(1)];
    expect(claims.map(({ id }) => id)).toEqual([...numbered('C', 20), ...figures, ...numbered('D', 18)]);
  });

  test('guarantees are numbered, and each names a test', () => {
    const rows = guarantees();
    expect(rows.map(({ id }) => id)).toEqual(numbered('G', rows.length));
    for (const { id, tests } of rows) expect(tests.length, id).toBeGreaterThan(0);
  });

  test.each([...claims, ...guarantees()])('$id names files that exist', ({ tests = [] }) => {
    for (const name of tests) expect(existsSync(new URL(name.split(' > ')[0]!, root)), name).toBe(true);
  });
});
