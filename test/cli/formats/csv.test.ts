import { describe, expect, test } from 'vitest';
import { readTable, writeTable } from './tables.ts';

const weather = 'date,temp max (°C),wind\n2012/01/01,12.8,4.7\n2012/01/02,"10.6", 4.5\n"a,\nb",-1.5e1,.5\n';

describe('reading', () => {
  test('only the columns that are asked for have to be numbers, wherever the bytes are cut', async () => {
    for (const pieceBytes of [1, 7, 1 << 16]) {
      const { variables, columns } = await readTable('csv', weather, ['temp_max_C', 'wind'], { pieceBytes });
      expect(variables).toEqual(['date', 'temp max (°C)', 'wind', 'temp_max_C']);
      expect(columns).toEqual({ temp_max_C: [12.8, 10.6, -15], wind: [4.7, 4.5, 0.5] });
    }
  });

  test('a byte order mark, carriage returns and blank lines are no data', async () => {
    const { columns } = await readTable('csv', '\ufeffa,b\r\n1,2\r\n\r\n3,4\r\n\r\n', ['a', 'b']);
    expect(columns).toEqual({ a: [1, 3], b: [2, 4] });
  });

  test('batches have the asked size', async () => {
    const text = `x\n${Array.from({ length: 2500 }, (_, i) => i).join('\n')}\n`;
    const { columns, batches } = await readTable('csv', text, ['x'], { rowsPerBatch: 1000, pieceBytes: 300 });
    expect(batches).toBe(3);
    expect(columns.x).toEqual(Array.from({ length: 2500 }, (_, i) => i));
  });

  test.each(['n/a', '', 'NaN', 'Infinity', '0x10', '1e999', '12,5', '1_000'])(
    '%j is no finite number, and the message says where',
    async (cell) => {
      const text = `id,temperature\n1,20.5\n2,"${cell}"\n3,21\n`;
      await expect(readTable('csv', text, ['temperature'])).rejects.toMatchObject({
        code: 'InvalidData',
        message: `table row 2, column temperature: expected a finite number, got ${cell === '1e999' ? '"1e999"' : JSON.stringify(cell)} (use --missing skip to leave such rows out)`,
      });
      const { columns, leftOut } = await readTable('csv', text, ['temperature'], { missing: 'skip' });
      expect(columns).toEqual({ temperature: [20.5, 21] });
      expect(leftOut).toBe(1);
    },
  );

  test('a blank line in a file of one column is a missing number, at the end it is nothing', async () => {
    await expect(readTable('csv', 'x\n1\n\n2\n\n\n', ['x'])).rejects.toThrow('table row 2, column x');
    expect((await readTable('csv', 'x\n1\n\n2\n\n\n', ['x'], { missing: 'skip' })).columns).toEqual({ x: [1, 2] });
  });

  test.each([
    ['', /expected a header row, got an empty file/],
    ['a,b\n1,2\n3\n', /table row 2: expected 2 fields, got 1/],
    ['a,b\n1,"2\n', /expected CSV, got this: .*[Qq]uote/],
    ['a,a,x\n1,2,3\n', /expected one column a, got several/],
    ['b,c\n1,2\n', /expected a column a, got b, c/],
  ])('%j is refused', async (text, message) => {
    await expect(readTable('csv', text, ['a'])).rejects.toMatchObject({
      code: 'InvalidData',
      message: expect.stringMatching(message),
    });
  });
});

describe('writing', () => {
  test('numbers read back as the same numbers', async () => {
    const samples = Float64Array.of(0.1, 1e21, -1 / 3, 5e-324, 123456789.125, 2);
    const bytes = await writeTable('csv', ['a', 'say "b", c'], [samples.subarray(0, 2), samples.subarray(2)]);
    expect(new TextDecoder().decode(bytes)).toBe(
      'a,"say ""b"", c"\n0.1,1e+21\n-0.3333333333333333,5e-324\n123456789.125,2\n',
    );
    const { columns } = await readTable('csv', bytes, ['a', 'say_b_c']);
    expect(columns).toEqual({ a: [0.1, -1 / 3, 123456789.125], say_b_c: [1e21, 5e-324, 2] });
  });

  test('a table without rows has a header', async () => {
    expect(new TextDecoder().decode(await writeTable('csv', ['a', 'b'], []))).toBe('a,b\n');
  });

  test('tabs separate in .tsv', async () => {
    const bytes = await writeTable('tsv', ['a', 'b'], [Float64Array.of(1, 2)]);
    expect(new TextDecoder().decode(bytes)).toBe('a\tb\n1\t2\n');
    expect((await readTable('tsv', bytes, ['b'])).columns).toEqual({ b: [2] });
  });
});
