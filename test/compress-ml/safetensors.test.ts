/** safetensors: what was written is read again, and a header that lies is refused. */
import fc from 'fast-check';
import { memorySource, openSafetensors, serializeSafetensors, type Tensor, tensorValues } from 'samplewire/compress-ml';
import { isSamplewireError } from 'samplewire/core';
import { describe, expect, test } from 'vitest';

const encoder = new TextEncoder();

/** A file with this header, spaces and all, before `data`. */
function file(header: string, data: Uint8Array | number[] = []): Uint8Array {
  const json = encoder.encode(header);
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await openSafetensors(memorySource(bytes));
  } catch (error) {
    if (isSamplewireError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const tensors: Tensor[] = [
  { name: 'a', dtype: 'F32', shape: [2, 1], data: Uint8Array.from([0, 0, 128, 63, 0, 0, 0, 192]) },
  { name: '__proto__', dtype: 'BF16', shape: [], data: Uint8Array.of(128, 63) },
  { name: 'empty', dtype: 'I64', shape: [3, 0], data: new Uint8Array(0) },
  { name: 'f8 \u{1f600} "quoted"', dtype: 'F8_E4M3', shape: [3], data: Uint8Array.of(1, 127, 255) },
  { name: 'new', dtype: 'F4', shape: [3], data: Uint8Array.of(9, 8) },
];

describe('safetensors', () => {
  test('parsing inverts serializing, in the order of the file, whatever the names', async () => {
    const metadata = '{"format":"pt"}';
    const model = await openSafetensors(memorySource(serializeSafetensors(tensors, metadata)));
    expect(model.document).toEqual({ format: 'safetensors', text: metadata });
    expect(await Promise.all(model.tensors.map((tensor) => tensor.read()))).toEqual(tensors);
    expect(model.warnings.length).toBe(2);
  });

  test('data start at a multiple of 8', () => {
    const bytes = serializeSafetensors(tensors);
    expect((8 + new DataView(bytes.buffer).getUint32(0, true)) % 8).toBe(0);
  });

  test('numbers come in the array of their type', () => {
    expect(tensorValues(tensors[0]!)).toEqual(Float32Array.of(1, -2));
    expect(tensorValues(tensors[1]!)).toEqual(Float32Array.of(1));
    expect(tensorValues(tensors[3]!)).toBeUndefined();
  });

  test('only what is asked for is read', async () => {
    const bytes = serializeSafetensors(tensors);
    let read = 0;
    const inner = memorySource(bytes);
    const source = {
      size: inner.size,
      read(offset: number, length: number) {
        read += length;
        return inner.read(offset, length);
      },
    };
    const model = await openSafetensors(source);
    expect(read).toBe(bytes.length - 15);
    await model.tensors[0]!.read();
    expect(read).toBe(bytes.length - 7);
  });

  test('files of other writers are read: spaces behind the header, any order of fields', async () => {
    const bytes = file(
      '{"b":{"shape":[1],"data_offsets":[2,4],"dtype":"F16"}, "a" : {"dtype":"U8","shape":[2],"data_offsets":[0,2]} }   ',
      [1, 2, 0, 60],
    );
    const model = await openSafetensors(memorySource(bytes));
    expect(model.tensors.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(tensorValues(await model.tensors[0]!.read())).toEqual(Float32Array.of(1));
  });

  const entry = (fields: object) => JSON.stringify({ dtype: 'U8', shape: [2], data_offsets: [0, 2], ...fields });
  test.each<[string, Uint8Array, RegExp]>([
    ['a file that is cut in its length', Uint8Array.of(1, 0, 0), /UnexpectedEnd/],
    ['a header longer than the file', file('{}').subarray(0, 9), /UnexpectedEnd/],
    ['a huge header', Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0x7b), /LimitExceeded/],
    ['a header that is a list', file('[]'), /CorruptData.*starts with/],
    ['a header that is no UTF-8', file('{"\u0000'), /CorruptData/],
    ['broken JSON', file('{"a":'), /CorruptData.*JSON/],
    ['a name twice', file(`{"a":${entry({})},"\\u0061":${entry({})}}`, [1, 2]), /different names/],
    [
      'a field twice',
      file('{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}', [1]),
      /different names/,
    ],
    ['an overlap', file(`{"a":${entry({})},"b":${entry({ data_offsets: [1, 3] })}}`, [1, 2, 3]), /from byte 2/],
    ['a hole', file(`{"a":${entry({})},"b":${entry({ data_offsets: [3, 5] })}}`, [1, 2, 3, 4, 5]), /from byte 2/],
    ['data that nobody owns', file(`{"a":${entry({})}}`, [1, 2, 3]), /2 bytes for all tensors/],
    ['a range outside the data', file(`{"a":${entry({})}}`, [1]), /2 bytes for all tensors/],
    ['a shape that does not fit', file(`{"a":${entry({ shape: [3] })}}`, [1, 2]), /3 bytes for its shape/],
    ['a negative size', file(`{"a":${entry({ shape: [-1, -2] })}}`, [1, 2]), /non-negative/],
    ['a fractional size', file(`{"a":${entry({ shape: [0.5, 4] })}}`, [1, 2]), /non-negative/],
    ['an overflow', file(`{"a":${entry({ shape: [0, 2 ** 50, 2 ** 50], data_offsets: [0, 0] })}}`), /2\^53/],
    ['ends in front of begins', file(`{"a":${entry({ data_offsets: [2, 0] })}}`, [1, 2]), /begin <= end/],
    ['a type that is a number', file(`{"a":${entry({ dtype: 3 })}}`, [1, 2]), /dtype/],
    ['an entry that is null', file('{"a":null}'), /JSON object/],
    ['metadata that are no texts', file('{"__metadata__":{"a":1}}'), /texts/],
    ['a name of 5000 bytes', file(`{"${'x'.repeat(5000)}":${entry({})}}`, [1, 2]), /LimitExceeded/],
  ])('%s is refused', async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });

  test('damaged files are refused or read, nothing else', async () => {
    const bytes = serializeSafetensors(tensors, '{"a":"b"}');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (edits) => {
          const damaged = bytes.slice();
          for (const [at, byte] of edits) damaged[at] = byte;
          expect(await refusal(damaged)).toMatch(/accepted|CorruptData|LimitExceeded|UnexpectedEnd/);
        },
      ),
      { seed: 1, numRuns: 3000 },
    );
  });
});
