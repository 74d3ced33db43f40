export { type ByteSource, blobSource, memorySource } from './byte-source.ts';
export { type ThreadPool, threadPool } from './thread-pool.ts';
