import { describe, expect, test } from 'vitest';
import { readTable, writeTable } from './tables.ts';

describe('reading', () => {
  test.each([
    ['an array of objects', '[{"a": 1, "b": "u"}, {"b": "v", "a": 2.5}]', ['a']],
    ['an object of arrays', '{"note": "text", "a": [1, 2.5], "b": ["u", "v"]}', ['a']],
    ['an array of numbers', '[1, 2.5]', ['x']],
    ['an array of arrays', '[[1, 7], [2.5, 8]]', ['x0']],
  ])('%s is a table', async (_, text, [name]) => {
    expect((await readTable('json', text, [name!], { pieceBytes: 3 })).columns).toEqual({ [name!]: [1, 2.5] });
  });

  test('what is absent, null or text is no number', async () => {
    const text = '[{"a": 1}, {"b": 2}, {"a": null}, {"a": "3"}, {"a": 4}]';
    await expect(readTable('json', text, ['a'])).rejects.toThrow(
      'table row 2, column a: expected a finite number, got null',
    );
    expect(await readTable('json', text, ['a'], { missing: 'skip' })).toMatchObject({
      columns: { a: [1, 4] },
      leftOut: 3,
    });
  });

  test('names of a prototype are names', async () => {
    const { columns } = await readTable('json', '[{"constructor": 1, "toString": 2}, {"toString": 3}]', ['toString']);
    expect(columns).toEqual({ toString: [2, 3] });
  });

  test.each([
    ['', /expected JSON/],
    ['{"a": [1', /expected JSON/],
    ['3', /expected an array or an object of arrays, got 3/],
    ['{}', /expected an object of arrays/],
    ['{"a": [1], "b": [1, 2]}', /arrays of one length, got 1 for a and 2 for b/],
    ['[[1, 2], [3]]', /row 2: expected an array of 2 numbers/],
    ['[{"a": 1}, 2]', /row 2: expected an object, got 2/],
    ['[{"b": 1}]', /expected a column a, got b/],
  ])('%j is refused', async (text, message) => {
    await expect(readTable('json', text, ['a'])).rejects.toMatchObject({
      code: 'InvalidData',
      message: expect.stringMatching(message),
    });
  });
});

describe('writing', () => {
  test('rows are objects and read back as the same numbers', async () => {
    const bytes = await writeTable('json', ['a', 'b'], [Float64Array.of(0.1, 1e21), Float64Array.of(-1 / 3, 2)]);
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual([
      { a: 0.1, b: 1e21 },
      { a: -1 / 3, b: 2 },
    ]);
    expect(JSON.parse(new TextDecoder().decode(await writeTable('json', ['a'], [])))).toEqual([]);
  });
});
