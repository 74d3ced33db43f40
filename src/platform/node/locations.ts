/** Where a user's text says that a file is: a path, or an address that is fetched. */
import { fileURLToPath } from 'node:url';
import { fetchStream, type InputStream } from '../browser/index.ts';
import { inputStream } from './byte-source.ts';
import { FileSystemError } from './file-system-error.ts';
import { commitAll, OutputFile } from './output-file.ts';

/** Two letters at least: one is a drive. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** Opens it. @throws FileSystemError, NetworkError */
export async function openLocation(location: string | URL, request: RequestInit = {}): Promise<InputStream> {
  const text = String(location);
  if (SCHEME.test(text) && !/^file:/i.test(text)) return fetchStream(text, request);
  return inputStream(pathOf(text));
}

/** Writes a file that appears whole or not at all. @throws FileSystemError */
export async function saveLocation(location: string | URL, bytes: Uint8Array): Promise<void> {
  const text = String(location);
  if (SCHEME.test(text) && !/^file:/i.test(text))
    throw new FileSystemError(text, 'EINVAL', 'expected a path, got an address');
  const file = await OutputFile.open(pathOf(text));
  try {
    await file.write(bytes);
    await commitAll([file]);
  } finally {
    await file.discard();
  }
}

/** The name `-` is a file here, not the standard input. */
function pathOf(text: string): string {
  if (/^file:/i.test(text)) return fileURLToPath(text);
  return text === '-' ? './-' : text;
}
