/**
 * A model as files again: model.json and shards of 4 MB in a folder, or one safetensors file. Sizes are known before the
 * first tensor is decoded, so tensors are written as they come.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteSink, fileSystemError } from '#platform';
import {
  floatTensor,
  isFloating,
  type ModelDocument,
  modelJson,
  type SizedTensor,
  safetensorsHeader,
  shardPaths,
  type Tensor,
  tensorValues,
} from '../../compress-ml/index.ts';
import { InvalidArgumentError } from '../../core/index.ts';
import type { Outputs } from '../commands/outputs.ts';

const SHARD_BYTES = 4_194_304;

export interface ModelWriter {
  /** Names of the files. */
  readonly paths: readonly string[];
  write(tensor: Tensor): Promise<void>;
}

/** Opens what is to be written: nothing appears before the outputs are committed. */
export async function modelWriter(
  output: string,
  document: ModelDocument,
  tensors: readonly SizedTensor[],
  outputs: Outputs,
): Promise<ModelWriter> {
  if (/\.safetensors$/i.test(output)) return safetensorsWriter(output, document, tensors, outputs);
  await mkdir(output, { recursive: true }).catch((error: unknown) => {
    throw fileSystemError(output, error);
  });
  if (document.format !== 'tensorflowjs') {
    return safetensorsWriter(join(output, 'model.safetensors'), document, tensors, outputs);
  }
  const total = tensors.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const shards = shardPaths(total, SHARD_BYTES);
  const json = join(output, document.text === '' ? 'weights_manifest.json' : 'model.json');
  const jsonSink = await outputs.open(json);
  await jsonSink.write(new TextEncoder().encode(modelJson(document, shards, tensors)));
  const sinks: ByteSink[] = [];
  for (const shard of shards) sinks.push(await outputs.open(join(output, shard)));
  let written = 0;
  return {
    paths: [json, ...shards.map((shard) => join(output, shard))],
    async write({ data }) {
      for (let at = 0; at < data.length; ) {
        const room = SHARD_BYTES - (written % SHARD_BYTES);
        const part = data.subarray(at, at + room);
        await sinks[Math.floor(written / SHARD_BYTES)]!.write(part);
        at += part.length;
        written += part.length;
      }
    },
  };
}

async function safetensorsWriter(
  output: string,
  document: ModelDocument,
  tensors: readonly SizedTensor[],
  outputs: Outputs,
): Promise<ModelWriter> {
  const foreign = tensors.find(({ dtype }) => dtype === 'STRING' || dtype === 'C64');
  if (foreign !== undefined) {
    throw new InvalidArgumentError(`"${foreign.name}" expected a type of safetensors, got ${foreign.dtype}`);
  }
  const metadata = document.format === 'safetensors' ? document.text : '';
  const plain = tensors.map((info) => {
    const { name, dtype, shape, affine, byteLength } = info;
    if (affine === undefined) return { name, dtype, shape, byteLength };
    const elements = shape.reduce((product, size) => product * size, 1);
    return { name, dtype: affine.numbers, shape, byteLength: 4 * elements };
  });
  const sink = await outputs.open(output);
  await sink.write(safetensorsHeader(plain, metadata));
  return {
    paths: [output],
    write: (tensor) => sink.write(tensor.affine === undefined ? tensor.data : numbersOf(tensor)),
  };
}

/** Codes as the numbers that they stand for. */
function numbersOf(tensor: Tensor): Uint8Array {
  const values = tensorValues(tensor)!;
  if (isFloating(tensor)) return floatTensor(tensor.name, tensor.shape, values).data;
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
