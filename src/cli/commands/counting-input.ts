/** An input that knows how much of it was read, for the progress line. */
import type { InputStream } from '#platform';

export interface CountingInput extends InputStream {
  readonly bytesRead: number;
}

export function counting(input: InputStream): CountingInput {
  let bytesRead = 0;
  return {
    name: input.name,
    size: input.size,
    get bytesRead() {
      return bytesRead;
    },
    async *chunks() {
      for await (const bytes of input.chunks()) {
        bytesRead += bytes.length;
        yield bytes;
      }
    },
  };
}
