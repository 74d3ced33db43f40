/**
 * A method of the channel: how the values of one chunk become a payload and come back. Everything else, header, chunks,
 * checksums, blocks, keys, streams and reports, is the same for all methods; a new method is one more row of the table
 * in `methods.ts`.
 */
import { type Bits, exp, type LocalRandomness, type SharedRandomness } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import type { TargetSlice } from './target-slice.ts';

/** What both ends know of a chunk before its payload. */
export interface ChunkContext {
  /** Values of all chunks before this one; value i of a file is value i - firstValue of the chunk. */
  readonly firstValue: number;
  /** Blocks of all chunks before this one. */
  readonly firstBlock: number;
  /** Values per block; the last block of a chunk may be shorter. */
  readonly dimension: number;
  /** Law of the samples of each column. */
  readonly marginals: readonly Distribution[];
  readonly shared: SharedRandomness;
}

/** What only the sender has. */
export interface ChunkInput extends ChunkContext {
  readonly targets: readonly Distribution[];
  /** The same as columns, where nothing was cut off them: for methods that need no laws. */
  readonly slice?: TargetSlice | undefined;
  readonly local: LocalRandomness;
  /** The name of the index code to use; without it the cheapest is chosen for each chunk. */
  readonly indexCode: string | undefined;
  /** What part of an index code's parameters this chunk pays for: 1, or less where it is a pilot of more. */
  readonly parameterShare: number;
  /** What an approximate selection may cost in total variation per block, or the candidates of each block. */
  readonly approximation: Approximation;
}

/** How near an approximate selection comes: within a total variation, or as near as a number of candidates allows. */
export type Approximation = { readonly totalVariation: number } | { readonly candidates: number };

export interface EncodedChunk {
  readonly payload: Uint8Array;
  readonly samples: Float64Array;
  readonly bits: { readonly index: Bits; readonly point: Bits };
  readonly candidatesExamined: number;
  /** Sum of KL(target || marginal), where the method has it at hand. */
  readonly informationBits?: Bits | undefined;
}

/**
 * Which law is fitted to a column that was given none: `likely`, the likeliest mixture of normals; `covering`, the same with a
 * share of a heavier tail where the targets need it to have bounded ratios; `normal`, one normal law as wide as they need;
 * `reaching`, one so wide that no target is far out, which a search of all candidates would not survive.
 */
export type MarginalFit = 'likely' | 'covering' | 'normal' | 'reaching';

/** What a sender knows when it plans a file. */
export interface PlannedBlocks {
  readonly targets: readonly Distribution[];
  readonly columns: number;
  /** Values per block. */
  readonly dimension: number;
  readonly approximation: Approximation;
  /** Law of the samples of each column; a call, because fitting them takes time that most methods need not spend. */
  marginals(): readonly Distribution[];
}

export interface ChannelMethod {
  readonly name: string;
  /** The method's id in the container. */
  readonly id: number;
  /** The blocks of a method that has one size of them; searches without it take blocks of any size. */
  readonly dimension?: number;
  /** `likely` without it. */
  readonly marginal?: MarginalFit;
  /** Whether samples follow their targets only nearly, as `Approximation` says. */
  readonly approximate?: boolean;
  /** Certified total variation per block of the method's own arithmetic; 0 without it. */
  readonly totalVariation?: number;
  /** Whether the targets of a column need a scale in common, which the receiver then knows. */
  readonly commonScale?: boolean;
  /** Sender: why these targets cannot be sent by this method; undefined where they can. */
  refusal?(planned: PlannedBlocks): string | undefined;
  /**
   * Sender: mean expected candidates of a block. Absent where nothing is searched: such a method gains nothing from blocks,
   * unless it has a dimension of its own.
   */
  work?(planned: PlannedBlocks): number;
  /** Sender: a generator that yields the number of values done, so that a caller can show progress, yield or stop. */
  encode(input: ChunkInput): Generator<number, EncodedChunk>;
  /** Receiver: the samples of `count` values. */
  decode(payload: Uint8Array, count: number, context: ChunkContext): Float64Array;
  /** The same method by tables and interleaved rANS, coder 1 of the container, for whole arrays. */
  readonly arrays?: ArrayChannel;
}

/** Whole typed arrays to a payload and back, without an object per value. Samples have the same law, bytes are others. */
export interface ArrayChannel {
  /** Sender: whether the tables lose next to nothing against exact probabilities. */
  pays(targets: TargetSlice, marginals: readonly Distribution[]): boolean;
  /** Sender: @throws InvalidArgumentError where the targets are not the method's. */
  encode(targets: TargetSlice, context: ChunkContext): EncodedChunk;
  /** Receiver: the samples of `count` values. */
  decode(payload: Uint8Array, count: number, context: ChunkContext): Float64Array;
}

/** Values start .. start + length - 1 of a chunk, its `position`-th block. */
export interface Block {
  readonly position: number;
  readonly start: number;
  readonly length: number;
}

/** Mean over the blocks of the product of their values' factors, given by logarithms; the shorter last block counts as one. */
export function meanWork(logFactors: Float64Array, dimension: number): number {
  let sum = 0;
  let blocks = 0;
  for (let start = 0; start < logFactors.length; start += dimension) {
    let logProduct = 0;
    for (let i = start; i < Math.min(start + dimension, logFactors.length); i++) logProduct += logFactors[i]!;
    sum += exp(logProduct);
    blocks++;
  }
  return blocks === 0 ? 1 : sum / blocks;
}

/** The blocks of a chunk, in order. */
export function blocksIn(values: number, dimension: number): Block[] {
  return Array.from({ length: Math.ceil(values / dimension) }, (_, position) => {
    const start = position * dimension;
    return { position, start, length: Math.min(dimension, values - start) };
  });
}
