/**
 * A pilot: a few blocks of the targets, sent by the method itself with randomness of its own, tell what a value will cost.
 * Bits of few values scatter as the information in their samples does, so the information is taken out and put back as its
 * mean over many targets:
 *
 *     bits per value = mean KL(q || p) + mean over the pilot of (bits - log2 q(z)/p(z)) + (bytes that do not grow) / values
 *
 * The rest, what a method pays above the information, scatters by tenths of a bit only.
 */
import { ContainerWriter } from '../../container/index.ts';
import { type Bits, ByteWriter, LN2, localRandomness, sharedRandomness } from '../../core/index.ts';
import { type Distribution, writeDistribution } from '../../distributions/index.ts';
import type { ChannelMethod, EncodedChunk } from '../channel/method.ts';
import { writeParameters } from '../channel/parameters.ts';
import { drain } from '../channel/steps.ts';
import { meanCandidates } from './block-dimension.ts';
import { methodCost, type Nanoseconds } from './cost-table.ts';
import { type PlannedTargets, stretches } from './planned-targets.ts';

export interface Prediction {
  readonly bitsPerValue: Bits;
  readonly informationBitsPerValue: Bits;
  readonly nanosecondsPerValue: Nanoseconds;
  /** Mean expected candidates of a block. */
  readonly candidates: number;
}

const PILOT_VALUES = 4096;
/** Where a value carries less than a bit, the randomness of its message is most of what a short pilot sees. */
const LONG_PILOT_VALUES = 16_384;
/** What a pilot may cost, by the cost table. */
const PILOT_NANOSECONDS = 120_000_000;
const LEAST_BLOCKS = 24;
const CHUNK_VALUES = 65_536;
const STORED_KEY_BYTES = 32;

const shared = sharedRandomness('samplewire plan');
const local = localRandomness({ seed: 'samplewire plan' });

/** What the whole of `values` values will cost by a method in blocks of one dimension. Deterministic. */
export function pilot(method: ChannelMethod, dimension: number, planned: PlannedTargets, values: number): Prediction {
  const marginals = planned.marginals(method);
  const candidates = meanCandidates(method, planned, dimension);
  const nanosecondsPerValue = costPerValue(method, planned, { candidates, dimension });
  const blockCost = nanosecondsPerValue * dimension;
  const informationBitsPerValue = planned.meanInformationBits(method, dimension);
  const wanted = informationBitsPerValue < 1 ? LONG_PILOT_VALUES : PILOT_VALUES;
  const blocks = Math.max(LEAST_BLOCKS, Math.min(wanted / dimension, PILOT_NANOSECONDS / blockCost));
  const targets = planned.cut(dimension, stretches(planned.targets, marginals.length, blocks * dimension));
  const sent = drain(
    method.encode({
      targets,
      marginals,
      dimension,
      firstValue: 0,
      firstBlock: 0,
      shared,
      local,
      indexCode: undefined,
      parameterShare: Math.min(1, targets.length / Math.min(values, CHUNK_VALUES)),
      approximation: planned.approximation,
    }),
  );
  const excess =
    (sent.bits.index + sent.bits.point - informationDensity(targets, marginals, sent.samples)) / targets.length;
  const chunks = Math.max(1, Math.ceil(values / CHUNK_VALUES));
  const fixed = framingBits(sent, { dimension, planned, marginals, chunks });
  return {
    bitsPerValue: Math.max(0, informationBitsPerValue + excess) + fixed / Math.max(1, values),
    informationBitsPerValue,
    nanosecondsPerValue,
    candidates,
  };
}

/** By the cost table: laws and codes of a value, and its share of the search. */
function costPerValue(
  method: ChannelMethod,
  planned: PlannedTargets,
  { candidates, dimension }: { candidates: number; dimension: number },
): Nanoseconds {
  const marginals = planned.marginals(method);
  let sum = 0;
  for (const marginal of marginals) {
    const { perBlock, perValue, perCandidate } = methodCost(method.name, planned.targets[0], marginal);
    sum += perBlock / dimension + perValue + candidates * perCandidate;
  }
  return sum / marginals.length;
}

/** Sum of log2 q(z)/p(z) over the samples. */
function informationDensity(
  targets: readonly Distribution[],
  marginals: readonly Distribution[],
  samples: Float64Array,
): Bits {
  const nats = targets.reduce((sum, target, i) => {
    return sum + target.logDensity(samples[i]!) - marginals[i % marginals.length]!.logDensity(samples[i]!);
  }, 0);
  return nats / LN2;
}

/** Everything that is no message: header and end of a file, and frame, laws and parameters of its chunks. */
function framingBits(
  sent: EncodedChunk,
  {
    dimension,
    planned,
    marginals,
    chunks,
  }: { dimension: number; planned: PlannedTargets; marginals: readonly Distribution[]; chunks: number },
): Bits {
  const { columns, keyBytes } = planned;
  const container = new ContainerWriter();
  const header = container.header({
    kind: 'samples',
    method: 0,
    element: 'float64',
    generator: 0,
    coder: 0,
    key: { kind: 'stored', key: new Uint8Array(STORED_KEY_BYTES) },
    exactness: { kind: 'exact' },
    shape: [0, columns.length],
    parameters: writeParameters({ dimension, columns }),
  });
  const content = new ByteWriter();
  columns.forEach(({ proposal }, i) => {
    if (proposal === undefined) writeDistribution(content, marginals[i]!);
  });
  content.bytes(sent.payload);
  const chunk = container.chunk(sent.samples.length, content.toBytes());
  const messages = sent.bits.index + sent.bits.point;
  const frame = header.length - STORED_KEY_BYTES + keyBytes + container.end().length;
  return 8 * frame + chunks * (8 * chunk.length - messages);
}
