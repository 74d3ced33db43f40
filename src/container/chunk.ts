/**
 * A chunk says where it belongs: its position among the chunks and the position of its first value in the file. So a
 * chunk that was dropped, repeated or moved is noticed at once, and one whose neighbours are lost can still be used.
 *
 *     type u8 | index | first value | count | payload length (varuints) | payload | crc32c
 *
 * The checksum goes on from that of the prologue: a chunk of a file with another header does not pass for one of this
 * file. The end chunk is the last one, with no values and no payload: its index counts the chunks, its first value the
 * values.
 */
import { ByteReader, ByteWriter, CorruptDataError, crc32c, UnsupportedFormatError } from '../core/index.ts';
import { CHECKSUM_BYTES, type ContainerLimits, checkLimit, whenComplete } from './framing.ts';

export const DATA_CHUNK = 1;
export const END_CHUNK = 2;
/** A reader skips chunks of an unknown type from here on, and refuses those below. */
export const SKIPPABLE_CHUNK = 128;

export interface ChunkPlace {
  /** Chunks before this one, of every type. */
  readonly index: number;
  /** Values before this chunk. */
  readonly firstValue: number;
}

/** What stands in front of a payload. */
export interface ChunkFrame extends ChunkPlace {
  readonly type: number;
  /** Values in this chunk: 0 unless it is a data chunk. */
  readonly count: number;
  readonly payloadBytes: number;
  /** Bytes in front of the payload. */
  readonly frameBytes: number;
  /** Bytes of the whole chunk. */
  readonly size: number;
}

export function writeChunk(
  type: number,
  place: ChunkPlace,
  count: number,
  payload: Uint8Array,
  prologueChecksum: number,
): Uint8Array {
  const writer = new ByteWriter();
  writer.u8(type);
  writer.varuint(place.index);
  writer.varuint(place.firstValue);
  writer.varuint(count);
  writer.varuint(payload.length);
  // In one piece at once: a writer that grows would copy the payload twice more.
  const head = writer.toBytes();
  const length = head.length + payload.length;
  const bytes = new Uint8Array(length + CHECKSUM_BYTES);
  bytes.set(head);
  bytes.set(payload, head.length);
  const checksum = crc32c(bytes.subarray(0, length), prologueChecksum);
  new DataView(bytes.buffer).setUint32(length, checksum, true);
  return bytes;
}

/** The frame at the start of these bytes, or undefined where more of them are needed. `at` is their place in the file. */
export function readFrame(view: Uint8Array, at: number, limits: ContainerLimits): ChunkFrame | undefined {
  const reader = new ByteReader(view, at);
  const type = view[0];
  if (type !== undefined && !isKnown(type) && type < SKIPPABLE_CHUNK) {
    throw new UnsupportedFormatError(`"chunk" expected a type of this version, got ${type} (at byte ${at})`);
  }
  return whenComplete(() => {
    reader.u8();
    const index = reader.varuint();
    const firstValue = reader.varuint();
    const count = reader.varuint();
    const payloadBytes = reader.varuint();
    const where = ` (at byte ${at})`;
    checkLimit('chunk count', count, limits.chunkValues, where);
    checkLimit('chunk payload', payloadBytes, limits.payloadBytes, where);
    if (type !== DATA_CHUNK && count > 0)
      throw new CorruptDataError(`"count" expected 0 in a chunk of type ${type}, got ${count}`, at);
    if (type === END_CHUNK && payloadBytes > 0)
      throw new CorruptDataError(`"end" expected no payload, got ${payloadBytes} bytes`, at);
    const frameBytes = reader.offset - at;
    return {
      type: type!,
      index,
      firstValue,
      count,
      payloadBytes,
      frameBytes,
      size: frameBytes + payloadBytes + CHECKSUM_BYTES,
    };
  });
}

/** Whether the chunk at the start of `view`, which is all there, matches its checksum. */
export function isIntact(view: Uint8Array, { size }: ChunkFrame, prologueChecksum: number): boolean {
  const end = size - CHECKSUM_BYTES;
  return crc32c(view.subarray(0, end), prologueChecksum) === new ByteReader(view.subarray(end)).u32();
}

function isKnown(type: number): boolean {
  return type === DATA_CHUNK || type === END_CHUNK;
}
