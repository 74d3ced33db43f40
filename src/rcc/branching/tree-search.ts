/**
 * A tree search as a channel simulator: the sender searches a path, the receiver walks it and finds the same point. What
 * a search must do is said by `Search`; trees, targets and the receiver are the same for all.
 */
import type { Nats, RandomSource, SharedBlock } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import type { PeakedRatio } from '../levels/peaked.ts';
import type { Target } from '../target.ts';
import type { ChannelSimulator } from '../types.ts';
import { type Path, TreeWalk } from './tree.ts';
import { treeTargets } from './tree-target.ts';

/** The node that is sent: its depth on the walk, and its point. */
export interface Found {
  readonly depth: number;
  readonly sample: number;
  /** Nodes whose weight was looked at. */
  readonly examined: number;
  readonly logScore?: Nats;
}

/** Walks down from the root, where `walk` is, and says which of the nodes on the way is sent. */
export type Search = (target: PeakedRatio, walk: TreeWalk, local: RandomSource) => Found;

/** `proposal` is the law p that both ends know; targets have one coordinate. */
export function treeSearch(proposal: Distribution, search: Search): ChannelSimulator<Target, Path> {
  const targetOf = treeTargets(proposal);
  let walk: TreeWalk | undefined;
  const walkFrom = (shared: SharedBlock): TreeWalk => {
    if (walk === undefined) walk = new TreeWalk(shared);
    else walk.restart(shared);
    return walk;
  };
  return {
    simulate(target, shared, local) {
      const steps = walkFrom(shared);
      const { depth, sample, ...cost } = search(targetOf(target), steps, local);
      return { message: steps.pathTo(depth), sample: Float64Array.of(sample), ...cost };
    },
    reconstruct({ turns }, shared, out, offset) {
      const steps = walkFrom(shared);
      for (const turn of turns) steps.descend(turn);
      out[offset] = steps.point(proposal);
    },
  };
}
