import { describe, expect, test } from 'vitest';
import { readTable, writeTable } from './tables.ts';

/** A .npy file as numpy writes it. */
function npy(version: 1 | 2 | 3, dict: string, data: Uint8Array): Uint8Array {
  const lengthBytes = version === 1 ? 2 : 4;
  const header = new TextEncoder().encode(`${dict}\n`);
  const bytes = new Uint8Array(8 + lengthBytes + header.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(header, 8 + lengthBytes);
  bytes.set(data, 8 + lengthBytes + header.length);
  return bytes;
}

function dict(descr: string, shape: string, order = 'False'): string {
  return `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
}

type Write = (view: DataView, at: number, value: number) => void;
const elements: [string, number, number[], Write][] = [
  ['<f4', 4, [0.5, -2, 1e10], (view, at, value) => view.setFloat32(at, value, true)],
  ['>f4', 4, [0.5, -2, 3], (view, at, value) => view.setFloat32(at, value)],
  ['<f8', 8, [0.1, -1e300, 5e-324], (view, at, value) => view.setFloat64(at, value, true)],
  ['>f8', 8, [0.1, 2, 3], (view, at, value) => view.setFloat64(at, value)],
  ['|i1', 1, [-128, 127, 0], (view, at, value) => view.setInt8(at, value)],
  ['<i2', 2, [-32768, 32767, 1], (view, at, value) => view.setInt16(at, value, true)],
  ['>i4', 4, [-2147483648, 2147483647, 1], (view, at, value) => view.setInt32(at, value)],
  ['<i8', 8, [-(2 ** 53), 2 ** 62, -1], (view, at, value) => view.setBigInt64(at, BigInt(value), true)],
  ['>i8', 8, [-3, 2 ** 40 + 1, 7], (view, at, value) => view.setBigInt64(at, BigInt(value))],
  ['|u1', 1, [255, 0, 3], (view, at, value) => view.setUint8(at, value)],
  ['<u2', 2, [65535, 0, 3], (view, at, value) => view.setUint16(at, value, true)],
  ['<u4', 4, [4294967295, 0, 3], (view, at, value) => view.setUint32(at, value, true)],
  ['<u8', 8, [2 ** 63, 0, 3], (view, at, value) => view.setBigUint64(at, BigInt(value), true)],
];

describe('reading', () => {
  test.each(elements)('an array of %s is the variable x', async (descr, width, values, write) => {
    const data = new Uint8Array(width * values.length);
    values.forEach((value, i) => {
      write(new DataView(data.buffer), i * width, value);
    });
    for (const version of [1, 2, 3] as const) {
      const { variables, columns } = await readTable(
        'npy',
        npy(version, dict(descr, `(${values.length},)`), data),
        ['x'],
        { pieceBytes: 5 },
      );
      expect(variables).toEqual(['x']);
      expect(columns.x).toEqual(descr === '<f4' ? [...Float32Array.from(values)] : values);
    }
  });

  test('rows of two dimensions are the variables x0, x1, ...', async () => {
    const data = new Uint8Array(Float64Array.of(1, 2, 3, 4, 5, 6).buffer);
    const { variables, columns } = await readTable('npy', npy(1, dict('<f8', '(2, 3)'), data), ['x2', 'x0']);
    expect(variables).toEqual(['x0', 'x1', 'x2']);
    expect(columns).toEqual({ x2: [3, 6], x0: [1, 4] });
  });

  test('one column of two dimensions is x', async () => {
    const data = new Uint8Array(Float64Array.of(1, 2).buffer);
    expect((await readTable('npy', npy(1, dict('<f8', '(2, 1)'), data), ['x'])).columns).toEqual({ x: [1, 2] });
  });

  test('not-a-number is refused or left out', async () => {
    const bytes = npy(1, dict('<f8', '(3,)'), new Uint8Array(Float64Array.of(1, Number.NaN, 3).buffer));
    await expect(readTable('npy', bytes, ['x'])).rejects.toThrow(
      'table row 2, column x: expected a finite number, got NaN',
    );
    expect(await readTable('npy', bytes, ['x'], { missing: 'skip' })).toMatchObject({
      columns: { x: [1, 3] },
      leftOut: 1,
    });
  });

  const eight = new Uint8Array(8);
  test.each([
    [new Uint8Array(0), 'InvalidData', /expected a .npy file/],
    [new TextEncoder().encode('a,b\n1,2\n3,4\n'), 'InvalidData', /expected a .npy file/],
    [npy(1, dict('<c16', '(1,)'), eight), 'UnsupportedFormat', /got <c16/],
    [npy(1, dict('<f2', '(1,)'), eight), 'UnsupportedFormat', /got <f2/],
    [npy(1, dict('|O', '(1,)'), eight), 'UnsupportedFormat', /got \|O/],
    [
      npy(1, "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", eight),
      'UnsupportedFormat',
      /record type/,
    ],
    [npy(1, dict('<f8', '(1, 1, 1)'), eight), 'UnsupportedFormat', /1 or 2 dimensions, got 3/],
    [npy(1, dict('<f8', '()'), eight), 'UnsupportedFormat', /1 or 2 dimensions, got 0/],
    [
      npy(1, dict('<f8', '(2, 2)', 'True'), new Uint8Array(32)),
      'UnsupportedFormat',
      /Fortran order \(save numpy.ascontiguousarray\(x\)\)/,
    ],
    [npy(1, dict('<f8', '(2,)'), eight), 'UnexpectedEnd', /16 bytes more, got 8/],
    [npy(1, dict('<f8', '(9007199254740991,)'), eight), 'UnexpectedEnd', /got 8/],
    [npy(1, dict('<f8', '(99999999999999999999,)'), eight), 'InvalidArgument', /shape/],
    [npy(1, dict('<f8', '(1,)'), new Uint8Array(9)), 'TrailingData', /expected the end after 1 rows/],
    [npy(1, 'nonsense', eight), 'InvalidData', /expected a .npy header/],
  ])('file %# is refused', async (bytes, code, message) => {
    await expect(readTable('npy', bytes, ['x'])).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('writing', () => {
  test.each(['file', 'pipe'] as const)('numbers read back as the same numbers, through a %s', async (kind) => {
    const parts = [Float64Array.of(0.1, -1 / 3), Float64Array.of(1e300, 4)];
    const one = await writeTable('npy', ['a'], parts, kind);
    expect((await readTable('npy', one, ['x'])).columns).toEqual({ x: [0.1, -1 / 3, 1e300, 4] });
    const two = await writeTable('npy', ['a', 'b'], parts, kind);
    expect((await readTable('npy', two, ['x0', 'x1'])).columns).toEqual({ x0: [0.1, 1e300], x1: [-1 / 3, 4] });
    expect(two.length % 64).toBe(32);
  });

  test('an array without rows is one', async () => {
    expect((await readTable('npy', await writeTable('npy', ['a'], []), ['x'])).columns).toEqual({ x: [] });
  });
});
