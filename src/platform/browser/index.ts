export { type ByteSource, blobSource, memorySource } from './byte-source.ts';
