/**
 * Geometric: the law of the index of rejection sampling, whatever the targets, if they have one largest weight.
 *
 *     P(index = j) = (1 / (1 + g)) (g / (1 + g))^j,    g = E index = w_max - 1,    bits = w_max h_2(1 / w_max)
 *
 * One parameter, 16 bits: g on a grid of factors 2^(1/1024), from the chunk's mean.
 */
import { log2 } from '../../core/index.ts';
import { bitsCodec, geometricIndexCodec } from '../../entropy/index.ts';
import type { IndexCode } from './index-code.ts';

export const geometricCode: IndexCode<number> = {
  name: 'geometric',
  fit(indices) {
    let sum = 0;
    for (const index of indices) sum += index;
    if (sum === 0) return 0;
    // g = 2^(code / 1024 - 32)
    const code = Math.floor((log2(sum / indices.length) + 32) * 1024 + 0.5);
    return Math.min(Math.max(code, 0), 65_535);
  },
  parameters: bitsCodec(16),
  codec: (meanCode) => geometricIndexCodec({ components: [{ weight: 1, meanCode }] }),
};
