/** What is known after a model was compressed: of the file, and of each tensor in it. */
import type { Bits } from '../../core/index.ts';
import type { Model } from '../tensors/model.ts';
import { shown } from '../text/json-members.ts';
import type { EncodedTensor } from './encode-tensors.ts';

export interface TensorReport {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
  /** Of its payloads. */
  readonly bytes: number;
  readonly method: string;
  /** Root mean square of the error over that of the numbers; 0 where it is kept. */
  readonly relativeError: number;
  /** Where samples are sent. */
  readonly samples?: SampleReport;
}

/** What the samples of a tensor took. */
export interface SampleReport {
  /** Weights that are sent as samples; the others of the tensor are kept exactly. */
  readonly sent: number;
  /** Whether the tensor has one sigma, each of its channels one, or each weight its own. */
  readonly sigma: 'tensor' | 'channel' | 'weight';
  /** Sum of KL(N(m, v) || proposal). */
  readonly informationBits: Bits;
  /** Of that many bits of the tensor's bytes say which candidates are meant. */
  readonly indexBits: Bits;
  /** Candidates examined per block, on average, and weights of a block. */
  readonly candidatesPerBlock: number;
  readonly dimension: number;
  /** What the planner expected, where it chose the method. */
  readonly predictedBits?: Bits;
  /** Of a block; 0: samples follow their laws exactly. */
  readonly totalVariation: number;
}

export interface WeightsReport {
  readonly bytes: number;
  /** Bytes of the tensors as they came. */
  readonly sourceBytes: number;
  readonly elements: number;
  /** Root of the mean over all weights of squared error over the mean square of their tensor. */
  readonly relativeError: number;
  /** Of the whole model, where a measure was given. */
  readonly outputError?: number;
  readonly tensors: readonly TensorReport[];
  /** What a user should know: types that are unknown, numbers that are not finite. */
  readonly warnings: readonly string[];
  /** Other qualities, by the measured rates, where they were asked for: from few bytes to many. */
  readonly curve?: readonly CurveEntry[];
}

export interface CurveEntry {
  readonly bytes: number;
  readonly relativeError: number;
}

export interface CompressedWeights {
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly report: WeightsReport;
}

export function weightsReport(
  model: Model,
  encoded: readonly (EncodedTensor & { readonly samples?: SampleReport })[],
  bytes: number,
  outputError: number | undefined,
  curve: readonly CurveEntry[] | undefined,
): WeightsReport {
  const tensors = encoded.map(({ planned: { surveyed }, bytes: tensorBytes, method, relativeError, samples }) => {
    const { tensor, elements } = surveyed;
    const { name, dtype, shape } = tensor;
    const error = Math.sqrt(relativeError / Math.max(1, elements));
    const known = { name, dtype, shape, elements, bytes: tensorBytes, method, relativeError: error };
    return samples === undefined ? known : { ...known, samples };
  });
  const elements = tensors.reduce((sum, tensor) => sum + tensor.elements, 0);
  const error = encoded.reduce((sum, { relativeError }) => sum + relativeError, 0);
  return {
    bytes,
    sourceBytes: model.tensors.reduce((sum, { byteLength }) => sum + byteLength, 0),
    elements,
    relativeError: Math.sqrt(error / Math.max(1, elements)),
    ...(outputError === undefined ? {} : { outputError }),
    tensors,
    warnings: [...model.warnings, ...encoded.filter(isKept).map(notFinite)],
    ...(curve === undefined ? {} : { curve }),
  };
}

function notFinite({ planned }: EncodedTensor): string {
  return `${shown(planned.surveyed.tensor.name)} holds numbers that are not finite, or of sizes too different: it is kept exactly`;
}

function isKept({ planned, samples }: EncodedTensor & { readonly samples?: SampleReport }): boolean {
  return planned.surveyed.isBroken && samples === undefined;
}
