/**
 * Bits that no model helps with, as they are: a number of at most 16 bits, its lowest bit first, each byte filled from its
 * lowest bit. What is left of the last byte is 0.
 */
import { type Bits, CorruptDataError, powerOfTwo, UnexpectedEndError } from '../../core/index.ts';

const PIECE_BITS = 16;
const PIECE = 65_536;

export class LowBitsWriter {
  #bytes: Uint8Array = new Uint8Array(256);
  #length = 0;
  #pending = 0;
  #count = 0;

  /** How many bits were written. */
  get bits(): Bits {
    return 8 * this.#length + this.#count;
  }

  /** `value` below 2^count, count at most 16. */
  write(value: number, count: number): void {
    this.#pending |= value << this.#count;
    this.#count += count;
    if (this.#length + 4 > this.#bytes.length) this.#grow();
    // Invariant outside this loop: fewer than 8 bits wait.
    while (this.#count >= 8) {
      this.#bytes[this.#length++] = this.#pending;
      this.#pending >>>= 8;
      this.#count -= 8;
    }
  }

  /** `value` below 2^count, count at most 53: in pieces of 16, the lowest first. */
  writeLong(value: number, count: number): void {
    let rest = value;
    for (let left = count; left > 0; left -= PIECE_BITS) {
      const piece = rest % PIECE;
      this.write(piece, Math.min(left, PIECE_BITS));
      rest = (rest - piece) / PIECE;
    }
  }

  toBytes(): Uint8Array {
    if (this.#count === 0) return this.#bytes.slice(0, this.#length);
    this.#bytes[this.#length] = this.#pending;
    return this.#bytes.slice(0, this.#length + 1);
  }

  #grow(): void {
    const grown = new Uint8Array(2 * this.#bytes.length);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

export class LowBitsReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #pending = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** A number of `count` bits, at most 16. @throws UnexpectedEndError */
  read(count: number): number {
    while (this.#count < count) {
      if (this.#at === this.#bytes.length) throw new UnexpectedEndError('"bytes" expected another byte, got the end');
      this.#pending |= this.#bytes[this.#at++]! << this.#count;
      this.#count += 8;
    }
    const value = this.#pending & ((1 << count) - 1);
    this.#pending >>>= count;
    this.#count -= count;
    return value;
  }

  /** A number of `count` bits, at most 53. @throws UnexpectedEndError */
  readLong(count: number): number {
    let value = 0;
    for (let read = 0; read < count; read += PIECE_BITS) {
      value += powerOfTwo(read) * this.read(Math.min(count - read, PIECE_BITS));
    }
    return value;
  }

  /** @throws CorruptDataError where bytes are left (code TrailingData), or bits that are not 0. */
  finish(): void {
    if (this.#at < this.#bytes.length) {
      throw new CorruptDataError('"bytes" expected the end of the stream', this.#at, 'TrailingData');
    }
    if (this.#pending !== 0) throw new CorruptDataError('"bytes" expected zero bits at the end', this.#at - 1);
  }
}
