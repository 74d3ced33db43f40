/**
 * The first piece of a file, and the only one that a reader must have to make sense of the others:
 *
 *     magic (4 bytes) | format version u8 | header length varuint | header | crc32c of all of these
 */
import { ByteReader, ByteWriter, CorruptDataError, crc32c, UnsupportedFormatError } from '../core/index.ts';
import {
  CHECKSUM_BYTES,
  type ContainerLimits,
  checkLimit,
  DEFAULT_LIMITS,
  FORMAT_VERSION,
  MAGIC,
  whenComplete,
} from './framing.ts';
import { type ContainerHeader, type PlacedHeader, readHeader, writeHeader } from './header.ts';

export interface Prologue extends PlacedHeader {
  /** Bytes of the whole prologue. */
  readonly size: number;
  /** Its checksum: where the checksums of this file's chunks go on from. */
  readonly checksum: number;
}

export function writePrologue(header: ContainerHeader): { bytes: Uint8Array; checksum: number } {
  const fields = writeHeader(header);
  checkLimit('header', fields.length, DEFAULT_LIMITS.headerBytes);
  const writer = new ByteWriter();
  writer.bytes(MAGIC);
  writer.u8(FORMAT_VERSION);
  writer.varuint(fields.length);
  writer.bytes(fields);
  const checksum = crc32c(writer.toBytes());
  writer.u32(checksum);
  return { bytes: writer.toBytes(), checksum };
}

/** The prologue at the start of these bytes, or undefined where more of them are needed. */
export function readPrologue(view: Uint8Array, limits: ContainerLimits): Prologue | undefined {
  checkMagic(view);
  if (view.length <= MAGIC.length) return undefined;
  const reader = new ByteReader(view);
  reader.bytes(MAGIC.length);
  const version = reader.u8();
  if (version !== FORMAT_VERSION) {
    throw new UnsupportedFormatError(
      `"version" expected .swr format ${FORMAT_VERSION}, got ${version} (at byte ${MAGIC.length})`,
    );
  }
  const lengthOffset = reader.offset;
  const length = whenComplete(() => reader.varuint());
  if (length === undefined) return undefined;
  checkLimit('header length', length, limits.headerBytes, ` (at byte ${lengthOffset})`);
  if (reader.remaining < length + CHECKSUM_BYTES) return undefined;
  const start = reader.offset;
  const fields = reader.bytes(length);
  const checksum = crc32c(view.subarray(0, reader.offset));
  if (checksum !== reader.u32()) {
    throw new CorruptDataError('"header" expected bytes that match their checksum', start);
  }
  return { ...readHeader(fields, start), size: reader.offset, checksum };
}

/** As much of it as there is. */
function checkMagic(view: Uint8Array): void {
  const start = view.subarray(0, MAGIC.length);
  const differs = start.findIndex((byte, i) => byte !== MAGIC[i]);
  if (differs < 0) return;
  const got =
    differs === MAGIC.length - 1 ? 'one that was transferred as text' : `a file that starts with ${hex(start)}`;
  throw new UnsupportedFormatError(`"file" expected a .swr file (${hex(MAGIC)}), got ${got}`);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
