/**
 * Minimal random coding: sends one of K candidates, drawn in proportion to its weight. Fixed work, fixed length.
 *
 *     P(n) = w_n / (w_0 + ... + w_(K-1)),  w = q/p;      bits = log2 K
 *
 * Law: approximate; every sample comes with the bound on its total variation, (w_max - 1) / (w_max + K - 1) or less. Code:
 * uniform. Cost: K candidates. Gaussian targets under N(0, 1), bits of information, K, bits of the code, and that bound:
 *
 *     N(1, 1/4)     1.18    16    4.00    0.14        256    8.00    0.010
 *     N(2, 1/16)    4.21    16    4.00    0.59        256    8.00    0.081
 *
 * K = 2^(D + t) converges like 2^-t: K near 2^D is garbage. Use it where every message must have one length; otherwise
 * ordered random coding sends the same law for fewer bits. Unbounded ratios are taken, without a certificate.
 *
 * M. Havasi, R. Peharz and J. M. Hernandez-Lobato, "Minimal random code learning", ICLR 2019.
 */
import type { Distribution } from '../../distributions/index.ts';
import { uniformCode } from '../message/uniform-code.ts';
import { prior } from '../proposal/prior.ts';
import { minimalRandom } from '../selection/minimal-random.ts';
import type { Target } from '../target.ts';
import type { CodedSimulator, IndexedMessage } from '../types.ts';
import { codedSimulator } from './coded-simulator.ts';

/** `law` is the proposal that both ends know: one decoder-visible law, or independent ones; `candidates` is K. */
export function minimalRandomCoding(
  law: Distribution | readonly Distribution[],
  candidates: number,
): CodedSimulator<Target, IndexedMessage<null>, null> {
  return codedSimulator(prior(law), minimalRandom(candidates), uniformCode(candidates));
}
