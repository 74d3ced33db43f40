/**
 * How a file is cut: the prologue (magic, version, header with its checksum), then chunks, each under a checksum that
 * covers its position too, so that a reordered, dropped or repeated chunk is noticed, and an end chunk with the counts.
 */
import { crc32c } from '../core/index.ts';

/** "SWR" and a byte that a text-mode transfer would change. */
export const MAGIC: Uint8Array = Uint8Array.of(0x53, 0x57, 0x52, 0x8a);
export const FORMAT_VERSION = 1;
export const DATA_CHUNK = 1;
export const END_CHUNK = 2;
/** Chunk types from here on may be skipped by a reader that does not know them. */
export const SKIPPABLE_CHUNK = 128;
export const CHECKSUM_BYTES = 4;

export interface ContainerLimits {
  /** Bytes of a header. */
  readonly headerBytes: number;
  /** Bytes of a chunk's payload. */
  readonly payloadBytes: number;
  /** Values of a chunk. */
  readonly chunkValues: number;
}

export const DEFAULT_LIMITS: ContainerLimits = { headerBytes: 65_536, payloadBytes: 16_777_216, chunkValues: 65_536 };

/** Checksum of a chunk: its index (uint32), then its bytes. */
export function chunkChecksum(index: number, bytes: Uint8Array): number {
  const position = new Uint8Array(4);
  new DataView(position.buffer).setUint32(0, index % 4_294_967_296, true);
  return crc32c(bytes, crc32c(position));
}
