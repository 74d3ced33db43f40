/**
 * What a file of weights says of them before their numbers: where the model came from, its topology or metadata, and of
 * each tensor the name, type and shape. Deflated as one piece, for names and JSON repeat themselves:
 *
 *     format u8 | text | tensors | names | types | shapes | byte lengths of types without one,   then raw deflate (RFC 1951)
 *
 * An order-0 model would cost ten times as much.
 */
import { deflateSync, Inflate } from 'fflate';
import {
  ByteReader,
  ByteWriter,
  CorruptDataError,
  isSamplewireError,
  LimitExceededError,
  UnsupportedFormatError,
} from '../../core/index.ts';
import { checkTensorInfo, MAXIMAL_NAME_BYTES, MAXIMAL_RANK } from '../tensors/check-info.ts';
import { DATA_TYPES, dataType } from '../tensors/data-type.ts';
import type { ModelDocument, ModelFormat } from '../tensors/model.ts';
import { elementCount, type SizedTensor, type TensorInfo } from '../tensors/tensor.ts';

/** The position of a format is its id in files. */
const FORMATS: readonly ModelFormat[] = ['tensors', 'safetensors', 'tensorflowjs'];
const MAXIMAL_DOCUMENT_BYTES = 268_435_456;
const MAXIMAL_DTYPE_BYTES = 64;
/** A type that is no id follows as text. */
const TYPE_AS_TEXT = 255;
/** Added to the id of a type whose elements are affine codes of float32 or int32 numbers. */
const AFFINE: Readonly<Record<number, 'F32' | 'I32'>> = { 64: 'F32', 128: 'I32' };
/** Compressed bytes given to the inflater at a time: what they can become is bounded by a thousand times as much. */
const SLICE_BYTES = 4096;

export interface Contents {
  readonly document: ModelDocument;
  /** As their sources were. */
  readonly tensors: readonly SizedTensor[];
}

export function writeContents({ document, tensors }: Contents): Uint8Array {
  const writer = new ByteWriter();
  writer.u8(FORMATS.indexOf(document.format));
  writer.text(document.text);
  writer.varuint(tensors.length);
  for (const { name } of tensors) writer.text(name);
  for (const info of tensors) writeType(writer, info);
  for (const { shape } of tensors) {
    writer.u8(shape.length);
    for (const size of shape) writer.varuint(size);
  }
  for (const { dtype, byteLength } of tensors) if (dataType(dtype).bytes === undefined) writer.varuint(byteLength);
  return deflateSync(writer.toBytes(), { level: 9 });
}

/** @throws CorruptDataError, LimitExceededError, UnsupportedFormatError */
export function readContents(deflated: Uint8Array): Contents {
  const reader = new ByteReader(inflated(deflated));
  const id = reader.u8();
  const format = FORMATS[id];
  if (format === undefined) throw new UnsupportedFormatError(`"format" expected one of this version's, got id ${id}`);
  const text = reader.text(MAXIMAL_DOCUMENT_BYTES);
  const count = reader.varuint();
  const names: string[] = [];
  for (let i = 0; i < count; i++) names.push(reader.text(MAXIMAL_NAME_BYTES));
  if (new Set(names).size !== names.length) throw new CorruptDataError('"names" expected different names', 0);
  const types = names.map(() => readType(reader));
  const infos = names.map((name, i) => ({
    ...checkTensorInfo(name, types[i]!.dtype, readShape(reader)),
    ...types[i],
  }));
  const tensors = infos.map((info) => ({ ...info, byteLength: readByteLength(reader, info) }));
  reader.expectEnd();
  return { document: { format, text }, tensors };
}

function writeType(writer: ByteWriter, { dtype, affine }: TensorInfo): void {
  const id = DATA_TYPES.findIndex(({ name }) => name === dtype);
  if (id < 0) {
    writer.u8(TYPE_AS_TEXT);
    writer.text(dtype);
    return;
  }
  const flag = Object.keys(AFFINE).find((key) => AFFINE[Number(key)] === affine?.numbers);
  writer.u8(id + Number(flag ?? 0));
  if (affine === undefined) return;
  writer.f64(affine.scale);
  writer.f64(affine.min);
}

function readType(reader: ByteReader): Pick<TensorInfo, 'dtype' | 'affine'> {
  const at = reader.offset;
  const id = reader.u8();
  if (id === TYPE_AS_TEXT) return { dtype: reader.text(MAXIMAL_DTYPE_BYTES) };
  const dtype = DATA_TYPES[id % 64]?.name;
  const numbers = AFFINE[id - (id % 64)];
  const holdsCodes = dtype === 'U8' || dtype === 'U16';
  if (dtype === undefined || id >= 192 || (numbers !== undefined && !holdsCodes)) {
    throw new UnsupportedFormatError(`"type" expected one of this version's, got id ${id} (at byte ${at})`);
  }
  if (numbers === undefined) return { dtype };
  const scale = reader.f64();
  const min = reader.f64();
  if (Number.isFinite(scale) && Number.isFinite(min)) return { dtype, affine: { scale, min, numbers } };
  throw new CorruptDataError('"affine" expected finite numbers', at);
}

function readByteLength(reader: ByteReader, info: TensorInfo): number {
  const size = dataType(info.dtype).bytes;
  if (size === undefined) return reader.varuint();
  const byteLength = size * elementCount(info);
  if (byteLength <= Number.MAX_SAFE_INTEGER) return byteLength;
  throw new CorruptDataError(`"shape" expected at most 2^53 - 1 bytes, got ${byteLength}`, 0);
}

function readShape(reader: ByteReader): number[] {
  const rank = reader.u8();
  if (rank > MAXIMAL_RANK)
    throw new LimitExceededError(`"rank" expected at most ${MAXIMAL_RANK}, got ${rank}`, MAXIMAL_RANK);
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) shape.push(reader.varuint());
  return shape;
}

/** Grows as it reads: nothing is allocated for what a length claims. */
function inflated(deflated: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  let ended = false;
  const inflate = new Inflate((bytes, final) => {
    if (writer.length + bytes.length > MAXIMAL_DOCUMENT_BYTES) {
      throw new LimitExceededError(
        `"contents" expected at most ${MAXIMAL_DOCUMENT_BYTES} bytes`,
        MAXIMAL_DOCUMENT_BYTES,
      );
    }
    writer.bytes(bytes);
    ended = final;
  });
  try {
    for (let at = 0; at === 0 || at < deflated.length; at += SLICE_BYTES) {
      inflate.push(deflated.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= deflated.length);
    }
  } catch (error) {
    if (isSamplewireError(error)) throw error;
    throw new CorruptDataError('"contents" expected a deflate stream', 0);
  }
  if (!ended) throw new CorruptDataError('"contents" expected a whole deflate stream', 0);
  return writer.toBytes();
}
