export {
  type ByteSource,
  blobSource,
  blobStream,
  type InputStream,
  memorySource,
  NetworkError,
  type ThreadPool,
} from '../browser/index.ts';
export { type FileSource, fileSource, inputStream, readSmallFile } from './byte-source.ts';
export { FileSystemError, fileSystemError } from './file-system-error.ts';
export { openLocation, saveLocation } from './locations.ts';
export { type ByteSink, commitAll, OutputFile } from './output-file.ts';
export { removeTemporaryFiles, removeTemporaryFilesOnSignals } from './temporary-files.ts';
export { isTerminal, nextTurn, standardOutput, writeText } from './terminal.ts';
export { threadPool } from './thread-pool.ts';
