/** What a coder of weights in blocks is told, and what it tells. */
import type { Bits, LocalRandomness } from '../../../core/index.ts';
import type { ChannelKey } from '../../../rcc/index.ts';
import type { ModelDocument } from '../../tensors/model.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { BlockSelection } from './block-payload.ts';

/** A tensor of float32 whose weights are sent in blocks. */
export interface BlockTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Deviation s of the proposal N(0, s^2), rounded to a grid of 256 to the octave. Left out: the best for the first distributions. */
  readonly scale?: number;
}

export interface BlockCoderOptions {
  /** Weights are numbered through them: all of the first, row by row, then those of the second, and so on. */
  readonly tensors: readonly BlockTensor[];
  /** Of all weights, as they are before the first block: they decide where blocks end, and scales that are left out. */
  readonly means: ArrayLike<number>;
  readonly sigmas: ArrayLike<number>;
  /** B: information of a block, in bits. 10 to 16. */
  readonly blockBits: number;
  /** t: candidates beyond that information, in bits: N = 2^(B + t). 3, unless said otherwise; rounded so that N is a power of two. */
  readonly extraBits?: number;
  /** `equal` (default): blocks of nearly the same number of weights, as many as the information needs. `greedy`: each as full as can be, their lengths are sent. */
  readonly lengths?: 'equal' | 'greedy';
  /** Number of blocks, for equal lengths; left out: sum of KL / B. */
  readonly blocks?: number;
  /** `ordered-random`, unless said otherwise. */
  readonly selection?: BlockSelection;
  /** Tensors that stand in the file beside the blocks, as they are. */
  readonly beside?: readonly Tensor[];
  readonly document?: ModelDocument;
  /** Left out: fresh, and stored (32 bytes). With a seed the file holds 8 bytes to check it by. */
  readonly key?: ChannelKey;
  /** Of the sender alone. Left out: fresh. */
  readonly local?: LocalRandomness;
}

export interface BlockReport {
  readonly bytes: number;
  readonly blocks: number;
  readonly weights: number;
  /** Sum over blocks of what they told, by the distributions they were coded with. */
  readonly informationBits: Bits;
  /** Of the pieces of the blocks: indices, lengths, scales. */
  readonly blockBytes: number;
  readonly candidatesExamined: number;
  /** Mean of eps; 1: none. */
  readonly epsilon: number;
  /** Largest bound on the total variation of a block; 1: none. */
  readonly totalVariation: number;
}
