/** A piece of samples: the laws of its weights to a payload, and a payload to numbers. */
import {
  type Bits,
  type ByteReader,
  ByteWriter,
  CorruptDataError,
  type LocalRandomness,
  type SharedRandomness,
} from '../../../core/index.ts';
import { RangeDecoder, RangeEncoder } from '../../../entropy/index.ts';
import { methodId, methodName } from '../../../rcc/index.ts';
import { floatBytes, type Tensor, type TensorInfo, tensorValues } from '../../tensors/tensor.ts';
import { SAMPLES } from './ids.ts';
import { layoutOf } from './layout.ts';
import { normalInformationBits } from './normal-information.ts';
import { type BlockKind, decodeBlocks, encodeBlocks, GAUSSIAN_DIMENSION } from './sample-blocks.ts';
import { CHUNK_VALUES, decodeChunks, encodeChunks } from './sample-chunks.ts';
import { readSampleHeader, type SampleHeader, writeSampleHeader } from './sample-header.ts';
import { inOrder, type SamplePlan, valuesOf } from './sample-plan.ts';

export interface SamplePiece {
  readonly payload: Uint8Array;
  readonly informationBits: Bits;
  readonly indexBits: Bits;
  readonly candidatesExamined: number;
  /** Sum of squared differences of samples and weights. */
  readonly squaredError: number;
}

/** Where a piece stands in its tensor. */
export interface SampleRange {
  readonly first: number;
  readonly count: number;
}

/** `data`: the bytes of the piece's means, from which kept elements are taken. */
export function encodeSamples(
  plan: SamplePlan,
  info: TensorInfo,
  data: Uint8Array,
  { first, count }: SampleRange,
  randomness: { readonly shared: SharedRandomness; readonly local: LocalRandomness },
): SamplePiece {
  const { laws } = plan;
  const kept = laws.kept.filter((element) => element >= first && element < first + count).map((at) => at - first);
  const layout = layoutOf(count, first, laws.channels, kept);
  const means = inOrder(laws.means.subarray(first, first + count), layout);
  const sigmas = inOrder(laws.sigmas.subarray(first, first + count), layout);
  const scales = valuesOf(plan.scale, laws.channels);
  const ofWeights = Float64Array.from(layout.channels, (channel) => scales[channel]!);
  const body = new ByteWriter();
  let sent: { samples: Float64Array; indexBits: Bits; candidatesExamined: number };
  if (plan.kind === 'channel') {
    const method = { name: plan.method, dimension: plan.dimension, totalVariation: plan.totalVariation };
    const unitMeans = means.map((mean, i) => mean / ofWeights[i]!);
    const unitSigmas = sigmas.map((sigma, i) => sigma / ofWeights[i]!);
    sent = encodeChunks(method, unitMeans, unitSigmas, { ...randomness, firstChunk: first / CHUNK_VALUES }, body);
    for (let i = 0; i < count - kept.length; i++) sent.samples[i]! *= ofWeights[i]!;
  } else {
    const kind = blockKind(plan.kind, plan, laws.channels);
    // The receiver knows deviations on the grid: they are the ones of the samples.
    if (plan.kind === 'gaussian')
      for (let i = 0; i < sigmas.length; i++) sigmas[i] = kind.seconds[layout.channels[i]!]!;
    const encoder = new RangeEncoder();
    sent = encodeBlocks(kind, layout, means, sigmas, { ...randomness, firstBlock: first }, encoder);
    body.bytes(encoder.finish());
  }
  let informationBits = 0;
  let squaredError = 0;
  for (let i = 0; i < means.length; i++) {
    informationBits += normalInformationBits(means[i]!, sigmas[i]!, ofWeights[i]!);
    const error = sent.samples[i]! - laws.values[first + layout.elements[i]!]!;
    squaredError += error * error;
  }
  const writer = new ByteWriter();
  writer.u8(SAMPLES);
  writeSampleHeader(writer, {
    kind: plan.kind,
    informationBits,
    indexBits: sent.indexBits,
    totalVariation: plan.totalVariation ?? 0,
    channels: laws.channels,
    scale: plan.scale,
    kept,
    keptBytes: bytesOf(info, data, kept),
    method: plan.kind === 'channel' ? methodId(plan.method) : 0,
    dimension: plan.dimension,
    sigma: plan.sigma,
    second: plan.second,
  });
  writer.bytes(body.toBytes());
  const { indexBits, candidatesExamined } = sent;
  return { payload: writer.toBytes(), informationBits, indexBits, candidatesExamined, squaredError };
}

/** The bytes of a piece as it comes out, in type `dtype`. `id` was read. @throws SamplewireError */
export function decodeSamples(
  reader: ByteReader,
  dtype: string,
  { first, count }: SampleRange,
  shared: () => SharedRandomness,
): Uint8Array {
  const at = reader.offset;
  const size = floatBytes(dtype, [0]).length;
  const header = readSampleHeader(reader, count, size);
  const { kind, channels, kept, keptBytes, dimension, method } = header;
  const layout = layoutOf(count, first, channels, kept);
  const scales = valuesOf(header.scale, channels);
  let samples: Float64Array;
  if (kind === 'channel') {
    samples = decodeChunks(method, dimension, layout.elements.length, shared(), first / CHUNK_VALUES, reader);
    reader.expectEnd();
    for (let i = 0; i < samples.length; i++) samples[i]! *= scales[layout.channels[i]!]!;
  } else {
    if (kind === 'hybrid' && (dimension < 1 || dimension > 64)) {
      throw new CorruptDataError(`"dimension" expected 1 to 64, got ${dimension}`, reader.offset);
    }
    const decoder = new RangeDecoder(reader.bytes(reader.remaining));
    samples = decodeBlocks(blockKind(kind, header, channels), layout, shared(), first, decoder);
    decoder.finish();
  }
  const values = new Float64Array(count);
  for (let i = 0; i < samples.length; i++) values[layout.elements[i]!] = samples[i]! + 0;
  if (!values.every(Number.isFinite)) throw new CorruptDataError('"weights" expected finite numbers', at);
  const bytes = floatBytes(dtype, values);
  kept.forEach((element, i) => {
    bytes.set(keptBytes.subarray(size * i, size * (i + 1)), size * element);
  });
  return bytes;
}

/** What the header of a piece of samples says, for people. @throws SamplewireError */
export function inspectSamples(
  reader: ByteReader,
  dtype: string,
  count: number,
): Pick<SampleHeader, 'informationBits' | 'indexBits' | 'totalVariation'> & { readonly method: string } {
  const header = readSampleHeader(reader, count, floatBytes(dtype, [0]).length);
  const { kind, method, dimension, informationBits, indexBits, totalVariation } = header;
  const name = kind === 'channel' ? methodName(method) : kind === 'gaussian' ? 'gaussian-channel' : 'hybrid';
  const blocks = kind === 'gaussian' ? GAUSSIAN_DIMENSION : dimension;
  return {
    informationBits,
    indexBits,
    totalVariation,
    method: `samples, ${name}${blocks > 1 ? ` in blocks of ${blocks}` : ''}`,
  };
}

function blockKind(
  kind: BlockKind['kind'],
  { dimension, sigma, scale, second }: Pick<SampleHeader, 'dimension' | 'sigma' | 'scale' | 'second'>,
  channels: SampleHeader['channels'],
): BlockKind {
  const isSingle = kind === 'gaussian' && second.numbers === undefined;
  return {
    kind,
    dimension: kind === 'gaussian' ? GAUSSIAN_DIMENSION : dimension,
    scales: valuesOf(scale, channels),
    seconds: isSingle ? new Float64Array(channels.channels).fill(sigma) : valuesOf(second, channels),
  };
}

/** Bytes of elements, in the type that the piece comes out as. */
function bytesOf(info: TensorInfo, data: Uint8Array, elements: Uint32Array): Uint8Array {
  if (info.affine !== undefined) {
    const values = tensorValues({ ...info, data } satisfies Tensor)!;
    return floatBytes(
      'F32',
      Float64Array.from(elements, (element) => values[element]!),
    );
  }
  const size = floatBytes(info.dtype, [0]).length;
  const bytes = new Uint8Array(size * elements.length);
  elements.forEach((element, i) => {
    bytes.set(data.subarray(size * element, size * (element + 1)), size * i);
  });
  return bytes;
}
