/**
 * A file that can be read at any place, wherever it lies: in memory, behind a browser's file dialogue, or on a disk (the
 * twin of this folder, `platform/node`). Readers of formats take a `ByteSource` and do not ask.
 */
import { checkInteger } from '../../core/index.ts';

export interface ByteSource {
  /** Length in bytes. */
  readonly size: number;
  /** Bytes offset .. offset + length - 1; fewer where the source ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes that are already in memory; `read` returns views and copies nothing. */
export function memorySource(bytes: Uint8Array | ArrayBuffer): ByteSource {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  return {
    size: view.length,
    read(offset, length) {
      return clipped(view.length, offset, length, (start, end) => Promise.resolve(view.subarray(start, end)));
    },
  };
}

/** A `Blob` or a `File` of a browser: what is not read is not loaded. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read(offset, length) {
      return clipped(blob.size, offset, length, async (start, end) => {
        return new Uint8Array(await blob.slice(start, end).arrayBuffer());
      });
    },
  };
}

/** Checks a range, cuts it to the source, and reads it. */
function clipped(
  size: number,
  offset: number,
  length: number,
  read: (start: number, end: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  checkInteger('offset', offset, 0);
  checkInteger('length', length, 0);
  const start = Math.min(offset, size);
  return read(start, Math.min(start + length, size));
}
