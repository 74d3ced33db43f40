/**
 * A* coding of one-dimensional laws, by branching: sends one sample of a law that only the sender knows, as a path in a
 * tree over the prior. The work grows with the bits that are sent, not with 2 to their number.
 *
 *     node* = argmin T / w(x),  w = q/p;      message: depth, and at each node which side of its point
 *
 * Law: exact, and the score min T / w is Exponential(1), independent of the sample. Gaussian targets under N(0, 1), bits
 * of information, of the code (depth by its table, then turns), and nodes looked at:
 *
 *     N(1, 1/4)     1.18    2.73    2.35
 *     N(2, 1/16)    4.21    6.11    4.64
 *     N(3, 1/100)   9.10   11.23    8.38
 *
 * Cost: O(log2 sup w) nodes for the sender, O(depth) for the receiver. Use it for single values of narrow laws, where a
 * search among independent candidates would look at sup w of them: the ratio q/p must be bounded and have one peak.
 * Several cheap values share an index better in blocks (hybrid coding, or a search over the prior).
 *
 * G. Flamich, S. Markou and J. M. Hernandez-Lobato, "Fast relative entropy coding with A* coding", ICML 2022 (AS*). Its
 * global-bound form is the Poisson functional representation.
 */
import type { Distribution } from '../../distributions/index.ts';
import { aStarSearch } from '../branching/a-star.ts';
import type { Path } from '../branching/tree.ts';
import { treeSearch } from '../branching/tree-search.ts';
import type { Target } from '../target.ts';
import type { ChannelSimulator } from '../types.ts';

/** `proposal` is the law that both ends know. Targets have one coordinate, and a ratio to it that certainly has one peak. */
export function aStarBranching(proposal: Distribution): ChannelSimulator<Target, Path> {
  return treeSearch(proposal, aStarSearch);
}
