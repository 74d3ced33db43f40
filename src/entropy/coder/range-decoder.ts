/**
 * The mirror of the range encoder: D is the code value less the low end of the interval, 0 <= D < R, in a 32-bit window.
 *
 *     q = floor(D / floor(R / 2^P)) is a point of the symbol's cell;   D -= r c,  R = r f;   while R < 2^24: D = 256 D + byte
 *
 * Input is delimited from outside; up to four zero bytes are supplied beyond its end. Decoding s symbols takes O(s) time
 * whatever the bytes.
 */
import { CorruptDataError, UnexpectedEndError } from '../../core/index.ts';
import type { EntropyDecoder } from '../interfaces.ts';

const TWO_24 = 16_777_216;
const INITIAL_RANGE = 4_294_967_295;
const SUPPLIED_BYTES = 4;

export class RangeDecoder implements EntropyDecoder {
  readonly #bytes: Uint8Array;
  #position = 0;
  #value = 0;
  #range = INITIAL_RANGE;
  /** floor(R / 2^P) of the last peek. */
  #unit = 0;

  /** @throws CorruptDataError where no encoder starts like this. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < 4; i++) this.#value = this.#value * 256 + this.#next();
    if (this.#value >= INITIAL_RANGE) throw new CorruptDataError('"bytes" expected a range-coded stream', 0);
  }

  peek(precision: number): number {
    const unit = precision === 16 ? this.#range >>> 16 : Math.floor(this.#range / (1 << precision));
    this.#unit = unit;
    const point = Math.floor(this.#value / unit);
    if (point >= 1 << precision) {
      throw new CorruptDataError('"bytes" expected a range-coded stream', Math.min(this.#position, this.#bytes.length));
    }
    return point;
  }

  consume(cumulative: number, frequency: number): void {
    this.#value -= this.#unit * cumulative;
    this.#range = this.#unit * frequency;
    // Invariant outside this loop: 0 <= value < range, 2^24 <= range < 2^32.
    while (this.#range < TWO_24) {
      this.#value = this.#value * 256 + this.#next();
      this.#range *= 256;
    }
  }

  /** Throws where bytes are left that no symbol needed. */
  finish(): void {
    const supplied = this.#position - this.#bytes.length;
    if (supplied < 3) {
      throw new CorruptDataError('"bytes" expected the end of the stream', Math.max(0, this.#position - 3), 'TrailingData');
    }
  }

  #next(): number {
    const at = this.#position++;
    if (at < this.#bytes.length) return this.#bytes[at]!;
    if (at >= this.#bytes.length + SUPPLIED_BYTES) {
      throw new UnexpectedEndError(`"bytes" expected more symbols after ${this.#bytes.length} bytes, got the end`);
    }
    return 0;
  }
}
