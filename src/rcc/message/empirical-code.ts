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

/** Share of the indices that have cells of their own. */
const COVERED = 0.99;
const MAXIMAL_CELLS = 512;
const MAXIMAL_PRECISION = 15;

export const empiricalCode: IndexCode<EntropyModel> = {
  name: 'empirical',
  fit(indices) {
    const sorted = Float64Array.from(indices).sort();
    const covered = sorted[Math.floor(COVERED * (sorted.length - 1))] ?? 0;
    const size = Math.min(covered + 2, MAXIMAL_CELLS);
    const counts = new Float64Array(size);
    for (const index of indices) counts[Math.min(index, size - 1)]!++;
    // The useful precision of frequencies from n samples, and room for every cell.
    const wanted = Math.max(log2(indices.length + 1) / 2 + 4, log2(size) + 2, 8);
    const precision = Math.min(Math.ceil(wanted), MAXIMAL_PRECISION);
    if (indices.length === 0) counts[0] = 1;
    return frequencyModel(quantizeFrequencies(counts, precision), precision);
  },
  parameters: empiricalModelCodec,
  codec: (model) => tabledIndexCodec(model),
};
