/**
 * A path by its depth and then its turns. Given the depth, a target that is narrow and anywhere takes each turn with the
 * probability that is the child's share of its parent's interval, which both ends know: V to the left, 1 - V to the right.
 *
 *     bits = bits(depth) + sum over nodes of -log2(V or 1 - V) = bits(depth) - log2(width of the last interval)
 *
 * V becomes a cell of 2^16, which leaks 2 to either side: less than 0.001 bits per turn on average. Depths are not
 * geometric but spread around their mean, so a table of the chunk's depths beats Zipf's law for them (by 0.3, 1.2, 2.1
 * bits at D_KL = 1.2, 4.2, 9.1 bits); few depths do not pay for a table.
 */
import { CorruptDataError, type SharedBlock } from '../../core/index.ts';
import { MAXIMAL_DEPTH, type Path, TreeWalk } from '../branching/tree.ts';
import type { MessageCode } from '../types.ts';
import type { IndexCode } from './index-code.ts';

const PRECISION = 16;
const TOTAL = 65_536;
const LEAK = 2;

/** `depthCode` writes the depths. */
export function pathCode<P>(depthCode: IndexCode<P>): MessageCode<Path, P> {
  return {
    fit: (paths) => depthCode.fit(paths.map((path) => path.depth)),
    parameters: depthCode.parameters,
    codec(parameters) {
      const depths = depthCode.codec(parameters);
      let walk: TreeWalk | undefined;
      const walkFrom = (shared: SharedBlock): TreeWalk => {
        if (walk === undefined) walk = new TreeWalk(shared);
        else walk.restart(shared);
        return walk;
      };
      return (shared) => ({
        encode({ depth, turns }, encoder) {
          depths.encode(depth, encoder);
          const steps = walkFrom(shared);
          for (let d = 0; d < depth; d++) {
            const left = leftFrequency(steps.share);
            if (turns[d] === 0) encoder.encode(0, left, PRECISION);
            else encoder.encode(left, TOTAL - left, PRECISION);
            steps.descend(turns[d]!);
          }
        },
        decode(decoder) {
          const depth = depths.decode(decoder);
          if (depth > MAXIMAL_DEPTH) {
            throw new CorruptDataError(`"depth" expected at most ${MAXIMAL_DEPTH} turns, got ${depth}`, 0);
          }
          const steps = walkFrom(shared);
          for (let d = 0; d < depth; d++) {
            const left = leftFrequency(steps.share);
            const turn = decoder.peek(PRECISION) < left ? 0 : 1;
            if (turn === 0) decoder.consume(0, left, PRECISION);
            else decoder.consume(left, TOTAL - left, PRECISION);
            steps.descend(turn);
          }
          return steps.pathTo(depth);
        },
      });
    },
  };
}

/** The cell of the left turn, 2 .. 2^16 - 2 of 2^16. */
function leftFrequency(share: number): number {
  return LEAK + Math.floor(share * (TOTAL - 2 * LEAK));
}
