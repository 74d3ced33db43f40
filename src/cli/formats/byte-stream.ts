/** Pieces of any size in, pieces of the wanted size out. */
import { concatenate, UnexpectedEndError } from '../../core/index.ts';

export class ByteStream {
  readonly #name: string;
  readonly #pieces: AsyncIterator<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array(0);

  constructor(name: string, pieces: AsyncIterable<Uint8Array>) {
    this.#name = name;
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** The next bytes: `length` of them, or fewer at the end of the input. */
  async upTo(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [this.#buffer];
    let available = this.#buffer.length;
    // What is kept never exceeds `length` plus one piece, so a length that a header merely claims is not allocated.
    while (available < length) {
      const next = await this.#pieces.next();
      if (next.done) break;
      parts.push(next.value);
      available += next.value.length;
    }
    const joined = parts.length === 1 ? this.#buffer : concatenate(parts);
    this.#buffer = joined.subarray(Math.min(length, available));
    return joined.subarray(0, Math.min(length, available));
  }

  /** Exactly `length` bytes. */
  async exactly(length: number): Promise<Uint8Array> {
    const bytes = await this.upTo(length);
    if (bytes.length < length) {
      throw new UnexpectedEndError(`${this.#name}: expected ${length} bytes more, got ${bytes.length} and the end`);
    }
    return bytes;
  }
}
