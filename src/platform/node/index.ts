export { type ByteSource, blobSource, memorySource, type ThreadPool } from '../browser/index.ts';
export { type FileSource, fileSource, type InputStream, inputStream, readSmallFile } from './byte-source.ts';
export { FileSystemError, fileSystemError } from './file-system-error.ts';
export { type ByteSink, commitAll, OutputFile } from './output-file.ts';
export { removeTemporaryFiles, removeTemporaryFilesOnSignals } from './temporary-files.ts';
export { isTerminal, nextTurn, standardOutput, writeText } from './terminal.ts';
export { threadPool } from './thread-pool.ts';
