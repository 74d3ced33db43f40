/** Damaged weights: files of ours, and the safetensors and TensorFlow.js models that are read. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  decompressWeights,
  floatTensor,
  inspectWeights,
  memorySource,
  openSafetensors,
  openTensorflowjs,
  salvageWeights,
  serializeSafetensors,
} from 'samplewire/compress-ml';

/** A damaged file of ten thousand bytes decodes many weights, so there are fewer of them. */
const SHARE = 100;
const MAXIMAL_BYTES = 50_000_000;

export function weightFiles(inputs) {
  const folder = new URL('../../test/vectors/weights/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.swr'))
    .map((name) => ({
      name: `weights/${name}`,
      bytes: new Uint8Array(readFileSync(new URL(name, folder))),
      options: name.endsWith('-seed.swr') ? { seed: 'golden' } : {},
      decode: decodeWeights,
      inputs: Math.ceil(inputs / SHARE),
    }));
}

function decodeWeights(bytes, options) {
  const limited = { ...options, maximalBytes: MAXIMAL_BYTES };
  let error;
  try {
    inspectWeights(bytes);
    decompressWeights(bytes, limited);
  } catch (reason) {
    error = reason;
  }
  if (error !== undefined) {
    salvageWeights(bytes, limited);
    throw error;
  }
}

const text = (string) => new TextEncoder().encode(string);
const weights = [
  { name: 'w', shape: [2, 2], dtype: 'float32' },
  { name: 'q', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', min: -1, scale: 0.5 } },
  { name: 's', shape: [1], dtype: 'string' },
];
const shard = new Uint8Array(16 + 2 + 4);

/** A format, how it is opened, and a whole file of it. */
export const MODELS = [
  {
    name: 'safetensors',
    open: (bytes) => openSafetensors(memorySource(bytes)),
    bytes: serializeSafetensors(
      [floatTensor('a', [2], [1, 2]), floatTensor('b', [], [3], 'BF16'), floatTensor('c', [0, 3], [])],
      '{"format":"pt"}',
    ),
  },
  {
    name: 'TensorFlow.js',
    open: (bytes) => openTensorflowjs(memorySource(bytes), async () => memorySource(shard)),
    bytes: text(
      `{"modelTopology":{"a":[1,{"b":"\\\\"}]},"weightsManifest":${JSON.stringify([{ paths: ['w'], weights }])}}`,
    ),
  },
];

/** Opens a model and reads its tensors. */
export async function openDamagedModel(open, bytes) {
  const { tensors } = await open(bytes);
  for (const tensor of tensors) await tensor.read();
}
