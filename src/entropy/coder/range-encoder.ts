/**
 * Range coder, a queue: the first symbol in is the first out. The message narrows an interval [L, L + R) of numbers;
 * any number inside it, in as few bytes as possible, is the output.
 *
 *     r = floor(R / 2^P),  L += r c,  R = r f;    while R < 2^24: L, R *= 256
 *
 * `low` keeps the byte not yet written above the 32-bit window, as a double below 2^40 + 2^32, so that a carry is seen
 * before it is lost; carries run back through the bytes written. Overhead: at most 0.0057 bit per symbol at P = 16,
 * 0.0005 on average; termination at most 8 bits.
 *
 * G. N. N. Martin, "Range encoding: an algorithm for removing redundancy from a digitised message", 1979.
 */
import { type Bits, log2 } from '../../core/index.ts';
import type { EntropyEncoder } from '../interfaces.ts';
import { impossibleSymbol } from './impossible-symbol.ts';

const TWO_24 = 16_777_216;
const TWO_32 = 4_294_967_296;
const TWO_40 = 1_099_511_627_776;
const INITIAL_RANGE = 4_294_967_295;

export class RangeEncoder implements EntropyEncoder {
  #low = 0;
  #range = INITIAL_RANGE;
  #bytes: Uint8Array = new Uint8Array(256);
  /** Bytes written. The first one is always 0, being above the first window, and is dropped at the end. */
  #length = 0;

  /** @throws ImpossibleSymbolError where the frequency is 0. */
  encode(cumulative: number, frequency: number, precision: number): void {
    if (!(frequency > 0)) throw impossibleSymbol(frequency);
    const unit = this.#range >>> precision;
    this.#low += unit * cumulative;
    let range = unit * frequency;
    // Invariant outside this loop: 2^24 <= range < 2^32.
    while (range < TWO_24) {
      this.#shift();
      range *= 256;
    }
    this.#range = range;
  }

  /** Bits of the symbols so far, this coder's losses included, termination not. */
  get codelengthBits(): Bits {
    return 8 * this.#length + 32 - log2(this.#range);
  }

  /** The shortest bytes that lie in the interval. The encoder is then as new. */
  finish(): Uint8Array {
    // A multiple of 2^32 inside [L, L + R) needs no further byte; otherwise one of 2^24 does, since R >= 2^24.
    const short = Math.ceil(this.#low / TWO_32) * TWO_32;
    const isShort = short < this.#low + this.#range;
    this.#low = isShort ? short : Math.ceil(this.#low / TWO_24) * TWO_24;
    this.#shift();
    if (!isShort) this.#shift();
    const bytes = this.#bytes.slice(1, this.#length);
    this.#low = 0;
    this.#range = INITIAL_RANGE;
    this.#length = 0;
    return bytes;
  }

  /** low *= 256 with its top byte written and its carry, if any, added to the bytes before it. */
  #shift(): void {
    let low = this.#low;
    if (low >= TWO_40) {
      let at = this.#length - 1;
      while (this.#bytes[at] === 255) this.#bytes[at--] = 0;
      this.#bytes[at]!++;
      low -= TWO_40;
    }
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    const top = Math.floor(low / TWO_32);
    this.#bytes[this.#length++] = top;
    this.#low = (low - top * TWO_32) * 256;
  }
}
