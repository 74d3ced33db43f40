/**
 * The mirror of the range encoder: D is the code value less the low end of the interval, 0 <= D < R, in a 32-bit window.
 *
 *     q = floor(D / floor(R / 2^P)) is a point of the symbol's cell;   D -= r c,  R = r f;   while R < 2^24: D = 256 D + byte
 *
 * Input is delimited from outside; up to four zero bytes are supplied beyond its end. Decoding s symbols takes O(s) time
 * whatever the bytes; certain symbols read nothing, so callers bound their counts.
 */
import { CorruptDataError, UnexpectedEndError } from '../../core/index.ts';
import type { EntropyDecoder } from '../interfaces.ts';

/** 2^32 - 1. Value and range are kept as signed 32-bit integers, which engines store without a box, and read by >>> 0. */
const INITIAL_RANGE = -1;
const SUPPLIED_BYTES = 4;

export class RangeDecoder implements EntropyDecoder {
  readonly #bytes: Uint8Array;
  #position = 0;
  #value = 0;
  #range = INITIAL_RANGE;

  /** @throws CorruptDataError where no encoder starts like this. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < 4; i++) this.#value = (this.#value << 8) | this.#next();
    if (this.#value === INITIAL_RANGE) throw new CorruptDataError('"bytes" expected a range-coded stream', 0);
  }

  /** @throws CorruptDataError where the code value lies in the unused gap above 2^P cells. */
  peek(precision: number): number {
    // Exact: the quotient of integers below 2^32 is never rounded up to the next integer.
    const point = Math.floor((this.#value >>> 0) / (this.#range >>> precision));
    if (point >= 1 << precision) {
      throw new CorruptDataError('"bytes" expected a range-coded stream', Math.min(this.#position, this.#bytes.length));
    }
    return point;
  }

  /** @throws UnexpectedEndError */
  consume(cumulative: number, frequency: number, precision: number): void {
    const unit = this.#range >>> precision;
    let value = (this.#value - Math.imul(unit, cumulative)) | 0;
    let range = Math.imul(unit, frequency);
    // Invariant outside this loop, read as unsigned: 0 <= value < range, 2^24 <= range < 2^32.
    while (range >>> 24 === 0) {
      value = (value << 8) | this.#next();
      range <<= 8;
    }
    this.#value = value;
    this.#range = range;
  }

  /** @throws CorruptDataError (code TrailingData) where bytes are left that no symbol needed. */
  finish(): void {
    const supplied = this.#position - this.#bytes.length;
    if (supplied < 3) {
      throw new CorruptDataError(
        '"bytes" expected the end of the stream',
        Math.max(0, this.#position - 3),
        'TrailingData',
      );
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
