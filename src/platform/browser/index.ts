export { type ByteSource, blobSource, memorySource } from './byte-source.ts';
export { fetchStream, NetworkError } from './fetch-stream.ts';
export { blobStream, type InputStream } from './input-stream.ts';
export { nextTurn, openLocation, saveLocation } from './locations.ts';
export { type ThreadPool, threadPool } from './thread-pool.ts';
