/**
 * A* coding, splitting form: the race of the Poisson functional representation, run down a tree. In a node's interval
 * points arrive at rate h, its width; the first of them is the node, the later ones are left to its children.
 *
 *     node* = argmin T / w(x),    T = T_parent + Exponential(1) / h
 *
 * In the child on the far side of the peak of w, arrivals are later and weights are smaller than the node's: nothing in it
 * can win. So the search goes down one path, always towards the peak, and ends once T / sup w reaches the best score.
 *
 * x follows q exactly, and the best score is Exponential(1), independent of x. Nodes: O(log2 sup w). The weights may carry
 * an unknown common factor, sup w then carries the same.
 *
 * G. Flamich, S. Markou and J. M. Hernandez-Lobato, "Fast relative entropy coding with A* coding", ICML 2022, 3.2 (AS*).
 */
import { exponential, log, type RandomSource } from '../../core/index.ts';
import type { PeakedRatio } from '../levels/peaked.ts';
import type { TreeWalk } from './tree.ts';
import type { Found, Search } from './tree-search.ts';
import { logWeightAt } from './tree-target.ts';

export const aStarSearch: Search = search;

function search(target: PeakedRatio, walk: TreeWalk, local: RandomSource): Found {
  let time = exponential(local);
  let depth = 0;
  let sample = 0;
  let bestLogScore = Number.POSITIVE_INFINITY;
  for (;;) {
    // Invariant: no node outside the walk's interval has a better score than `depth`, and none inside comes before `time`.
    const logTime = log(time);
    if (logTime - target.logSupremum >= bestLogScore) break;
    const x = walk.point(target.proposal);
    const logScore = logTime - logWeightAt(target, x);
    if (logScore < bestLogScore) {
      depth = walk.depth;
      sample = x;
      bestLogScore = logScore;
    }
    walk.descend(x < target.mode ? 1 : 0);
    time += exponential(local) / walk.width;
  }
  // Every node of the walk but the last was scored.
  return { depth, sample, examined: walk.depth, logScore: bestLogScore };
}
