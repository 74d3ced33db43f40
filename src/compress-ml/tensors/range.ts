/** A range of a source that must be there. */
import { UnexpectedEndError } from '../../core/index.ts';
import type { ByteSource } from '../../platform/browser/index.ts';

export async function rangeOf(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await source.read(offset, length);
  if (bytes.length === length) return bytes;
  throw new UnexpectedEndError(`"file" expected ${length} bytes from byte ${offset}, got ${bytes.length}`);
}

/** Several sources one after the other, as one. */
export function joinedSource(parts: readonly ByteSource[]): ByteSource {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return {
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const bytes = new Uint8Array(wanted);
      let start = 0;
      for (const part of parts) {
        // What this part has of offset .. offset + wanted - 1.
        const from = Math.max(offset, start);
        const to = Math.min(offset + wanted, start + part.size);
        if (from < to) bytes.set(await rangeOf(part, from - start, to - from), from - offset);
        start += part.size;
      }
      return bytes;
    },
  };
}
