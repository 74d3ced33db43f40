/** Names, types and shapes as foreign files give them, checked before they are used. */
import { CorruptDataError, LimitExceededError } from '../../core/index.ts';
import { shown } from '../text/json-members.ts';
import { elementCount, type TensorInfo } from './tensor.ts';

export const MAXIMAL_NAME_BYTES = 4096;
export const MAXIMAL_RANK = 32;
const MAXIMAL_DTYPE_LENGTH = 64;

/** @throws CorruptDataError, LimitExceededError */
export function checkTensorInfo(name: string, dtype: unknown, shape: unknown): TensorInfo {
  const nameBytes = new TextEncoder().encode(name).length;
  if (nameBytes > MAXIMAL_NAME_BYTES) {
    throw new LimitExceededError(
      `"name" expected at most ${MAXIMAL_NAME_BYTES} bytes, got ${nameBytes}`,
      MAXIMAL_NAME_BYTES,
    );
  }
  if (typeof dtype !== 'string' || dtype === '' || dtype.length > MAXIMAL_DTYPE_LENGTH) {
    throw new CorruptDataError(`${shown(name)} expected the name of a type as "dtype"`, 0);
  }
  return { name, dtype, shape: checkShape(name, shape) };
}

/** Non-negative integers with a product that is exact. */
export function checkShape(name: string, shape: unknown): number[] {
  if (!Array.isArray(shape) || !shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new CorruptDataError(`${shown(name)} expected non-negative integers as "shape"`, 0);
  }
  if (shape.length > MAXIMAL_RANK) {
    throw new LimitExceededError(`${shown(name)} expected at most ${MAXIMAL_RANK} dimensions`, MAXIMAL_RANK);
  }
  // Zeros would hide an overflow of the others.
  if (!(elementCount({ shape: shape.filter((size) => size > 0) }) <= Number.MAX_SAFE_INTEGER)) {
    throw new CorruptDataError(`${shown(name)} expected at most 2^53 - 1 elements`, 0);
  }
  return shape;
}
