/**
 * A file that appears whole or not at all. Bytes go to a temporary file beside the target; `commitAll` flushes them to the disk and
 * renames it over the target, which is one step for every reader. Until then a previous file stays as it was; after an
 * error or a signal nothing is left. What is not a regular file (a pipe, a terminal, /dev/null) is written directly.
 */

import { renameSync } from 'node:fs';
import { type FileHandle, open, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileSystemError, fileSystemError, onFile } from './file-system-error.ts';
import { forgetTemporary, keepTemporary } from './temporary-files.ts';

/** Where a writer of a format puts its bytes. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Overwrites bytes that were written before; absent where that cannot be done (a pipe). */
  readonly patch?: (offset: number, bytes: Uint8Array) => Promise<void>;
}

export class OutputFile implements ByteSink {
  readonly path: string;
  readonly #target: string;
  /** Undefined where the target is written directly. */
  readonly #temporary: string | undefined;
  readonly #file: FileHandle;
  #closed = false;

  private constructor(path: string, target: string, temporary: string | undefined, file: FileHandle) {
    this.path = path;
    this.#target = target;
    this.#temporary = temporary;
    this.#file = file;
  }

  /** @throws FileSystemError for a folder, a folder that is missing, or one that may not be written. */
  static async open(path: string): Promise<OutputFile> {
    return onFile(path, async () => {
      const status = await stat(path).catch(absent);
      if (status?.isDirectory()) throw new FileSystemError(path, 'EISDIR', 'expected a file to write, got a folder');
      if (status !== undefined && !status.isFile()) return new OutputFile(path, path, undefined, await open(path, 'w'));
      // A symbolic link goes on pointing where it did.
      const target = status === undefined ? path : await realpath(path);
      if (status !== undefined) await refuseReadOnly(target);
      const temporary = join(dirname(target), `.${basename(target).slice(0, 200)}.${process.pid}.${freshSuffix()}.tmp`);
      const file = await open(temporary, 'wx', status === undefined ? 0o666 : status.mode & 0o777);
      keepTemporary(temporary);
      return new OutputFile(path, target, temporary, file);
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    await onFile(this.path, async () => {
      let written = 0;
      while (written < bytes.length) written += (await this.#file.write(bytes, written)).bytesWritten;
    });
  }

  async patch(offset: number, bytes: Uint8Array): Promise<void> {
    if (this.#temporary === undefined) throw new FileSystemError(this.path, 'ESPIPE', 'expected a regular file');
    await onFile(this.path, () => this.#file.write(bytes, 0, bytes.length, offset));
  }

  /** All bytes are on the disk, still under the temporary name. */
  async flush(): Promise<void> {
    await onFile(this.path, async () => {
      if (this.#temporary !== undefined) await this.#file.sync();
      await this.#close();
    });
  }

  /** Only after `flush`, and without a turn of the event loop, so that no signal comes between several files. */
  rename(): void {
    if (this.#temporary === undefined) return;
    try {
      renameSync(this.#temporary, this.#target);
    } catch (error) {
      throw fileSystemError(this.path, error);
    }
    forgetTemporary(this.#temporary);
  }

  /** Leaves no trace; does nothing after `rename`. */
  async discard(): Promise<void> {
    await this.#close();
    if (this.#temporary === undefined) return;
    await rm(this.#temporary, { force: true });
    forgetTemporary(this.#temporary);
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#file.close();
  }
}

/** All of these files, or none where one cannot be flushed: what several outputs of one command want. */
export async function commitAll(files: readonly OutputFile[]): Promise<void> {
  for (const file of files) await file.flush();
  for (const file of files) file.rename();
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

/** A rename does not ask whether the file it replaces may be written; its owner expects that somebody does. */
async function refuseReadOnly(path: string): Promise<void> {
  await (await open(path, 'r+')).close();
}

function freshSuffix(): string {
  return crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
}
