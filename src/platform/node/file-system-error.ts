/** What an operating system answers, as one line that names the file and says what to do. */
import { SamplewireError } from '../../core/index.ts';

/** A file cannot be read or written. `systemCode` is the platform's own name of the reason, e.g. ENOSPC. */
export class FileSystemError extends SamplewireError {
  readonly code = 'FileSystem';
  readonly path: string;
  readonly systemCode: string;
  constructor(path: string, systemCode: string, message: string) {
    super(`${path}: ${message}`);
    this.path = path;
    this.systemCode = systemCode;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'expected a file, got a folder',
  ENOTDIR: 'a part of this path is not a folder',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'disk quota exceeded',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  EBUSY: 'the file is in use',
  EFBIG: 'the file is too large for this file system',
  EIO: 'the device reported an input or output error',
};

/** The error of a system call on `path`; anything else is returned as it is. */
export function fileSystemError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const { code } = error;
  if (!('syscall' in error)) return error;
  return new FileSystemError(path, code, reasons[code] ?? error.message);
}

/** Runs `work`, naming `path` in whatever the system answers. */
export async function onFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileSystemError(path, error);
  }
}
