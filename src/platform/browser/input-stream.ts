/** What is read once from front to back: a file, the answer of a server, the standard input. */

export interface InputStream {
  /** How messages call it. */
  readonly name: string;
  /** Bytes to come, where they are known. */
  readonly size: number | undefined;
  chunks(): AsyncIterable<Uint8Array>;
}

/** A `Blob` or a `File`. */
export function blobStream(blob: Blob): InputStream {
  return { name: 'file', size: blob.size, chunks: () => streamChunks(blob.stream()) };
}

/** The chunks of a web stream, which not every browser iterates over by itself. */
export async function* streamChunks(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Nobody wants the rest; where the end was reached this does nothing.
    await reader.cancel();
  }
}
