/**
 * A method of the channel: how the values of one chunk become a payload and come back. Everything else, header, chunks,
 * checksums, blocks, keys, streams and reports, is the same for all methods; a new method is one more row of the table
 * in `methods.ts`.
 */
import type { Bits, LocalRandomness, SharedRandomness } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';

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
  readonly local: LocalRandomness;
  /** The name of the index code to use; without it the cheapest is chosen for each chunk. */
  readonly indexCode: string | undefined;
}

export interface EncodedChunk {
  readonly payload: Uint8Array;
  readonly samples: Float64Array;
  readonly bits: { readonly index: Bits; readonly point: Bits };
  readonly candidatesExamined: number;
}

/** What a sender knows when it plans a file. */
export interface PlannedBlocks {
  readonly targets: readonly Distribution[];
  readonly columns: number;
  /** Values per block. */
  readonly dimension: number;
  /** Law of the samples of each column; a call, because fitting them takes time that most methods need not spend. */
  marginals(): readonly Distribution[];
}

export interface ChannelMethod {
  readonly name: string;
  /** The method's id in the container. */
  readonly id: number;
  /**
   * Sender: per value the logarithm of a factor of its block's expected candidates. Absent where nothing is searched: such
   * a method gains nothing from blocks.
   */
  logWork?(planned: PlannedBlocks): Float64Array;
  /** Sender: a generator that yields the number of values done, so that a caller can show progress, yield or stop. */
  encode(input: ChunkInput): Generator<number, EncodedChunk>;
  /** Receiver: the samples of `count` values. */
  decode(payload: Uint8Array, count: number, context: ChunkContext): Float64Array;
}

/** Values start .. start + length - 1 of a chunk, its `position`-th block. */
export interface Block {
  readonly position: number;
  readonly start: number;
  readonly length: number;
}

/** The blocks of a chunk, in order. */
export function blocksIn(values: number, dimension: number): Block[] {
  return Array.from({ length: Math.ceil(values / dimension) }, (_, position) => {
    const start = position * dimension;
    return { position, start, length: Math.min(dimension, values - start) };
  });
}
