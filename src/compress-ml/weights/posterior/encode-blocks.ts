/** The sender's side of samples in blocks: simulates block after block, then writes all messages. */
import {
  type Bits,
  exp,
  LimitExceededError,
  type LocalRandomness,
  type SharedRandomness,
} from '../../../core/index.ts';
import { type Distribution, normal } from '../../../distributions/index.ts';
import { CodelengthMeter, type EntropyEncoder } from '../../../entropy/index.ts';
import {
  type IndexedMessage,
  orderedRandom,
  poissonFunctionalRepresentation,
  prior,
  type Selection,
} from '../../../rcc/index.ts';
import type { Layout } from './layout.ts';
import { type BlockKind, blockLength, indexCodeOf, type Point, Simulators } from './sample-blocks.ts';

const LARGEST_LOG_MEAN = 300;
const MAXIMAL_CANDIDATES = 4_194_304;

export interface EncodedBlocks {
  /** In the order of the layout. */
  readonly samples: Float64Array;
  readonly indexBits: Bits;
  readonly candidatesExamined: number;
}

/**
 * `means`, `sigmas` in the order of the layout. `firstBlock`: number of the piece's first block in its tensor.
 * `totalVariation`: what a block may be off by; undefined: nothing.
 */
export function encodeBlocks(
  kind: BlockKind,
  layout: Layout,
  means: Float64Array,
  sigmas: Float64Array,
  randomness: { readonly shared: SharedRandomness; readonly local: LocalRandomness; readonly firstBlock: number },
  totalVariation: number | undefined,
  encoder: EntropyEncoder,
): EncodedBlocks {
  const { shared, local, firstBlock } = randomness;
  const selection = totalVariation === undefined ? poissonFunctionalRepresentation : nearSelection(totalVariation);
  const count = means.length;
  const samples = new Float64Array(count);
  const simulators = new Simulators(kind, layout, { selection, prior });
  const messages: IndexedMessage<Point>[] = [];
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

/** As many candidates of each block as its total variation asks for: m / (m + K) <= D with m = E_q w. */
function nearSelection(totalVariation: number): Selection {
  return {
    select(weights, local) {
      const mean = exp(Math.min(weights.logMeanWeight ?? LARGEST_LOG_MEAN, LARGEST_LOG_MEAN));
      const candidates = Math.max(1, Math.ceil((mean * (1 - totalVariation)) / totalVariation));
      if (candidates <= MAXIMAL_CANDIDATES) return orderedRandom(candidates).select(weights, local);
      throw new LimitExceededError(
        `"totalVariation" expected one for which ${MAXIMAL_CANDIDATES} candidates do, got ${totalVariation}`,
        MAXIMAL_CANDIDATES,
      );
    },
  };
}
