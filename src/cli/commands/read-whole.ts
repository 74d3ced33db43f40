/** A file of samples as a whole, for what looks at all of it. */
import { inputStream } from '#platform';
import { concatenate, LimitExceededError } from '../../core/index.ts';

const MAXIMAL_BYTES = 1 << 30;

export async function readWhole(path: string): Promise<{ name: string; bytes: Uint8Array }> {
  const input = await inputStream(path);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of input.chunks()) {
    length += part.length;
    if (length > MAXIMAL_BYTES) {
      throw new LimitExceededError(`${input.name}: expected at most ${MAXIMAL_BYTES} bytes, got more`, MAXIMAL_BYTES);
    }
    parts.push(part);
  }
  return { name: input.name, bytes: concatenate(parts) };
}
