/**
 * Rejection sampling: sends the first candidate of the prior that passes a coin flip, accept with probability w / w_max.
 *
 *     n* = min { n : U_n <= w_n / w_max },  w = q/p;      bits = w_max h_2(1 / w_max), about log2 w_max + 1.44
 *
 * Law: exact. Code: geometric, the law of the index whatever the target. Cost: w_max candidates, O(1) to decode. Gaussian
 * targets under N(0, 1), bits of information, of the code, and candidates:
 *
 *     N(1, 1/4)     1.18    3.20     3.9
 *     N(2, 1/16)    4.21    6.50    33.8
 *
 * Use it where the index must not depend on the sample, or as the yardstick of the others: it is the only one whose cost
 * follows the largest weight instead of the information.
 *
 * J. von Neumann, "Various techniques used in connection with random digits", 1951.
 */
import type { Distribution } from '../../distributions/index.ts';
import { geometricCode } from '../message/geometric-code.ts';
import { prior } from '../proposal/prior.ts';
import { rejection } from '../selection/rejection.ts';
import type { Target } from '../target.ts';
import type { CodedSimulator, IndexedMessage } from '../types.ts';
import { codedSimulator } from './coded-simulator.ts';

/** `law` is the proposal that both ends know: one decoder-visible law, or independent ones. */
export function rejectionSampling(
  law: Distribution | readonly Distribution[],
): CodedSimulator<Target, IndexedMessage<null>, number> {
  return codedSimulator(prior(law), rejection, geometricCode);
}
