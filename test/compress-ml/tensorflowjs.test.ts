/** TensorFlow.js models: text that is not ours stays as it is, manifests that lie are refused. */
import {
  type ByteSource,
  memorySource,
  modelJson,
  openTensorflowjs,
  shardPaths,
  tensorValues,
  weightSpec,
} from 'samplewire/compress-ml';
import { describe, expect, test } from 'vitest';

const encoder = new TextEncoder();

function files(shards: Record<string, number[]>): (path: string) => Promise<ByteSource> {
  return async (path) => {
    if (!Object.hasOwn(shards, path)) throw new Error(`no ${path}`);
    return memorySource(Uint8Array.from(shards[path]!));
  };
}

const open = (json: string, shards: Record<string, number[]>) =>
  openTensorflowjs(memorySource(encoder.encode(json)), files(shards));
const manifest = (paths: string[], ...weights: object[]) => JSON.stringify([{ paths, weights }]);
const around = (text: string) =>
  `{ "format": "layers-model",\n "modelTopology": {"a": "weightsManifest\\"[", "b": [1, {"c": 2}]},\n "weightsManifest" : ${text} , "generatedBy": "x" }`;

const weights = [
  { name: 'w', shape: [2], dtype: 'float32' },
  { name: 'half', shape: [1], dtype: 'float32', quantization: { dtype: 'float16' } },
  { name: 'code', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', min: -1, scale: 0.5 } },
  { name: 'text', shape: [2], dtype: 'string' },
  { name: 'code16', shape: [], dtype: 'int32', quantization: { dtype: 'uint16', min: -1, scale: 0.4 } },
];
const data = [0, 0, 128, 63, 0, 0, 0, 192, 0, 60, 0, 4, 1, 0, 0, 0, 65, 0, 0, 0, 0, 4, 1];

describe('TensorFlow.js models', () => {
  test('shards are one file, cut anywhere; weights come as their numbers', async () => {
    for (let cut = 0; cut <= data.length; cut++) {
      const model = await open(around(manifest(['a.bin', 'sub/b.bin'], ...weights)), {
        'a.bin': data.slice(0, cut),
        'sub/b.bin': data.slice(cut),
      });
      const tensors = await Promise.all(model.tensors.map((tensor) => tensor.read()));
      expect(tensors.map(({ dtype }) => dtype)).toEqual(['F32', 'F16', 'U8', 'STRING', 'U16']);
      expect(tensorValues(tensors[0]!)).toEqual(Float32Array.of(1, -2));
      expect(tensorValues(tensors[1]!)).toEqual(Float32Array.of(1));
      expect(tensorValues(tensors[2]!)).toEqual(Float32Array.of(-1, 1));
      expect(tensors[3]!.data).toEqual(Uint8Array.of(1, 0, 0, 0, 65, 0, 0, 0, 0));
      expect(tensorValues(tensors[4]!)).toEqual(Int32Array.of(103));
    }
  });

  test('everything but the manifest keeps its text, and the manifest its meaning', async () => {
    const text = manifest(['group1-shard1of1.bin'], ...weights);
    const model = await open(around(text), { 'group1-shard1of1.bin': data });
    expect(model.document.text).toBe(around('[]'));
    expect(modelJson(model.document, shardPaths(data.length), model.tensors)).toBe(around(text));
    expect(model.tensors.map(weightSpec)).toEqual(weights);
  });

  test('a manifest alone is a model without topology', async () => {
    const text = manifest(['group1-shard1of1.bin'], ...weights);
    const model = await open(text, { 'group1-shard1of1.bin': data });
    expect(model.document.text).toBe('');
    expect(modelJson(model.document, shardPaths(data.length), model.tensors)).toBe(text);
  });

  test('a large model has shards of 4 MB', () => {
    expect(shardPaths(9_000_000)).toEqual(['group1-shard1of3.bin', 'group1-shard2of3.bin', 'group1-shard3of3.bin']);
    expect(shardPaths(0)).toEqual(['group1-shard1of1.bin']);
  });

  const one = { name: 'w', shape: [2], dtype: 'float32' };
  test.each<[string, string, RegExp]>([
    ['no JSON', '{', /JSON/],
    ['no manifest', '{}', /weightsManifest/],
    ['two manifests', '{"weightsManifest":[],"weightsManifest":[]}', /different names/],
    ['a manifest of numbers', '{"weightsManifest":[1]}', /object/],
    ['a name twice', manifest(['a'], one, one), /different names/],
    ['an unknown type', manifest(['a'], { ...one, dtype: 'float128' }), /dtype/],
    ['a type of Object.prototype', manifest(['a'], { ...one, dtype: 'constructor' }), /dtype/],
    [
      'an unknown quantization',
      manifest(['a'], { ...one, quantization: { dtype: 'uint4', min: 0, scale: 1 } }),
      /quantization/,
    ],
    [
      'a scale that is a text',
      manifest(['a'], { ...one, quantization: { dtype: 'uint8', min: 0, scale: '1' } }),
      /quantization/,
    ],
    ['a negative shape', manifest(['a'], { ...one, shape: [-2] }), /non-negative/],
    ['too many bytes', manifest(['a'], { ...one, shape: [1] }), /expected 4 bytes/],
    ['too few bytes', manifest(['a'], { ...one, shape: [3] }), /expected 12 bytes/],
    ['texts beyond the end', manifest(['a'], { ...one, shape: [1e9], dtype: 'string' }), /UnexpectedEnd|expected/],
    ['a path that leads up', manifest(['../a'], one), /beside model.json/],
    ['a path that leads up later', manifest(['b\\..\\..\\a'], one), /beside model.json/],
    ['an absolute path', manifest(['/etc/passwd'], one), /beside model.json/],
    ['a scheme', manifest(['https://x/a'], one), /beside model.json/],
    ['a missing shard', manifest(['b'], one), /no b/],
  ])('%s is refused', async (_, json, message) => {
    await expect(open(json, { a: [0, 0, 128, 63, 0, 0, 0, 192] })).rejects.toThrow(message);
  });
});
