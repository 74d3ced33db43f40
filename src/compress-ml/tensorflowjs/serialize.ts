/** The files of a TensorFlow.js model: one group of shards of 4 MB, and model.json with its manifest. */
import { checkPositive } from '../../core/index.ts';
import type { ModelDocument } from '../tensors/model.ts';
import type { TensorInfo } from '../tensors/tensor.ts';
import { manifestText } from './manifest.ts';
import { joinModelJson } from './open.ts';

const SHARD_BYTES = 4_194_304;

/** Names of the shards of so many bytes. */
export function shardPaths(byteLength: number, shardBytes: number = SHARD_BYTES): string[] {
  const count = Math.max(1, Math.ceil(byteLength / checkPositive('shardBytes', shardBytes)));
  return Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}.bin`);
}

/** model.json for tensors whose data follow each other in these shards. @throws CorruptDataError for foreign types */
export function modelJson(document: ModelDocument, paths: readonly string[], tensors: readonly TensorInfo[]): string {
  return joinModelJson(document, manifestText(paths, tensors));
}
