/** What is left of a damaged file of weights: the tensors whose pieces are all whole, and which are lost. */
import { salvageContainer } from '../../container/index.ts';
import {
  CorruptDataError,
  concatenate,
  isSamplewireError,
  type SamplewireError,
  type SharedRandomness,
} from '../../core/index.ts';
import { sharedOf } from '../../rcc/index.ts';
import type { ModelDocument } from '../tensors/model.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { assembled, checkWeightsHeader, tensorStream, type WeightsDecoderOptions } from './decoder.ts';
import { readContents } from './document.ts';
import { type DecodedPiece, decodePiece, pieceCount, pieceRange } from './pieces/piece.ts';
import { BlockStore } from './posterior/block-store.ts';

export interface SalvagedWeights {
  readonly document: ModelDocument;
  readonly tensors: readonly Tensor[];
  /** Names of tensors that are not whole. */
  readonly lost: readonly string[];
  /** Why the file cannot be read as it is; undefined where it can. */
  readonly error: SamplewireError | undefined;
}

/** @throws SamplewireError where header or contents are damaged: then nothing has a name */
export function salvageWeights(bytes: Uint8Array, options: WeightsDecoderOptions = {}): SalvagedWeights {
  const { container, error } = salvageContainer(bytes);
  const { header, chunks } = container;
  checkWeightsHeader(header);
  const contentsChunks = chunks.filter(({ count }) => count === 0);
  if (contentsChunks.length === 0 || contentsChunks.some(({ index }, i) => index !== i)) {
    throw new CorruptDataError('"contents" expected to be whole: without names and shapes nothing can be saved', 0);
  }
  const { document, tensors: infos } = readContents(concatenate(contentsChunks.map(({ payload }) => payload)));
  const pieces = new Map(chunks.filter(({ count }) => count === 1).map((chunk) => [chunk.firstValue, chunk]));
  let shared: SharedRandomness | undefined;
  const fileShared = (): SharedRandomness => {
    shared ??= sharedOf(header.key, options.seed);
    return shared;
  };
  const store = new BlockStore(fileShared, infos);
  let firstError = error;
  const tensors: Tensor[] = [];
  const lost: string[] = [];
  let first = 0;
  infos.forEach((info, tensor) => {
    const count = pieceCount(info);
    const stream = (): SharedRandomness => tensorStream(fileShared(), tensor);
    try {
      const decoded: DecodedPiece[] = [];
      for (let i = 0; i < count; i++) {
        const chunk = pieces.get(first + i);
        if (chunk === undefined) break;
        decoded.push(decodePiece(info, chunk.payload, pieceRange(info, i), stream, chunk.byteOffset, store));
      }
      const isWhole = decoded.length === count && decoded.every(({ dtype }) => dtype === decoded[0]!.dtype);
      if (isWhole)
        tensors.push(
          assembled(
            info,
            decoded[0]!.dtype,
            decoded.map(({ data }) => data),
          ),
        );
      else lost.push(info.name);
    } catch (reason) {
      if (!(reason instanceof CorruptDataError)) throw reason;
      firstError ??= reason;
      lost.push(info.name);
    }
    first += count;
  });
  return { document, tensors, lost, error: isSamplewireError(firstError) ? firstError : undefined };
}
