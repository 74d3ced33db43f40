/**
 * The exact law of the index as a table. Given the sample x the index of a Poisson functional representation is
 * geometric, so over all samples it is a mixture of geometric laws,
 *
 *     P(N = j) = E_q[ 1/(1 + g(x)) (g(x)/(1 + g(x)))^(j - 1) ],    g(x) = E_p max(0, w(x) - w(Y)),
 *
 * and a few components, fitted to the chunk's indices, stand for the expectation. The table is computed from the
 * written components by products and sums alone; indices beyond it escape to an Elias gamma code.
 */
import {
  type Codec,
  fitGeometricMixture,
  type GeometricMixture,
  geometricMixtureCodec,
  geometricMixtureTable,
  tabledIndexCodec,
  uniformCodec,
} from '../../entropy/index.ts';
import type { IndexCode } from './index-code.ts';

const PRECISION = 16;
/** Table sizes, escape cell included: a larger one escapes less and gives more of the probability to rare cells. */
const SIZES = [16, 256, 1024, 4096] as const;
/** Share of the indices that the table should hold. */
const COVERED = 0.999;

interface IndexTable {
  readonly mixture: GeometricMixture;
  /** Position in SIZES. */
  readonly size: number;
}

const sizeCodec = uniformCodec(SIZES.length);

const parameters: Codec<IndexTable> = {
  encode(table, encoder) {
    sizeCodec.encode(table.size, encoder);
    geometricMixtureCodec.encode(table.mixture, encoder);
  },
  decode(decoder) {
    const size = sizeCodec.decode(decoder);
    return { size, mixture: geometricMixtureCodec.decode(decoder) };
  },
};

export const tableCode: IndexCode<IndexTable> = {
  name: 'table',
  fit(indices) {
    const sorted = Float64Array.from(indices).sort();
    const covered = sorted[Math.floor(COVERED * (sorted.length - 1))] ?? 0;
    const fits = SIZES.findIndex((size) => covered < size - 1);
    return { mixture: fitGeometricMixture(indices), size: fits === -1 ? SIZES.length - 1 : fits };
  },
  parameters,
  codec: ({ mixture, size }) => tabledIndexCodec(geometricMixtureTable(mixture, SIZES[size]!, PRECISION)),
};
