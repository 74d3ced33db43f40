/**
 * A* coding with a global bound: the Poisson functional representation by its other name, see there for law, rate and cost.
 * The form that searches a tree, for narrow targets in one dimension, is `aStarBranching`.
 *
 *     n* = argmax_n G_n + log w_n,  w = q/p,  G_n = -log T_n
 *
 * G. Flamich, S. Markou and J. M. Hernandez-Lobato, "Fast relative entropy coding with A* coding", ICML 2022.
 */
import type { Distribution } from '../../distributions/index.ts';
import { zipfCode } from '../message/zipf-code.ts';
import { prior } from '../proposal/prior.ts';
import { aStar } from '../selection/a-star.ts';
import type { Target } from '../target.ts';
import type { CodedSimulator, IndexedMessage } from '../types.ts';
import { codedSimulator } from './coded-simulator.ts';

/** `law` is the proposal that both ends know: one decoder-visible law, or independent ones. */
export function globalBoundAStarCoding(
  law: Distribution | readonly Distribution[],
): CodedSimulator<Target, IndexedMessage<null>, number> {
  return codedSimulator(prior(law), aStar, zipfCode);
}
