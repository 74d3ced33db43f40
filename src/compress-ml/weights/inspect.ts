/** What a file of weights states of itself: nothing is decoded, no seed is needed. */
import { readContainer } from '../../container/index.ts';
import { CorruptDataError, concatenate } from '../../core/index.ts';
import type { ModelDocument } from '../tensors/model.ts';
import { elementCount, type SizedTensor } from '../tensors/tensor.ts';
import { checkWeightsHeader } from './decoder.ts';
import { readContents } from './document.ts';
import { NO_KEY } from './file-writer.ts';
import { inspectPiece, pieceCount, pieceRange, type StatedSamples } from './pieces/piece.ts';

export interface TensorInspection {
  readonly name: string;
  /** As it comes out. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
  /** Of the tensor as it comes out. */
  readonly byteLength: number;
  /** Of its payloads in the file. */
  readonly bytes: number;
  readonly method: string;
  /** As the encoder states it: root mean square over that of the numbers, 0 where the tensor is kept. */
  readonly relativeError: number;
  /** Where samples are sent, as the encoder states it: sums over the tensor, and the largest total variation of a block. */
  readonly samples?: StatedSamples;
}

export interface WeightsInspection {
  readonly bytes: number;
  /** Of contents: topology or metadata, names, shapes. */
  readonly contentsBytes: number;
  readonly document: ModelDocument;
  readonly key: 'stored' | 'outside' | 'none';
  readonly elements: number;
  readonly tensors: readonly TensorInspection[];
}

/** @throws SamplewireError where the file is not whole and undamaged */
export function inspectWeights(bytes: Uint8Array): WeightsInspection {
  const { header, chunks } = readContainer(bytes);
  checkWeightsHeader(header);
  const contentsChunks = chunks.filter(({ count }) => count === 0);
  const contentsPayload = concatenate(contentsChunks.map(({ payload }) => payload));
  const { document, tensors: infos } = readContents(contentsPayload);
  let next = contentsChunks.length;
  const tensors = infos.map((info) => {
    const pieces = chunks.slice(next, next + pieceCount(info));
    next += pieceCount(info);
    return inspectTensor(
      info,
      pieces.map(({ payload }) => payload),
    );
  });
  if (next !== chunks.length || chunks.slice(contentsChunks.length).some(({ count }) => count !== 1)) {
    throw new CorruptDataError(`"file" expected the pieces of ${infos.length} tensors`, 0);
  }
  const isUnused = header.key.kind === 'check' && header.key.check.every((byte, i) => byte === noCheck[i]);
  return {
    bytes: bytes.length,
    contentsBytes: contentsPayload.length,
    document,
    key: header.key.kind === 'stored' ? 'stored' : isUnused ? 'none' : 'outside',
    elements: tensors.reduce((sum, { elements }) => sum + elements, 0),
    tensors,
  };
}

const F32_BYTES = 4;
const noCheck: Uint8Array = NO_KEY.kind === 'check' ? NO_KEY.check : new Uint8Array(0);

function inspectTensor(info: SizedTensor, payloads: readonly Uint8Array[]): TensorInspection {
  const { name, shape } = info;
  const pieces = payloads.map((payload, i) => inspectPiece(info, payload, pieceRange(info, i)));
  const dtype = pieces[0]?.dtype ?? info.dtype;
  const elements = elementCount(info);
  let squares = 0;
  pieces.forEach(({ relativeError }, i) => {
    squares += relativeError * relativeError * pieceRange(info, i).count;
  });
  const samples = pieces.flatMap((piece) => piece.samples ?? []);
  return {
    ...(samples.length === 0 ? {} : { samples: samples.reduce(together) }),
    name,
    dtype,
    shape,
    elements,
    byteLength: dtype === info.dtype ? info.byteLength : F32_BYTES * elements,
    bytes: payloads.reduce((sum, { length }) => sum + length, 0),
    method: [...new Set(pieces.map(({ method }) => method))].join('; '),
    relativeError: Math.sqrt(squares / Math.max(1, elements)),
  };
}

function together(a: StatedSamples, b: StatedSamples): StatedSamples {
  return {
    informationBits: a.informationBits + b.informationBits,
    indexBits: a.indexBits + b.indexBits,
    totalVariation: Math.max(a.totalVariation, b.totalVariation),
  };
}
