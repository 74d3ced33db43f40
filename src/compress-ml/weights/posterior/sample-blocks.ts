/**
 * Samples of a piece in blocks, channel by channel: by the Gaussian channel where both ends know the deviation of the noise
 * (blocks of eight, the last one filled up with weights of mean 0), by hybrid coding where only the sender does, or, at low
 * rates, by a search over candidates of the proposal itself. Every block is one target of a channel simulator; blocks
 * inside a channel share theirs.
 *
 *     stream: the index code's parameters, then of each block its index and its point
 */
import { InvalidArgumentError, type SharedBlock, type SharedRandomness, uniform52 } from '../../../core/index.ts';
import { type Distribution, normal } from '../../../distributions/index.ts';
import { type Codec, type EntropyDecoder, unitCodec } from '../../../entropy/index.ts';
import {
  type ChannelSimulator,
  cheapestCode,
  dithered,
  empiricalCode,
  first,
  gaussianE8,
  gaussianIndexCode,
  type IndexCode,
  type IndexedMessage,
  indexedMessageCode,
  type Proposal,
  rotatedLattice,
  type Selection,
  simulate,
  type Target,
  tableCode,
  zipfCode,
} from '../../../rcc/index.ts';
import type { Layout } from './layout.ts';
import type { SampleKind } from './sample-header.ts';

export interface BlockKind {
  readonly kind: SampleKind;
  readonly dimension: number;
  /** Of each channel: the deviation of the proposal; of the noise (gaussian) or the cell's width (hybrid); not used (prior). */
  readonly scales: Float64Array;
  readonly seconds: Float64Array;
}

export const GAUSSIAN_DIMENSION: number = gaussianE8.lattice.dimensions;

/** Samples of the proposal itself have no point. */
export type Point = Float64Array | null;

interface Coder {
  readonly simulator: ChannelSimulator<Target, IndexedMessage<Point>>;
  readonly codec: (shared: SharedBlock) => Codec<IndexedMessage<Point>>;
}

/** The samples of a piece in the order of the layout. @throws SamplewireError */
export function decodeBlocks(
  kind: BlockKind,
  layout: Layout,
  shared: SharedRandomness,
  firstBlock: number,
  decoder: EntropyDecoder,
): Float64Array {
  const count = layout.elements.length;
  const samples = new Float64Array(kind.dimension * Math.ceil(count / kind.dimension));
  const simulators = new Simulators(kind, layout, receiver);
  const code = indexCodeOf(kind.kind);
  simulators.use(code.codec(code.parameters.decode(decoder)));
  for (let start = 0, b = 0; start < count; start += kind.dimension, b++) {
    const { simulator, codec } = simulators.of(start, blockLength(kind, start, count));
    const block = shared.block(firstBlock + b);
    simulator.reconstruct(codec(block).decode(decoder), block, samples, start);
  }
  return samples.subarray(0, count);
}

export function blockLength({ kind, dimension }: BlockKind, start: number, count: number): number {
  return kind === 'gaussian' ? dimension : Math.min(dimension, count - start);
}

export function indexCodeOf(kind: BlockKind['kind']): IndexCode<unknown> {
  return cheapestCode(kind === 'gaussian' ? [gaussianIndexCode(gaussianE8)] : [zipfCode, tableCode, empiricalCode]);
}

/** The simulator of each block; one for all blocks that lie in a channel as a whole. */
/** What only a sender has: a search, and the weights of candidates of the proposal, for which ratios of laws must be known. */
export interface Sender {
  readonly selection: Selection;
  prior(marginals: readonly Distribution[]): Proposal<Target, null>;
}

/** A receiver rebuilds candidates, as `prior` does, and never weighs them. */
const receiver: Sender = {
  selection: first,
  prior(marginals) {
    const words = new Uint32Array(2 * marginals.length);
    return {
      candidates() {
        throw new InvalidArgumentError('"candidates" expected a sender');
      },
      reconstruct(index, _, shared, out, offset) {
        shared.fill(index, 0, words);
        marginals.forEach((marginal, i) => {
          out[offset + i] = marginal.quantile(uniform52(words[2 * i]!, words[2 * i + 1]!)) + 0;
        });
      },
      pointCodec: () => unitCodec,
    };
  },
};

export class Simulators {
  readonly #kind: BlockKind;
  readonly #layout: Layout;
  readonly #sender: Sender;
  readonly #laws: (Distribution | undefined)[];
  readonly #known: Map<number, Coder> = new Map();
  #indexCodec: Codec<number> | undefined = undefined;

  constructor(kind: BlockKind, layout: Layout, sender: Sender) {
    this.#sender = sender;
    this.#kind = kind;
    this.#layout = layout;
    this.#laws = new Array(kind.scales.length);
  }

  /** How indices are written, once that is known. */
  use(indexCodec: Codec<number>): void {
    this.#indexCodec = indexCodec;
    this.#known.clear();
  }

  of(start: number, length: number): Coder {
    const { channels } = this.#layout;
    const last = channels.length - 1;
    const channel = channels[start]!;
    if (channel !== channels[Math.min(last, start + length - 1)] || length !== this.#kind.dimension) {
      return this.#made(Array.from({ length }, (_, i) => channels[Math.min(last, start + i)]!));
    }
    const known = this.#known.get(channel) ?? this.#made(new Array<number>(length).fill(channel));
    this.#known.set(channel, known);
    return known;
  }

  #made(channels: readonly number[]): Coder {
    const { kind, scales, seconds } = this.#kind;
    const marginals = channels.map((channel) => {
      const law = this.#laws[channel] ?? normal(0, scales[channel]!);
      this.#laws[channel] = law;
      return law;
    });
    if (kind === 'prior') return this.#coder<null>(this.#sender.prior(marginals));
    const values = Float64Array.from(channels, (channel) => seconds[channel]!);
    if (kind === 'hybrid') return this.#coder<Float64Array>(dithered({ widths: values, marginals }));
    return this.#coder<Float64Array>(rotatedLattice({ cell: gaussianE8, sigma: values, marginals }));
  }

  #coder<K extends Point>(proposal: Proposal<Target, K>): Coder {
    const codec = this.#indexCodec;
    const code: IndexCode<unknown> = { ...zipfCode, parameters: noParameters, codec: () => codec! };
    // The points of one proposal are all of one kind.
    return {
      simulator: simulate(proposal, this.#sender.selection),
      codec: indexedMessageCode(proposal, code).codec(null),
    } as unknown as Coder;
  }
}

const noParameters: Codec<unknown> = { encode() {}, decode: () => null };
