/**
 * Tensors, or pieces of them, that are kept to the bit: as they are, as one element where all are equal, or byte plane by
 * byte plane through models that learn, whichever is shortest. Floating-point numbers have redundant high bytes, integers
 * redundant zeros.
 */
import type { ByteReader, ByteWriter } from '../../../core/index.ts';
import { adaptiveCodec, RangeDecoder, RangeEncoder } from '../../../entropy/index.ts';
import { floatBytes } from '../../tensors/tensor.ts';

/** Fast, for planes are short. */
const INCREMENT = 24;
const BYTES = 256;

/** Ids of payloads without loss. */
export const RAW = 0;
export const CONSTANT = 1;
export const PLANES = 2;
/** As PLANES, for the float16 nearest to each number. */
export const HALF_PLANES = 3;

/** Writes the id and the bytes of elements of `size` bytes. */
export function writeExact(writer: ByteWriter, data: Uint8Array, size: number): void {
  if (data.length > size && isConstant(data, size)) {
    writer.u8(CONSTANT);
    writer.bytes(data.subarray(0, size));
    return;
  }
  const planes = encodePlanes(data, size);
  writer.u8(planes.length < data.length ? PLANES : RAW);
  writer.bytes(planes.length < data.length ? planes : data);
}

/** Numbers as float16. */
export function writeHalf(writer: ByteWriter, values: ArrayLike<number>): void {
  writer.u8(HALF_PLANES);
  writer.bytes(encodePlanes(floatBytes('F16', values), 2));
}

/** The bytes of `count` elements, for the ids RAW, CONSTANT and PLANES. @throws SamplewireError */
export function readExact(id: number, reader: ByteReader, count: number, size: number): Uint8Array {
  if (id === RAW) return reader.bytes(count * size).slice();
  if (id === PLANES) return readPlanes(reader, count, size);
  const element = reader.bytes(size);
  const data = new Uint8Array(count * size);
  if (count > 0) data.set(element);
  for (let filled = size; filled < data.length; filled *= 2) data.copyWithin(filled, 0, filled);
  return data;
}

/** @throws SamplewireError */
export function readPlanes(reader: ByteReader, count: number, size: number): Uint8Array {
  const decoder = new RangeDecoder(reader.bytes(reader.remaining));
  const data = new Uint8Array(count * size);
  for (let plane = 0; plane < size; plane++) {
    const codec = adaptiveCodec(BYTES, INCREMENT);
    for (let at = plane; at < data.length; at += size) data[at] = codec.decode(decoder);
  }
  decoder.finish();
  return data;
}

function encodePlanes(data: Uint8Array, size: number): Uint8Array {
  const encoder = new RangeEncoder();
  for (let plane = 0; plane < size; plane++) {
    const codec = adaptiveCodec(BYTES, INCREMENT);
    for (let at = plane; at < data.length; at += size) codec.encode(data[at]!, encoder);
  }
  return encoder.finish();
}

function isConstant(data: Uint8Array, size: number): boolean {
  for (let at = size; at < data.length; at++) if (data[at] !== data[at - size]) return false;
  return true;
}
