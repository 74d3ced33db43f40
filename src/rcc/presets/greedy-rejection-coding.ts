/**
 * Greedy rejection: every step accepts as much of the target as it can hold, so that the index is small early.
 *
 *     accept n if U_n S_n <= w_n - L_n,  L_(n+1) = L_n + S_n,  S_n = G(L_n);      H(N) <= D_CS(q || p) + log2(e + 1)
 *
 * Law: exact. Code: Zipf. Cost: at most w_max + 1 candidates, and a level function per candidate. Gaussian targets under
 * N(0, 1), bits of information, of the code (H(N): 2.92, 6.23), and candidates:
 *
 *     N(1, 1/4)     1.18    2.98     3.9
 *     N(2, 1/16)    4.21    6.80    33.8
 *
 * Use it for small alphabets and for targets with one peak whose index must depend on earlier candidates only. The Poisson
 * functional representation asks for less and costs less.
 *
 * P. Harsha, R. Jain, D. McAllester and J. Radhakrishnan, "The communication complexity of correlation", 2007; G. Flamich
 * and L. Theis, "Adaptive greedy rejection sampling", 2023.
 */
import type { Distribution } from '../../distributions/index.ts';
import { zipfCode } from '../message/zipf-code.ts';
import { levelledPrior } from '../proposal/levelled-prior.ts';
import { greedyRejection } from '../selection/greedy-rejection.ts';
import type { Target } from '../target.ts';
import type { CodedSimulator, IndexedMessage } from '../types.ts';
import { codedSimulator } from './coded-simulator.ts';

/** `law` is the proposal that both ends know: one decoder-visible law, or independent ones. */
export function greedyRejectionCoding(
  law: Distribution | readonly Distribution[],
): CodedSimulator<Target, IndexedMessage<null>, number> {
  return codedSimulator(levelledPrior(law), greedyRejection, zipfCode);
}
