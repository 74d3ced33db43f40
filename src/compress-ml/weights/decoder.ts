/**
 * Reads a file of weights as it arrives: first its contents, then tensor after tensor, each as soon as its last piece is
 * there. Nothing is held but the tensor at hand.
 */
import { type ContainerHeader, ContainerReader } from '../../container/index.ts';
import {
  CorruptDataError,
  concatenate,
  LimitExceededError,
  type SharedRandomness,
  UnsupportedFormatError,
} from '../../core/index.ts';
import { sharedOf } from '../../rcc/index.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { type Contents, readContents } from './document.ts';
import { WEIGHTS_METHOD } from './file-writer.ts';
import { decodePiece, pieceCount, pieceRange } from './pieces/piece.ts';
import { BlockStore } from './posterior/block-store.ts';

export interface WeightsDecoderOptions {
  /** What the file was written with, where it does not hold its key. */
  readonly seed?: string | number | Uint8Array;
  /** Bytes of all tensors together that are decoded at most: 4 GiB, unless said otherwise. */
  readonly maximalBytes?: number;
}

const MAXIMAL_BYTES = 4_294_967_296;
const MAXIMAL_CONTENTS_BYTES = 268_435_456;
const STREAM = 'weights';

/** The stream of tensor number i of a file. */
export function tensorStream(shared: SharedRandomness, tensor: number): SharedRandomness {
  return shared.derive(STREAM).derive(tensor);
}

export class WeightsDecoder {
  readonly #reader: ContainerReader = new ContainerReader();
  readonly #options: WeightsDecoderOptions;
  readonly #maximalBytes: number;
  #header: ContainerHeader | undefined = undefined;
  #shared: SharedRandomness | undefined = undefined;
  #contentsBytes: Uint8Array[] = [];
  #contentsLength = 0;
  #contents: Contents | undefined = undefined;
  /** Of the next piece: its tensor, its number in it, and the pieces of that tensor before it. */
  #tensor = 0;
  #piece = 0;
  #parts: Uint8Array[] = [];
  #dtype: string | undefined = undefined;
  #store: BlockStore | undefined = undefined;
  #decodedBytes = 0;
  #ended = false;

  constructor(options: WeightsDecoderOptions = {}) {
    this.#options = options;
    this.#maximalBytes = options.maximalBytes ?? MAXIMAL_BYTES;
  }

  /** What the file holds, once that has arrived: with the first tensor at the latest, or at the end. */
  get contents(): Contents | undefined {
    return this.#contents;
  }

  /** The tensors that these bytes complete. @throws SamplewireError at the first damage */
  push(bytes: Uint8Array): Tensor[] {
    this.#reader.append(bytes);
    const tensors: Tensor[] = [];
    for (let event = this.#reader.next(); event !== undefined; event = this.#reader.next()) {
      if (event.type === 'header') this.#open(event.header);
      else if (event.type === 'end') this.#end();
      else if (event.count === 0) this.#addContents(event.payload, event.byteOffset);
      else this.#addPiece(event.count, event.payload, event.byteOffset, tensors);
    }
    return tensors;
  }

  /** Throws where the input ended before its end. */
  finish(): void {
    this.#reader.finish();
    if (!this.#ended) throw new CorruptDataError('"file" expected an end', 0);
  }

  #open(header: ContainerHeader): void {
    checkWeightsHeader(header);
    this.#header = header;
  }

  #addContents(payload: Uint8Array, byteOffset: number): void {
    if (this.#contents !== undefined) throw new CorruptDataError('"chunk" expected one of a piece', byteOffset);
    this.#contentsBytes.push(payload);
    this.#contentsLength += payload.length;
    if (this.#contentsLength > MAXIMAL_CONTENTS_BYTES) {
      throw new LimitExceededError(
        `"contents" expected at most ${MAXIMAL_CONTENTS_BYTES} bytes, got more`,
        MAXIMAL_CONTENTS_BYTES,
      );
    }
  }

  /** All chunks of contents are there. */
  #readContents(): Contents {
    this.#contents ??= readContents(concatenate(this.#contentsBytes));
    this.#contentsBytes = [];
    return this.#contents;
  }

  #addPiece(count: number, payload: Uint8Array, byteOffset: number, tensors: Tensor[]): void {
    const contents = this.#readContents();
    const tensor = contents.tensors[this.#tensor];
    if (count !== 1 || tensor === undefined) {
      throw new CorruptDataError('"chunk" expected one of the pieces that the contents name', byteOffset);
    }
    const stream = (): SharedRandomness => tensorStream(this.#sharedRandomness(), this.#tensor);
    this.#store ??= new BlockStore(() => this.#sharedRandomness(), contents.tensors);
    const range = pieceRange(tensor, this.#piece);
    const { data, dtype } = decodePiece(tensor, payload, range, stream, byteOffset, this.#store);
    this.#decodedBytes += data.length;
    if (this.#decodedBytes > this.#maximalBytes) {
      throw new LimitExceededError(
        `"tensors" expected at most ${this.#maximalBytes} bytes, got more`,
        this.#maximalBytes,
      );
    }
    if (this.#dtype !== undefined && dtype !== this.#dtype) {
      throw new CorruptDataError(
        `"piece" expected the type ${this.#dtype} of the piece before, got ${dtype}`,
        byteOffset,
      );
    }
    this.#parts.push(data);
    this.#dtype = dtype;
    if (++this.#piece < pieceCount(tensor)) return;
    tensors.push(assembled(tensor, dtype, this.#parts));
    this.#parts = [];
    this.#dtype = undefined;
    this.#piece = 0;
    this.#tensor++;
  }

  #end(): void {
    const { tensors } = this.#readContents();
    if (this.#tensor !== tensors.length) {
      throw new CorruptDataError(`"file" expected ${tensors.length} tensors, got ${this.#tensor}`, 0);
    }
    this.#ended = true;
  }

  #sharedRandomness(): SharedRandomness {
    this.#shared ??= sharedOf(this.#header!.key, this.#options.seed);
    return this.#shared;
  }
}

/** @throws UnsupportedFormatError where it is the header of something else */
export function checkWeightsHeader({ kind, method, generator, coder }: ContainerHeader): void {
  if (kind !== 'weights') throw new UnsupportedFormatError(`"file" expected weights, got a file of ${kind}`);
  if (method !== WEIGHTS_METHOD || generator !== 0 || coder !== 0) {
    throw new UnsupportedFormatError(
      `"method" expected one of this version's, got ids ${method}, ${generator}, ${coder}`,
    );
  }
}

/** A tensor of its pieces. */
export function assembled(
  { name, shape, affine, dtype: source }: Contents['tensors'][number],
  dtype: string,
  parts: readonly Uint8Array[],
): Tensor {
  const data = parts.length === 1 ? parts[0]! : concatenate(parts);
  return affine !== undefined && dtype === source ? { name, dtype, shape, affine, data } : { name, dtype, shape, data };
}

export interface DecompressedWeights {
  readonly document: Contents['document'];
  readonly tensors: readonly Tensor[];
}

/** A whole file. @throws SamplewireError */
export function decompressWeights(bytes: Uint8Array, options: WeightsDecoderOptions = {}): DecompressedWeights {
  const decoder = new WeightsDecoder(options);
  const tensors = decoder.push(bytes);
  decoder.finish();
  return { document: decoder.contents!.document, tensors };
}
