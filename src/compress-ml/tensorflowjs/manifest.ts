/**
 * The weights manifest of a TensorFlow.js model: a list of groups { paths, weights }. The data of a group are its files
 * one after the other; its weights follow each other in them without gaps, in the order of the list. A weight of type
 * float32 may be stored as integers, q scale + min, or as float16.
 */
import { CorruptDataError } from '../../core/index.ts';
import { checkShape, checkTensorInfo } from '../tensors/check-info.ts';
import { dataType } from '../tensors/data-type.ts';
import { type AffineCode, elementCount, type TensorInfo } from '../tensors/tensor.ts';
import { shown } from '../text/json-members.ts';

export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly TensorInfo[];
}

const TYPES: Readonly<Record<string, string>> = {
  float32: 'F32',
  int32: 'I32',
  bool: 'BOOL',
  string: 'STRING',
  complex64: 'C64',
};
const AFFINE_TYPES: Readonly<Record<string, string>> = { uint8: 'U8', uint16: 'U16' };

/** @throws CorruptDataError where it is no manifest */
export function parseManifest(manifest: unknown): WeightGroup[] {
  if (!Array.isArray(manifest)) throw new CorruptDataError('"weightsManifest" expected a list of groups', 0);
  const groups = manifest.map(groupOf);
  const names = new Set<string>();
  for (const { name } of groups.flatMap(({ weights }) => weights)) {
    if (names.has(name))
      throw new CorruptDataError(`"weightsManifest" expected different names, got ${shown(name)} twice`, 0);
    names.add(name);
  }
  return groups;
}

/** The manifest of one group, as JSON: what `parseManifest` reads. @throws CorruptDataError for types TensorFlow.js lacks */
export function manifestText(paths: readonly string[], weights: readonly TensorInfo[]): string {
  return JSON.stringify([{ paths, weights: weights.map(weightSpec) }]);
}

/** One entry of a manifest: what TensorFlow.js calls a weight specification. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string; readonly min?: number; readonly scale?: number };
}

export function weightSpec({ name, shape, dtype, affine }: TensorInfo): WeightSpec {
  if (affine !== undefined) {
    const { min, scale, numbers } = affine;
    const stored = dtype === 'U8' ? 'uint8' : 'uint16';
    return { name, shape, dtype: numbers === 'F32' ? 'float32' : 'int32', quantization: { dtype: stored, min, scale } };
  }
  if (dtype === 'F16') return { name, shape, dtype: 'float32', quantization: { dtype: 'float16' } };
  const known = Object.entries(TYPES).find(([, type]) => type === dtype);
  if (known === undefined)
    throw new CorruptDataError(`${shown(name)} expected a type of TensorFlow.js, got ${dtype}`, 0);
  return { name, shape, dtype: known[0] };
}

function groupOf(group: unknown): WeightGroup {
  const { paths, weights } = fieldsOf('group', group);
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) {
    throw new CorruptDataError('"paths" expected a list of file names', 0);
  }
  if (!Array.isArray(weights)) throw new CorruptDataError('"weights" expected a list', 0);
  return { paths, weights: weights.map(weightOf) };
}

function weightOf(weight: unknown): TensorInfo {
  const { name, shape, dtype, quantization } = fieldsOf('weight', weight);
  if (typeof name !== 'string') throw new CorruptDataError('"name" expected a text', 0);
  const type = typeof dtype === 'string' && Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  if (type === undefined) {
    throw new CorruptDataError(`${shown(name)} expected one of ${Object.keys(TYPES).join(', ')} as "dtype"`, 0);
  }
  const info = checkTensorInfo(name, type, checkShape(name, shape));
  return quantization === undefined || quantization === null ? info : quantizedInfo(info, quantization);
}

function quantizedInfo(info: TensorInfo, quantization: unknown): TensorInfo {
  const { dtype: stored, scale, min } = fieldsOf('quantization', quantization);
  if (stored === 'float16' && info.dtype === 'F32') return { ...info, dtype: 'F16' };
  const dtype = typeof stored === 'string' && Object.hasOwn(AFFINE_TYPES, stored) ? AFFINE_TYPES[stored] : undefined;
  const isFinitePair = Number.isFinite(scale) && Number.isFinite(min);
  if (dtype === undefined || !isFinitePair || (info.dtype !== 'F32' && info.dtype !== 'I32')) {
    throw new CorruptDataError(
      `${shown(info.name)} expected "quantization" to uint8 or uint16 with min and scale, or to float16`,
      0,
    );
  }
  const affine: AffineCode = { scale: scale as number, min: min as number, numbers: info.dtype };
  return { ...info, dtype, affine };
}

/** Bytes of a weight in its group; undefined for texts, whose lengths stand in the data. */
export function storedBytes(info: TensorInfo): number | undefined {
  const { bytes } = dataType(info.dtype);
  return bytes === undefined ? undefined : bytes * elementCount(info);
}

function fieldsOf(what: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CorruptDataError(`"${what}" expected an object`, 0);
  }
  return value as Record<string, unknown>;
}
