/** Curvatures from a model of the same names and shapes: what is negative or no number counts as 0. */
import { InvalidArgumentError } from '../../../core/index.ts';
import type { Model } from '../../tensors/model.ts';
import { isFloating, type LazyTensor, tensorValues } from '../../tensors/tensor.ts';
import { shown } from '../../text/json-members.ts';

/** @throws InvalidArgumentError where there are none for a tensor that can have them, or of another shape */
export async function curvatureValues(curvature: Model, tensor: LazyTensor): Promise<Float64Array | undefined> {
  if (!isFloating(tensor)) return undefined;
  const found = curvature.tensors.find(({ name }) => name === tensor.name);
  const isSame =
    found?.shape.length === tensor.shape.length && found.shape.every((size, axis) => size === tensor.shape[axis]);
  if (found === undefined || !isSame) {
    const got = found === undefined ? 'none' : `the shape [${found.shape.join(', ')}]`;
    throw new InvalidArgumentError(
      `"curvature" expected the shape [${tensor.shape.join(', ')}] for ${shown(tensor.name)}, got ${got}`,
    );
  }
  const values = tensorValues(await found.read());
  if (values === undefined) throw new InvalidArgumentError(`"curvature" expected numbers for ${shown(tensor.name)}`);
  return Float64Array.from(values, (value) => (Number.isFinite(value) ? Math.max(0, value) : 0));
}
