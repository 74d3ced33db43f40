/**
 * Greedy Poisson rejection sampling, branching form: arrivals as in A* coding, but a level rises meanwhile, and the first
 * point whose weight is at or above it is sent.
 *
 *     accept x at time T if w(x) >= L(T),    dL/dT = G(L), L(0) = 0,    G(h) = E_p max(0, w - h)
 *
 * A rejected point lies outside the level set {w >= L(T)}, which is an interval around the peak of w and only shrinks; so
 * only the child on the side of the peak can hold what is accepted later.
 *
 * x follows q exactly, up to the error of the level table (below 1e-9 in total variation). Nodes: O(D_KL(q || p)). The
 * table is made for each target anew, which costs thousands of cdfs.
 *
 * G. Flamich, "Greedy Poisson rejection sampling", NeurIPS 2023, 4.
 */
import { exponential, type RandomSource } from '../../core/index.ts';
import { type PeakedRatio, peakedWeightLaw } from '../levels/peaked.ts';
import { type LevelTable, levelTable } from '../selection/level-table.ts';
import type { TreeWalk } from './tree.ts';
import type { Found, Search } from './tree-search.ts';
import { logWeightAt } from './tree-target.ts';

export const greedyPoissonSearch: Search = search;

function search(target: PeakedRatio, walk: TreeWalk, local: RandomSource): Found {
  const levels = levelsOf(target);
  let time = 0;
  for (;;) {
    // Invariant: nothing was accepted before `time`, and no later acceptance is outside the walk's interval.
    time += exponential(local) / walk.width;
    const x = walk.point(target.proposal);
    if (time <= levels.timeAt(logWeightAt(target, x))) {
      return { depth: walk.depth, sample: x, examined: walk.depth + 1 };
    }
    walk.descend(x < target.mode ? 1 : 0);
  }
}

const tables = new WeakMap<PeakedRatio, LevelTable>();

/** The level table of a target, kept with it. */
function levelsOf(target: PeakedRatio): LevelTable {
  let table = tables.get(target);
  if (table === undefined) {
    table = levelTable(peakedWeightLaw(target));
    tables.set(target, table);
  }
  return table;
}
