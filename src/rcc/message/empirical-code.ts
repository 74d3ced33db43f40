/**
 * The empirical law of the chunk's indices, two-part: the frequencies are written, then the indices by them. Worth it
 * for many blocks whose index law fits no parametric form; rare indices share an escape cell and an Elias gamma code.
 */
import { log2 } from '../../core/index.ts';
import {
  type EntropyModel,
  empiricalModelCodec,
  frequencyModel,
  quantizeFrequencies,
  tabledIndexCodec,
} from '../../entropy/index.ts';
import type { IndexCode } from './index-code.ts';

/** Indices met fewer times than this on average are not worth a cell. */
const MINIMAL_COUNT = 2;
const MAXIMAL_SIZE = 1024;

export const empiricalCode: IndexCode<EntropyModel> = {
  name: 'empirical',
  fit(indices) {
    const counts = countIndices(indices);
    const size = tableSize(counts);
    const weights = Float64Array.from({ length: size }, (_, i) => counts[i] ?? 0);
    weights[size - 1] = indices.length - weights.subarray(0, size - 1).reduce((sum, count) => sum + count, 0);
    const precision = Math.min(15, Math.max(8, Math.ceil(log2(indices.length + 1)) / 2 + 4, log2(size) + 2));
    return frequencyModel(quantizeFrequencies(weights, Math.ceil(precision)), Math.ceil(precision));
  },
  parameters: empiricalModelCodec,
  codec: (model) => tabledIndexCodec(model),
};
