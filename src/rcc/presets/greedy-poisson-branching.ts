/**
 * Greedy Poisson rejection sampling of one-dimensional laws, by branching: sends one sample of a law that only the sender
 * knows, as a path in a tree over the prior. The first method whose work is known to grow with the divergence alone.
 *
 *     accept the first x with w(x) >= L(T), T its arrival;      message: depth, and at each node which side of its point
 *
 * Law: exact up to 1e-9 in total variation. Gaussian targets under N(0, 1), bits of information, of the code (depth by its
 * table, then turns), and nodes looked at:
 *
 *     N(1, 1/4)     1.18    2.86    2.26
 *     N(2, 1/16)    4.21    6.21    4.49
 *     N(3, 1/100)   9.10   11.34    8.11
 *
 * Cost: O(D_KL) nodes and, for each new target, a table of its level function: thousands of cdfs. A* coding needs no table
 * and 0.1 bits less; prefer this one for many samples of one target, or where sup w is astronomic and D_KL is not. The
 * ratio q/p must be bounded and have one peak.
 *
 * G. Flamich, "Greedy Poisson rejection sampling", NeurIPS 2023.
 */
import type { Distribution } from '../../distributions/index.ts';
import { greedyPoissonSearch } from '../branching/greedy-poisson.ts';
import type { Path } from '../branching/tree.ts';
import { treeSearch } from '../branching/tree-search.ts';
import type { Target } from '../target.ts';
import type { ChannelSimulator } from '../types.ts';

/** `proposal` is the law that both ends know. Targets have one coordinate, and a ratio to it that certainly has one peak. */
export function greedyPoissonBranching(proposal: Distribution): ChannelSimulator<Target, Path> {
  return treeSearch(proposal, greedyPoissonSearch);
}
