/** A set of tensors with what its file says beside them, whatever kind of file it was. */
import type { LazyTensor, Tensor } from './tensor.ts';

/** Where a model came from, and so what it can be written as again. */
export type ModelFormat = 'tensors' | 'safetensors' | 'tensorflowjs';

export interface ModelDocument {
  readonly format: ModelFormat;
  /**
   * tensorflowjs: model.json as it is, with an empty list as its `weightsManifest`; empty for a file that is a manifest
   * and nothing else. safetensors: the JSON of its `__metadata__`, or empty.
   */
  readonly text: string;
}

export interface Model {
  readonly document: ModelDocument;
  readonly tensors: readonly LazyTensor[];
  /** What a user should know about what was read: unknown types, for example. */
  readonly warnings: readonly string[];
}

/** Tensors in memory as a model of their own. */
export function modelOfTensors(tensors: readonly Tensor[]): Model {
  return { document: { format: 'tensors', text: '' }, tensors: tensors.map(lazyTensor), warnings: [] };
}

export function lazyTensor(tensor: Tensor): LazyTensor {
  const { data, ...info } = tensor;
  return { ...info, byteLength: data.length, read: () => Promise.resolve(tensor) };
}
