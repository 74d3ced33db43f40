/**
 * The tree that cuts [0, 1], the CDF space of the proposal, at random points: every node is an interval, its point u lies
 * in it uniformly, and u splits it for the two children. The points below a node are those of a Poisson process
 * restricted to its interval, so a search may go on in one child and forget the other; the message is the path, and the
 * receiver walks it.
 *
 *     interval [c, 1 - s] of width h,  c + h + s = 1,      u = c + h V,  1 - u = s + h (1 - V),      x = F^-1(u)
 *     left (turn 0): (c, h V, s + h (1 - V)),              right (turn 1): (c + h V, h (1 - V), s)
 *
 * c, h and s are carried apart, by + and * alone: nodes have the same bits at both ends, and both tails keep their digits,
 * since u is taken from the end that it is nearer to. V of a node of depth d (the root: 0) is the 52-bit uniform of words
 * 2d, 2d + 1 of candidate n, n the last 52 turns of the node's path as an integer: 0, then (2 n + turn) mod 2^52.
 *
 * C. Maddison, D. Tarlow and T. Minka, "A* sampling", NeurIPS 2014; G. Flamich, S. Markou and J. M. Hernandez-Lobato,
 * "Fast relative entropy coding with A* coding", ICML 2022, 3.
 */
import { LimitExceededError, type SharedBlock, uniform52 } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';

/** The children to take from the root on: 0 is left, 1 right. The path's depth is their number. */
export interface Path {
  readonly depth: number;
  readonly turns: Uint8Array;
}

export const MAXIMAL_DEPTH = 1000;

const TWO_52 = 4_503_599_627_370_496;
/** 2^-1000: narrower intervals come near the smallest doubles. */
const MINIMAL_WIDTH = 9.332636185032189e-302;

/** A walk from the root downwards. One object serves one walk after another. */
export class TreeWalk {
  readonly #words: Uint32Array = new Uint32Array(2);
  readonly #turns: Uint8Array = new Uint8Array(MAXIMAL_DEPTH);
  #shared: SharedBlock;
  #depth = 0;
  #address = 0;
  #below = 0;
  #width = 1;
  #above = 0;
  #share = 0;

  constructor(shared: SharedBlock) {
    this.#shared = shared;
    this.#draw();
  }

  /** To the root of a block's tree. */
  restart(shared: SharedBlock): void {
    this.#shared = shared;
    this.#depth = 0;
    this.#address = 0;
    this.#below = 0;
    this.#width = 1;
    this.#above = 0;
    this.#draw();
  }

  /** Turns so far. */
  get depth(): number {
    return this.#depth;
  }

  /** The proposal's mass on the node's interval. */
  get width(): number {
    return this.#width;
  }

  /** V: the left child's share of the interval, in (0, 1). */
  get share(): number {
    return this.#share;
  }

  /** The node's point under the proposal. */
  point(proposal: Distribution): number {
    const below = this.#below + this.#width * this.#share;
    const above = this.#above + this.#width * (1 - this.#share);
    return (below <= above ? proposal.quantile(below) : proposal.quantileSurvival(above)) + 0;
  }

  /** To the left (0) or the right (1) child. @throws LimitExceededError */
  descend(turn: number): void {
    if (this.#depth === MAXIMAL_DEPTH) throw tooDeep();
    const left = this.#width * this.#share;
    const right = this.#width * (1 - this.#share);
    if (turn === 0) {
      this.#width = left;
      this.#above += right;
    } else {
      this.#width = right;
      this.#below += left;
    }
    if (this.#width < MINIMAL_WIDTH) throw tooDeep();
    const address = 2 * this.#address + turn;
    this.#address = address < TWO_52 ? address : address - TWO_52;
    this.#turns[this.#depth++] = turn;
    this.#draw();
  }

  /** The path to the node of that depth on this walk. */
  pathTo(depth: number): Path {
    return { depth, turns: this.#turns.slice(0, depth) };
  }

  #draw(): void {
    const words = this.#words;
    this.#shared.fill(this.#address, 2 * this.#depth, words);
    this.#share = uniform52(words[0]!, words[1]!);
  }
}

function tooDeep(): LimitExceededError {
  return new LimitExceededError(
    `"path" expected at most ${MAXIMAL_DEPTH} turns and intervals above 2^-1000`,
    MAXIMAL_DEPTH,
  );
}
