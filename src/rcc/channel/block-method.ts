/**
 * Methods that send a chunk block by block: each block of d consecutive values is one target of a channel simulator,
 * its message an index and a point. The payload is one range-coded stream: the chunk's parameters (cell widths, index
 * code), then the messages.
 *
 * Block b of the file is block b of the shared randomness; every chunk starts a new block.
 */
import { invalidArgument, type SharedBlock } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { type Codec, RangeDecoder, RangeEncoder } from '../../entropy/index.ts';
import { cheapestCode } from '../message/cheapest-code.ts';
import { type AnyIndexCode, codelengthBits, type IndexCode } from '../message/index-code.ts';
import { indexedMessageCode } from '../message/indexed-message-code.ts';
import { simulate } from '../simulate.ts';
import type { Target } from '../target.ts';
import type { ChannelSimulator, IndexedMessage, MessageCode, Proposal, Selection, Weights } from '../types.ts';
import { MeteredEncoder } from './metered-encoder.ts';
import {
  type Block,
  blocksIn,
  type ChannelMethod,
  type ChunkContext,
  type ChunkInput,
  type EncodedChunk,
  type PlannedBlocks,
} from './method.ts';

/** Blocks between two yields of a long encode: some milliseconds of work at the default budget. */
const BLOCKS_PER_STEP = 4;

/** What a block method says about itself; P are the proposal's parameters, one chunk's worth. */
export interface BlockMethodOptions<P, K, W extends Weights>
  extends Pick<ChannelMethod, 'name' | 'id' | 'marginal' | 'approximate' | 'totalVariation'> {
  selection(parameters: P): Selection<NoInfer<W>>;
  /** The index codes of the method, as both ends know them; the cheapest is chosen for each chunk. */
  indexCodes(parameters: P): readonly AnyIndexCode[];
  /** Sender: mean expected candidates of a block. */
  work(planned: PlannedBlocks): number;
  /** Sender: the chunk's parameters, from its targets. */
  fit(input: ChunkInput): P;
  /** How they are written, for a number of columns. */
  parameters(columns: number): Codec<P>;
  /** The proposal of a block of `dimension` values that starts in column `column`. */
  proposal(
    parameters: P,
    marginals: readonly Distribution[],
    column: number,
    dimension: number,
  ): Proposal<Target, K, W>;
}

interface BlockKind<K, C> {
  readonly simulator: ChannelSimulator<Target, IndexedMessage<K>>;
  readonly messageCode: MessageCode<IndexedMessage<K>, C>;
}

export function blockMethod<P, K, W extends Weights>(options: BlockMethodOptions<P, K, W>): ChannelMethod {
  const {
    selection: selectionOf,
    indexCodes: indexCodesOf,
    fit: parametersOf,
    parameters: parametersCodec,
    proposal: proposalOf,
    ...traits
  } = options;

  /** Blocks that start in the same column and have the same length share a proposal. */
  function blockKinds<C>(
    parameters: P,
    context: ChunkContext,
    indexCode: IndexCode<C>,
  ): (block: Block) => BlockKind<K, C> {
    const made = new Map<number, BlockKind<K, C>>();
    const { marginals, dimension } = context;
    const selection = selectionOf(parameters);
    return ({ start, length }) => {
      const column = start % marginals.length;
      const key = column * (dimension + 1) + length;
      let kind = made.get(key);
      if (kind === undefined) {
        const proposal = proposalOf(parameters, marginals, column, length);
        kind = { simulator: simulate(proposal, selection), messageCode: indexedMessageCode(proposal, indexCode) };
        made.set(key, kind);
      }
      return kind;
    };
  }

  function* encode(input: ChunkInput): Generator<number, EncodedChunk> {
    const { targets, firstBlock, shared, local } = input;
    const parameters = parametersOf(input);
    const indexCodes = indexCodesOf(parameters);
    const tried = indexCodes.filter((code) => input.indexCode === undefined || code.name === input.indexCode);
    if (tried.length === 0) {
      throw invalidArgument('indexCode', `one of ${indexCodes.map((code) => code.name).join(', ')}`, input.indexCode);
    }
    const indexCode = cheapestCode(indexCodes, tried, input.parameterShare);
    const kindOf = blockKinds(parameters, input, indexCode);
    const blocks = blocksIn(targets.length, input.dimension);
    const samples = new Float64Array(targets.length);
    const messages: IndexedMessage<K>[] = [];
    let candidatesExamined = 0;
    for (const block of blocks) {
      const { position, start, length } = block;
      const number = firstBlock + position;
      const target = targets.slice(start, start + length);
      const sent = kindOf(block).simulator.simulate(target, shared.block(number), local.block(number));
      messages.push(sent.message);
      samples.set(sent.sample, start);
      candidatesExamined += sent.examined;
      if (position % BLOCKS_PER_STEP === BLOCKS_PER_STEP - 1) yield start + length;
    }

    const indices = messages.map((message) => message.index);
    const chosen = indexCode.fit(indices);
    const range = new RangeEncoder();
    parametersCodec(input.marginals.length).encode(parameters, range);
    indexCode.parameters.encode(chosen, range);
    const metered = new MeteredEncoder(range);
    const codecOf = messageCodecs(kindOf, chosen);
    for (const block of blocks) {
      codecOf(block)(shared.block(firstBlock + block.position)).encode(messages[block.position]!, metered);
    }
    const index = codelengthBits(indexCode.codec(chosen), indices);
    const bits = { index, point: metered.bits - index };
    return { payload: range.finish(), samples, bits, candidatesExamined };
  }

  function decode(payload: Uint8Array, count: number, context: ChunkContext): Float64Array {
    const { firstBlock, shared } = context;
    const range = new RangeDecoder(payload);
    const parameters = parametersCodec(context.marginals.length).decode(range);
    const indexCode = cheapestCode(indexCodesOf(parameters));
    const chosen = indexCode.parameters.decode(range);
    const kindOf = blockKinds(parameters, context, indexCode);
    const codecOf = messageCodecs(kindOf, chosen);
    const samples = new Float64Array(count);
    for (const block of blocksIn(count, context.dimension)) {
      const randomness = shared.block(firstBlock + block.position);
      const message = codecOf(block)(randomness).decode(range);
      kindOf(block).simulator.reconstruct(message, randomness, samples, block.start);
    }
    range.finish();
    return samples;
  }

  return { ...traits, encode, decode };
}

/** The codec of each kind of block under the chosen parameters, made once: tables are not made again for every block. */
function messageCodecs<K, C>(
  kindOf: (block: Block) => BlockKind<K, C>,
  chosen: C,
): (block: Block) => (shared: SharedBlock) => Codec<IndexedMessage<K>> {
  const made = new Map<BlockKind<K, C>, (shared: SharedBlock) => Codec<IndexedMessage<K>>>();
  return (block) => {
    const kind = kindOf(block);
    const codec = made.get(kind) ?? kind.messageCode.codec(chosen);
    made.set(kind, codec);
    return codec;
  };
}
