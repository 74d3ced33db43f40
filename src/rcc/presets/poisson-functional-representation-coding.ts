/**
 * Poisson functional representation, coded by Zipf's law: the default for laws that fit no cell.
 *
 *     n* = argmin_n T_n / w_n,  w = q/p,  T the arrivals of a Poisson process;      bits <= D + log2(D + 2) + 2
 *
 * Law: exact, and the score is Exponential(1), independent of the sample. Cost: w_max candidates, O(1) to decode. Gaussian
 * targets under N(0, 1), bits of information, of the code (H(N): 2.66, 5.90), and candidates:
 *
 *     N(1, 1/4)     1.18    2.87     3.9
 *     N(2, 1/16)    4.21    6.63    33.8
 *
 * Use it at low rates, for any target whose ratio to the proposal is bounded. For many blocks of one kind the table of the
 * index's law (`tableCode`) comes closer to H(N). For narrow targets, cells (hybrid coding) or trees (A* coding) search
 * less.
 *
 * C. T. Li and A. El Gamal, "Strong functional representation lemma and applications to coding theorems", IEEE Trans. IT
 * 2018; C. T. Li, "Channel simulation", 2024.
 */
import type { Distribution } from '../../distributions/index.ts';
import { zipfCode } from '../message/zipf-code.ts';
import { prior } from '../proposal/prior.ts';
import { poissonFunctionalRepresentation } from '../selection/poisson-functional-representation.ts';
import type { Target } from '../target.ts';
import type { CodedSimulator, IndexedMessage } from '../types.ts';
import { codedSimulator } from './coded-simulator.ts';

/** `law` is the proposal that both ends know: one decoder-visible law, or independent ones. */
export function poissonFunctionalRepresentationCoding(
  law: Distribution | readonly Distribution[],
): CodedSimulator<Target, IndexedMessage<null>, number> {
  return codedSimulator(prior(law), poissonFunctionalRepresentation, zipfCode);
}
