/** Files on a disk, and the standard input, as the readers of formats want them. */

import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { checkInteger } from '../../core/index.ts';
import type { ByteSource, InputStream } from '../browser/index.ts';
import { FileSystemError, fileSystemError, onFile } from './file-system-error.ts';

/** A `ByteSource` that has a file open until `close`. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

export async function fileSource(path: string): Promise<FileSource> {
  return onFile(path, async () => {
    const file = await open(path, 'r');
    const status = await file.stat();
    if (status.isDirectory()) {
      await file.close();
      throw new FileSystemError(path, 'EISDIR', 'expected a file, got a folder');
    }
    return {
      size: status.size,
      async read(offset, length) {
        checkInteger('offset', offset, 0);
        checkInteger('length', length, 0);
        const wanted = Math.max(0, Math.min(length, status.size - offset));
        const bytes = new Uint8Array(wanted);
        let filled = 0;
        // A read may return less than was asked for; only 0 bytes mean the end.
        while (filled < wanted) {
          const { bytesRead } = await onFile(path, () => file.read(bytes, filled, wanted - filled, offset + filled));
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      },
      close: () => file.close(),
    };
  });
}

export async function inputStream(path: string): Promise<InputStream> {
  if (path === '-')
    return { name: 'standard input', size: undefined, chunks: () => systemErrors('standard input', process.stdin) };
  const status = await onFile(path, () => stat(path));
  if (status.isDirectory()) throw new FileSystemError(path, 'EISDIR', 'expected a file, got a folder');
  return {
    name: path,
    size: status.isFile() ? status.size : undefined,
    chunks: () => systemErrors(path, createReadStream(path, { highWaterMark: 1 << 18 })),
  };
}

async function* systemErrors(path: string, stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw fileSystemError(path, error);
  }
}

/** The whole of a small file, refused beyond `limit` bytes before it is read. */
export async function readSmallFile(path: string, limit: number): Promise<Uint8Array> {
  const source = await fileSource(path);
  try {
    if (source.size > limit) {
      throw new FileSystemError(path, 'EFBIG', `expected at most ${limit} bytes, got ${source.size}`);
    }
    return await source.read(0, source.size);
  } finally {
    await source.close();
  }
}
