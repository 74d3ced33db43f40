/**
 * A tensor is cut into pieces of 2^20 elements, each of which stands alone: its payload starts with the id of how it is
 * written, and holds all that its elements need, so that pieces decode in any order and a damaged one costs no other.
 */
import {
  type Bits,
  ByteReader,
  ByteWriter,
  CorruptDataError,
  inFile,
  type SharedRandomness,
} from '../../../core/index.ts';
import { dataType } from '../../tensors/data-type.ts';
import { elementCount, floatBytes, type SizedTensor, type TensorInfo, tensorValues } from '../../tensors/tensor.ts';
import { inspectBlocks } from '../posterior/block-payload.ts';
import type { BlockStore } from '../posterior/block-store.ts';
import { BLOCKS_CONTINUED, BLOCKS_FIRST, SAMPLES } from '../posterior/ids.ts';
import { decodeSamples, inspectSamples } from '../posterior/sample-piece.ts';
import { CONSTANT, HALF_PLANES, PLANES, RAW, readExact, readPlanes, writeExact, writeHalf } from './exact.ts';
import { decodeLossy, encodeLossy, type LossyRequest } from './lossy.ts';
import { errorOf, FIRST_LOSSY, readLossyHeader } from './lossy-header.ts';

export const PIECE_ELEMENTS = 1_048_576;

/** How a tensor is written. */
export type Plan = { readonly kind: 'exact' } | { readonly kind: 'half' } | ({ readonly kind: 'lossy' } & LossyRequest);

export interface Piece {
  readonly payload: Uint8Array;
  readonly squaredError: number;
  /** As of `LossyPiece`. */
  readonly weightedError: number;
  /** In words: `exact`, `float16`, or method and model. */
  readonly method: string;
}

/** Where the elements of a piece stand in their tensor. Of types without a size an element is a byte. */
export interface PieceRange {
  readonly first: number;
  readonly count: number;
  readonly elementBytes: number;
}

/** At least one: a tensor without elements has an empty piece. */
export function pieceRanges(tensor: SizedTensor): PieceRange[] {
  const { elements, elementBytes } = elementsOf(tensor);
  return Array.from({ length: pieceCount(tensor) }, (_, i) => {
    const first = i * PIECE_ELEMENTS;
    return { first, count: Math.min(PIECE_ELEMENTS, elements - first), elementBytes };
  });
}

/** Of a tensor's bytes those of a piece. */
export function pieceBytes(data: Uint8Array, { first, count, elementBytes }: PieceRange): Uint8Array {
  return data.subarray(first * elementBytes, (first + count) * elementBytes);
}

export function pieceCount(tensor: SizedTensor): number {
  return Math.max(1, Math.ceil(elementsOf(tensor).elements / PIECE_ELEMENTS));
}

/** Piece number i of a tensor. */
export function pieceRange(tensor: SizedTensor, i: number): PieceRange {
  const { elements, elementBytes } = elementsOf(tensor);
  const first = i * PIECE_ELEMENTS;
  return { first, count: Math.min(PIECE_ELEMENTS, elements - first), elementBytes };
}

function elementsOf(tensor: SizedTensor): { elements: number; elementBytes: number } {
  const size = dataType(tensor.dtype).bytes;
  return size === undefined
    ? { elements: tensor.byteLength, elementBytes: 1 }
    : { elements: elementCount(tensor), elementBytes: size };
}

/** `data`: the bytes of the piece. */
export function encodePiece(
  info: TensorInfo,
  data: Uint8Array,
  { first, elementBytes }: PieceRange,
  plan: Plan,
): Piece {
  const writer = new ByteWriter();
  if (plan.kind === 'exact') {
    writeExact(writer, data, elementBytes);
    return { payload: writer.toBytes(), squaredError: 0, weightedError: 0, method: 'exact' };
  }
  const values = tensorValues({ ...info, data })!;
  if (plan.kind === 'lossy') {
    const { payload, squaredError, weightedError, model } = encodeLossy(values, first, plan);
    return { payload, squaredError, weightedError, method: `${plan.method}, ${model}` };
  }
  writeHalf(writer, values);
  const rounded = tensorValues({ ...info, dtype: 'F16', data: floatBytes('F16', values) })!;
  let squaredError = 0;
  for (let i = 0; i < values.length; i++) squaredError += (values[i]! - rounded[i]!) * (values[i]! - rounded[i]!);
  return { payload: writer.toBytes(), squaredError, weightedError: squaredError, method: 'float16' };
}

export interface DecodedPiece {
  /** In the type of the source, or as F32 where numbers came with loss in the place of codes. */
  readonly data: Uint8Array;
  readonly dtype: string;
}

/**
 * `shared`: gives the stream of this tensor; called where a piece is dithered. `byteOffset`: of the payload in the file.
 * `store`: weights that were sent in blocks over several tensors.
 *
 * @throws SamplewireError
 */
export function decodePiece(
  info: TensorInfo,
  payload: Uint8Array,
  { first, count, elementBytes }: PieceRange,
  shared: () => SharedRandomness,
  byteOffset: number,
  store?: BlockStore,
): DecodedPiece {
  const range = { first, count, elementBytes };
  const whole = `"piece" expected all of its ${count} elements`;
  return inFile(byteOffset, () => decode(info, payload, range, shared, store), whole);
}

function decode(
  info: TensorInfo,
  payload: Uint8Array,
  { first, count, elementBytes }: PieceRange,
  shared: () => SharedRandomness,
  store: BlockStore | undefined,
): DecodedPiece {
  const reader = new ByteReader(payload);
  const id = reader.u8();
  if (id === RAW || id === CONSTANT || id === PLANES) {
    const data = readExact(id, reader, count, elementBytes);
    reader.expectEnd();
    return { data, dtype: info.dtype };
  }
  const dtype = info.affine === undefined ? info.dtype : 'F32';
  const isFloat = dataType(dtype).numbers === 'float' && info.affine?.numbers !== 'I32';
  if (!isFloat) throw new CorruptDataError(`"method" expected one without loss for the type ${info.dtype}`, 0);
  if (id === HALF_PLANES) {
    const halves = tensorValues({ ...info, dtype: 'F16', data: readPlanes(reader, count, 2) })!;
    return { data: floatBytes(dtype, halves), dtype };
  }
  if (id === BLOCKS_FIRST || id === BLOCKS_CONTINUED) {
    return { data: floatBytes(dtype, blockWeights(id, reader, count, store)), dtype };
  }
  if (id === SAMPLES) return { data: decodeSamples(reader, dtype, { first, count }, shared), dtype };
  const header = readLossyHeader(id, reader);
  return { data: floatBytes(dtype, decodeLossy(header, reader, count, first, shared)), dtype };
}

function blockWeights(id: number, reader: ByteReader, count: number, store: BlockStore | undefined): Float64Array {
  if (store === undefined) throw new CorruptDataError('"piece" expected one that stands alone', 0);
  const first = id === BLOCKS_FIRST ? 0 : reader.varuint();
  if (id === BLOCKS_FIRST) store.open(reader);
  reader.expectEnd();
  return store.take(first, count);
}

export interface PieceInspection {
  /** In words. */
  readonly method: string;
  /** Of the numbers as they come out. */
  readonly dtype: string;
  /** As stated by the encoder. */
  readonly relativeError: number;
  /** As stated by the encoder, where samples are sent: of the piece's weights, and what of it says which candidates are meant. */
  readonly samples?: StatedSamples;
}

export interface StatedSamples {
  /** Sum of KL of the weights' laws to their proposals. */
  readonly informationBits: Bits;
  readonly indexBits: Bits;
  /** Of a block; 0: samples follow their laws exactly, 1: nothing is stated. */
  readonly totalVariation: number;
}

/** What a payload says of itself. @throws SamplewireError */
export function inspectPiece(
  { dtype, affine }: TensorInfo,
  payload: Uint8Array,
  { count }: Pick<PieceRange, 'count'>,
): PieceInspection {
  const reader = new ByteReader(payload);
  const id = reader.u8();
  if (id === RAW || id === CONSTANT || id === PLANES) return { method: 'exact', dtype, relativeError: 0 };
  const numbers = affine === undefined ? dtype : 'F32';
  if (id === HALF_PLANES) return { method: 'float16', dtype: numbers, relativeError: 0 };
  if (id === BLOCKS_FIRST || id === BLOCKS_CONTINUED) {
    return { method: inspectBlocks(id, reader), dtype: numbers, relativeError: 0 };
  }
  if (id === SAMPLES) {
    const isFloat = dataType(numbers).numbers === 'float' && affine?.numbers !== 'I32';
    if (!isFloat) throw new CorruptDataError(`"method" expected one without loss for the type ${dtype}`, 0);
    const { method, ...samples } = inspectSamples(reader, numbers, count);
    return { method, dtype: numbers, relativeError: 0, samples };
  }
  const { method, model, error } = readLossyHeader(id, reader);
  return { method: `${method}, ${model}`, dtype: numbers, relativeError: errorOf(error) };
}

/** Whether a payload needs the shared randomness. */
export function isDithered(payload: Uint8Array): boolean {
  return payload[0]! > FIRST_LOSSY;
}
