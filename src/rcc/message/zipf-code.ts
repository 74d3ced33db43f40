/**
 * Zipf: P(N = j) proportional to j^-lambda, N = index + 1. The law of largest entropy for a given E log N, hence the
 * minimax code when only that mean is known; it is what the published bounds assume. One parameter, 16 bits, fitted to
 * the chunk's mean of log2 N.
 *
 *     bits <= L + log2(L + 1) + 1,   L = E log2 N       (C. T. Li and A. El Gamal, 2018)
 */
import { log2 } from '../../core/index.ts';
import { bitsCodec, zipfExponentCode, zipfIndexCodec } from '../../entropy/index.ts';
import type { IndexCode } from './index-code.ts';

export const zipfCode: IndexCode<number> = {
  name: 'zipf',
  fit(indices) {
    let sum = 0;
    for (const index of indices) sum += log2(index + 1);
    return zipfExponentCode(indices.length === 0 ? 0 : sum / indices.length);
  },
  parameters: bitsCodec(16),
  codec: (exponentCode) => zipfIndexCodec(exponentCode),
};
