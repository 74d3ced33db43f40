/** TensorFlow.js for the commands that run networks: loaded when one is run, since it is the user's to install. */
import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSystemError } from '#platform';
import type * as TensorflowLayer from '../../compress-ml/tfjs/index.ts';
import type { ModelInput, TensorflowModel } from '../../compress-ml/tfjs/index.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { type NpyArray, readNpyArray } from '../formats/npy-array.ts';

export type Tensorflow = typeof TensorflowLayer;

/** Synthetic inputs, where there are no others. */
const SYNTHETIC_INPUTS = 16;

export interface Inputs {
  readonly inputs: readonly ModelInput[];
  /** What a user calls them: names of files, or how they were made. */
  readonly description: string;
  readonly isSynthetic: boolean;
}

/** The layer, and how networks run in it. @throws UsageError where TensorFlow.js is not installed */
export async function openTensorflow(): Promise<Tensorflow & { hint: string | undefined }> {
  try {
    const layer = await import('../../compress-ml/tfjs/index.ts');
    return { ...layer, hint: (await layer.useFastBackend()).hint };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    if (!isMissing) throw error;
    throw new UsageError(
      'running a network expected TensorFlow.js: npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm',
    );
  }
}

/**
 * `sources`: FILE.npy for a model of one input, NAME=FILE.npy for each of several, or a folder with NAME.npy of all; none for
 * synthetic inputs. @throws UsageError, and what reading and `inputsOfArrays` throw
 */
export async function openInputs(
  layer: Tensorflow,
  model: TensorflowModel,
  sources: readonly string[],
): Promise<Inputs> {
  if (sources.length === 0) {
    return {
      inputs: layer.syntheticInputs(model, SYNTHETIC_INPUTS),
      description: `${SYNTHETIC_INPUTS} synthetic inputs, uniform between 0 and 1 (integers from 0 to 255)`,
      isSynthetic: true,
    };
  }
  const arrays = new Map<string, NpyArray>();
  for (const { name, path } of (await Promise.all(sources.map((source) => namedFiles(layer, model, source)))).flat()) {
    if (arrays.has(name)) throw new UsageError(`expected one file for each input, got ${path} as well (NAME=FILE.npy)`);
    arrays.set(name, await readNpyArray(path));
  }
  const inputs = layer.inputsOfArrays(model, arrays);
  const files = [...arrays.values()].map(({ name }) => name);
  return { inputs, description: files.join(', '), isSynthetic: false };
}

interface NamedFile {
  /** Of the input; empty for the only one. */
  readonly name: string;
  readonly path: string;
}

async function namedFiles(layer: Tensorflow, model: TensorflowModel, source: string): Promise<NamedFile[]> {
  const split = source.indexOf('=');
  if (split > 0 && !existsSync(source)) return [{ name: source.slice(0, split), path: source.slice(split + 1) }];
  if (!existsSync(source) || !statSync(source).isDirectory()) return [{ name: '', path: source }];
  const files = await readdir(source).catch((error: unknown) => {
    throw fileSystemError(source, error);
  });
  // A folder may hold more; a name of an input with a slash in it is a file with _ there.
  return layer.modelInputs(model).flatMap(({ name }) => {
    const file = `${name.replaceAll('/', '_')}.npy`;
    return files.includes(file) ? [{ name, path: join(source, file) }] : [];
  });
}
