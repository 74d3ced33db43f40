/**
 * Samples of a piece in blocks, channel by channel: by the Gaussian channel where both ends know the deviation of the noise
 * (blocks of eight, the last one filled up with weights of mean 0), by hybrid coding where only the sender does. Every block
 * is one target of a channel simulator; blocks inside a channel share theirs.
 *
 *     stream: the index code's parameters, then of each block its index and its point
 */
import type { Bits, LocalRandomness, SharedRandomness } from '../../../core/index.ts';
import { type Distribution, normal } from '../../../distributions/index.ts';
import { type Codec, CodelengthMeter, type EntropyDecoder, type EntropyEncoder } from '../../../entropy/index.ts';
import {
  type ChannelSimulator,
  cheapestCode,
  dithered,
  empiricalCode,
  gaussianE8,
  gaussianIndexCode,
  type IndexCode,
  type IndexedMessage,
  indexedMessageCode,
  poissonFunctionalRepresentation,
  rotatedLattice,
  simulate,
  type Target,
  tableCode,
  zipfCode,
} from '../../../rcc/index.ts';
import type { Layout } from './layout.ts';

export interface BlockKind {
  readonly kind: 'gaussian' | 'hybrid';
  readonly dimension: number;
  /** Of each channel: the deviation of the proposal; of the noise (gaussian) or the cell's width (hybrid). */
  readonly scales: Float64Array;
  readonly seconds: Float64Array;
}

export const GAUSSIAN_DIMENSION: number = gaussianE8.lattice.dimensions;

interface Coder {
  readonly simulator: ChannelSimulator<Target, IndexedMessage<Float64Array>>;
  readonly codec: ReturnType<ReturnType<typeof indexedMessageCode<Target, Float64Array, unknown>>['codec']>;
}

export interface EncodedBlocks {
  /** In the order of the layout. */
  readonly samples: Float64Array;
  readonly indexBits: Bits;
  readonly candidatesExamined: number;
}

/** `means`, `sigmas` in the order of the layout. `firstBlock`: number of the piece's first block in its tensor. */
export function encodeBlocks(
  kind: BlockKind,
  layout: Layout,
  means: Float64Array,
  sigmas: Float64Array,
  randomness: { readonly shared: SharedRandomness; readonly local: LocalRandomness; readonly firstBlock: number },
  encoder: EntropyEncoder,
): EncodedBlocks {
  const { shared, local, firstBlock } = randomness;
  const count = means.length;
  const samples = new Float64Array(count);
  const simulators = new Simulators(kind, layout);
  const messages: IndexedMessage<Float64Array>[] = [];
  let candidatesExamined = 0;
  for (let start = 0, b = 0; start < count; start += kind.dimension, b++) {
    const length = blockLength(kind, start, count);
    const laws: Distribution[] = [];
    for (let i = start; i < start + length; i++) {
      // What fills up the last block is a sample of the noise alone.
      laws.push(i < count ? normal(means[i]!, sigmas[i]!) : normal(0, kind.seconds[layout.channels[count - 1]!]!));
    }
    const number = firstBlock + b;
    const sent = simulators.of(start, length).simulator.simulate(laws, shared.block(number), local.block(number));
    messages.push(sent.message);
    samples.set(sent.sample.subarray(0, Math.min(length, count - start)), start);
    candidatesExamined += sent.examined;
  }
  const code = indexCodeOf(kind.kind);
  const indices = messages.map(({ index }) => index);
  const parameters = code.fit(indices);
  code.parameters.encode(parameters, encoder);
  const indexCodec = code.codec(parameters);
  const meter = new CodelengthMeter();
  for (const index of indices) indexCodec.encode(index, meter);
  simulators.use(indexCodec);
  messages.forEach((message, b) => {
    const start = b * kind.dimension;
    simulators
      .of(start, blockLength(kind, start, count))
      .codec(shared.block(firstBlock + b))
      .encode(message, encoder);
  });
  return { samples, indexBits: meter.bits, candidatesExamined };
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
  const simulators = new Simulators(kind, layout);
  const code = indexCodeOf(kind.kind);
  simulators.use(code.codec(code.parameters.decode(decoder)));
  for (let start = 0, b = 0; start < count; start += kind.dimension, b++) {
    const { simulator, codec } = simulators.of(start, blockLength(kind, start, count));
    const block = shared.block(firstBlock + b);
    simulator.reconstruct(codec(block).decode(decoder), block, samples, start);
  }
  return samples.subarray(0, count);
}

function blockLength({ kind, dimension }: BlockKind, start: number, count: number): number {
  return kind === 'gaussian' ? dimension : Math.min(dimension, count - start);
}

function indexCodeOf(kind: BlockKind['kind']): IndexCode<unknown> {
  return cheapestCode(kind === 'gaussian' ? [gaussianIndexCode(gaussianE8)] : [zipfCode, tableCode, empiricalCode]);
}

/** The simulator of each block; one for all blocks that lie in a channel as a whole. */
class Simulators {
  readonly #kind: BlockKind;
  readonly #layout: Layout;
  readonly #laws: (Distribution | undefined)[];
  readonly #known: Map<number, Coder> = new Map();
  #indexCodec: Codec<number> | undefined = undefined;

  constructor(kind: BlockKind, layout: Layout) {
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
    const values = Float64Array.from(channels, (channel) => seconds[channel]!);
    const proposal =
      kind === 'gaussian'
        ? rotatedLattice({ cell: gaussianE8, sigma: values, marginals })
        : dithered({ widths: values, marginals });
    const codec = this.#indexCodec;
    const code: IndexCode<unknown> = { ...zipfCode, parameters: noParameters, codec: () => codec! };
    return {
      simulator: simulate(proposal, poissonFunctionalRepresentation),
      codec: indexedMessageCode(proposal, code).codec(null),
    };
  }
}

const noParameters: Codec<unknown> = { encode() {}, decode: () => null };
