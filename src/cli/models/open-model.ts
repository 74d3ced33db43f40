/** A model by the name of its file: a safetensors file, a model.json of TensorFlow.js with its shards, or a manifest alone. */
import { dirname, join } from 'node:path';
import { type FileSource, fileSource } from '#platform';
import { type Model, openSafetensors, openTensorflowjs } from '../../compress-ml/index.ts';
import { UsageError } from '../arguments/usage-error.ts';

export interface OpenModel {
  readonly model: Model;
  close(): Promise<void>;
}

/** Files stay open until `close`, since tensors are read when they are wanted. */
export async function openModel(path: string): Promise<OpenModel> {
  const open: FileSource[] = [];
  const close = async (): Promise<void> => {
    for (const source of open) await source.close();
  };
  const source = async (name: string): Promise<FileSource> => {
    const file = await fileSource(name);
    open.push(file);
    return file;
  };
  try {
    if (/\.safetensors$/i.test(path)) return { model: await openSafetensors(await source(path)), close };
    if (/\.json$/i.test(path)) {
      const folder = dirname(path);
      return { model: await openTensorflowjs(await source(path), (shard) => source(join(folder, shard))), close };
    }
  } catch (error) {
    await close();
    throw error;
  }
  throw new UsageError(`compress expected a name that ends in .safetensors or .json (model.json), got "${path}"`);
}
