import type { Tensor } from 'samplewire/compress-ml';
import type { Digits } from './data.mjs';

export type NetworkTensors = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly values: ArrayLike<number> }
>;
export declare function valuesByName(tensors: readonly Tensor[]): NetworkTensors;
export declare function classify(tensors: NetworkTensors, images: Float32Array): Uint8Array;
export declare function errorOf(tensors: NetworkTensors, digits: Digits): number;
