/**
 * How a file is cut: a prologue (magic, version, header, checksum), then chunks, the last of them an end chunk. What is
 * common to both is here; prologue.ts and chunk.ts hold their layouts. Normative description: docs/format.md.
 */
import { LimitExceededError, UnexpectedEndError } from '../core/index.ts';

/** "SWR" and a byte that a transfer as text would change. */
export const MAGIC: Uint8Array = Uint8Array.of(0x53, 0x57, 0x52, 0x8a);
export const FORMAT_VERSION = 1;
export const CHECKSUM_BYTES = 4;

/** What a reader is willing to take; a file that claims more is refused before anything is allocated for it. */
export interface ContainerLimits {
  /** Bytes of a header. */
  readonly headerBytes: number;
  /** Bytes of a chunk's payload. */
  readonly payloadBytes: number;
  /** Values of a chunk. */
  readonly chunkValues: number;
}

export const DEFAULT_LIMITS: ContainerLimits = { headerBytes: 65_536, payloadBytes: 16_777_216, chunkValues: 65_536 };

/** @throws LimitExceededError; `where` ends its message, as in " (at byte 5)". */
export function checkLimit(name: string, value: number, limit: number, where = ''): void {
  if (value > limit) throw new LimitExceededError(`"${name}" expected at most ${limit}, got ${value}${where}`, limit);
}

/** The value, or undefined where its bytes are not all there yet. */
export function whenComplete<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedEndError) return undefined;
    throw error;
  }
}
