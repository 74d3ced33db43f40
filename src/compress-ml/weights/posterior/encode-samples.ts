/** A piece of samples as its sender makes it: the laws of its weights to a payload. */
import { type Bits, ByteWriter, type LocalRandomness, type SharedRandomness } from '../../../core/index.ts';
import { RangeEncoder } from '../../../entropy/index.ts';
import { floatBytes, type Tensor, type TensorInfo, tensorValues } from '../../tensors/tensor.ts';
import { valuesOf } from './channel-numbers.ts';
import { encodeBlocks } from './encode-blocks.ts';
import { SAMPLES } from './ids.ts';
import { inOrder, layoutOf } from './layout.ts';
import { normalInformationBits } from './normal-information.ts';
import { writeSampleHeader } from './sample-header.ts';
import { blockKind, type SampleRange } from './sample-piece.ts';
import type { SamplePlan } from './sample-plan.ts';

export interface SamplePiece {
  readonly payload: Uint8Array;
  readonly informationBits: Bits;
  readonly indexBits: Bits;
  readonly candidatesExamined: number;
  /** Sum of squared differences of samples and weights. */
  readonly squaredError: number;
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
  const kind = blockKind(plan.kind, plan, laws.channels);
  // The receiver knows deviations on the grid: they are the ones of the samples.
  if (plan.kind === 'gaussian') for (let i = 0; i < sigmas.length; i++) sigmas[i] = kind.seconds[layout.channels[i]!]!;
  const encoder = new RangeEncoder();
  const sent = encodeBlocks(
    kind,
    layout,
    means,
    sigmas,
    { ...randomness, firstBlock: first },
    plan.totalVariation,
    encoder,
  );
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
    dimension: plan.dimension,
    sigma: plan.sigma,
    second: plan.second,
  });
  writer.bytes(encoder.finish());
  const { indexBits, candidatesExamined } = sent;
  return { payload: writer.toBytes(), informationBits, indexBits, candidatesExamined, squaredError };
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
