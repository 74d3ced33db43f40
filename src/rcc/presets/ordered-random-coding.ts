/**
 * Ordered random coding: minimal random coding whose index leans to small values.
 *
 *     n* = argmin_n T_n / w_n,  n < K,  T the ordered exponentials;      bits as for the Poisson functional representation
 *
 * Law: approximate, that of minimal random coding with K candidates; every sample comes with the bound on its total
 * variation. Code: Zipf, cut at K. Cost: at most K candidates, fewer where the ratio is bounded. Gaussian targets under
 * N(0, 1), bits of information, K, bits of the code, candidates, and the bound:
 *
 *     N(1, 1/4)     1.18    16    2.62     3.6    0.14        256    2.86     3.9    0.010
 *     N(2, 1/16)    4.21    16    4.21    12.3    0.59        256    6.16    32.3    0.081
 *
 * Use it where the ratio is unbounded, or its bound is beyond the budget of an exact search, and an approximate law will
 * do.
 *
 * L. Theis and N. Yosri, "Algorithms for the communication of samples", ICML 2022.
 */
import type { Distribution } from '../../distributions/index.ts';
import { truncatedZipfCode } from '../message/truncated-zipf-code.ts';
import { prior } from '../proposal/prior.ts';
import { orderedRandom } from '../selection/ordered-random.ts';
import type { Target } from '../target.ts';
import type { CodedSimulator, IndexedMessage } from '../types.ts';
import { codedSimulator } from './coded-simulator.ts';

/** `law` is the proposal that both ends know: one decoder-visible law, or independent ones; `candidates` is K. */
export function orderedRandomCoding(
  law: Distribution | readonly Distribution[],
  candidates: number,
): CodedSimulator<Target, IndexedMessage<null>, number> {
  return codedSimulator(prior(law), orderedRandom(candidates), truncatedZipfCode(candidates));
}
