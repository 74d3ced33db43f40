/**
 * The mirror of `ByteWriter`: reads little-endian values and throws where the bytes end or cannot have been written.
 * Offsets in errors count from the start of the file: `baseOffset` is where these bytes stand in it.
 */
import { CorruptDataError, LimitExceededError, UnexpectedEndError } from '../errors.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #baseOffset: number;
  #position = 0;

  constructor(bytes: Uint8Array, baseOffset: number = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#baseOffset = baseOffset;
  }

  /** Where the next byte stands in the file. */
  get offset(): number {
    return this.#baseOffset + this.#position;
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  f32(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** LEB128; more bytes than needed, or a value above 2^53 - 1, is corrupt. */
  varuint(): number {
    const start = this.offset;
    let value = 0;
    let weight = 1;
    for (let count = 0; count < 8; count++) {
      const byte = this.u8();
      value += (byte & 127) * weight;
      weight *= 128;
      if (byte >= 128) continue;
      if ((byte === 0 && count > 0) || value > Number.MAX_SAFE_INTEGER) break;
      return value;
    }
    throw new CorruptDataError('"varuint" expected a shortest LEB128 integer up to 2^53 - 1', start);
  }

  /** A view of the next `count` bytes. */
  bytes(count: number): Uint8Array {
    const at = this.#take(count);
    return this.#bytes.subarray(at, at + count);
  }

  /** UTF-8 with its length in front, at most `maximalBytes` long. */
  text(maximalBytes: number): string {
    const length = this.varuint();
    if (length > maximalBytes) {
      throw new LimitExceededError(`"text" expected at most ${maximalBytes} bytes, got ${length}`, maximalBytes);
    }
    const start = this.offset;
    const bytes = this.bytes(length);
    try {
      return decoder.decode(bytes);
    } catch {
      throw new CorruptDataError('"text" expected well-formed UTF-8', start);
    }
  }

  /** Throws where bytes are left. */
  expectEnd(): void {
    if (this.remaining > 0) {
      throw new CorruptDataError(
        `"bytes" expected the end, got ${this.remaining} more bytes`,
        this.offset,
        'TrailingData',
      );
    }
  }

  #take(count: number): number {
    if (count > this.remaining) {
      throw new UnexpectedEndError(
        `"bytes" expected ${count} more bytes at byte ${this.offset}, got ${this.remaining}`,
      );
    }
    const at = this.#position;
    this.#position += count;
    return at;
  }
}
