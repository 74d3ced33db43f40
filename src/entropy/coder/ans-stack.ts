/**
 * rANS, a stack: the last symbol in is the first out. The message is one large number x; a symbol multiplies it by about
 * 2^P / f. Words of 16 bits leave and enter so that every lane's x stays in [2^16, 2^32).
 *
 *     push: x = floor(x / f) 2^P + (x mod f) + c          pop: q = x mod 2^P,  x = f floor(x / 2^P) + q - c
 *
 * pop undoes push exactly. Overhead: 16 bits of start state a lane, below 0.0002 bit per symbol for P <= 14, 0.005 at 16:
 * use P <= 14. J. Duda, "Asymmetric numeral systems", arXiv 1311.2540, 2013.
 */
import { CorruptDataError, invalidArgument, UnexpectedEndError } from '../../core/index.ts';
import { impossibleSymbol } from './impossible-symbol.ts';

const TWO_16 = 65_536;

export type Lanes = 1 | 2;

export class AnsStack {
  #words: Uint16Array;
  #length = 0;
  readonly #states: Uint32Array;

  /** An empty stack of one or two lanes, which share the words. */
  constructor(lanes: Lanes = 1) {
    if (lanes !== 1 && lanes !== 2) throw invalidArgument('lanes', '1 or 2', lanes);
    this.#words = new Uint16Array(256);
    this.#states = new Uint32Array(lanes).fill(TWO_16);
  }

  /** A stack from its bytes. @throws UnexpectedEndError, CorruptDataError */
  static open(bytes: Uint8Array, lanes: Lanes = 1): AnsStack {
    const stack = new AnsStack(lanes);
    if (bytes.length % 2 !== 0 || bytes.length < 4 * lanes) {
      throw new UnexpectedEndError(`"bytes" expected an even number, at least ${4 * lanes}, got ${bytes.length}`);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const words = new Uint16Array(bytes.length / 2);
    for (let i = 0; i < words.length; i++) words[i] = view.getUint16(2 * i, true);
    let length = words.length;
    for (let lane = 0; lane < lanes; lane++) {
      const high = words[--length]!;
      const low = words[--length]!;
      if (high === 0) throw new CorruptDataError('"bytes" expected a state of at least 2^16', 2 * length);
      stack.#states[lane] = high * TWO_16 + low;
    }
    stack.#words = words;
    stack.#length = length;
    return stack;
  }

  /** @throws ImpossibleSymbolError where the frequency is 0. */
  push(cumulative: number, frequency: number, precision: number, lane: number = 0): void {
    if (!(frequency > 0)) throw impossibleSymbol(frequency);
    let x = this.#states[lane]!;
    // x >= f 2^(32 - P), compared as doubles since the right side may be 2^32: the pushed state would not fit 32 bits.
    if (x >= frequency * TWO_16 * (1 << (16 - precision))) {
      this.#append(x & 65_535);
      x >>>= 16;
    }
    const quotient = Math.floor(x / frequency);
    this.#states[lane] = quotient * (1 << precision) + (x - quotient * frequency) + cumulative;
  }

  /** A point of the cell on top; take the cell off with `pop`. */
  peek(precision: number, lane: number = 0): number {
    return this.#states[lane]! & ((1 << precision) - 1);
  }

  /** Takes the cell that `peek` pointed into off the stack. @throws UnexpectedEndError */
  pop(cumulative: number, frequency: number, precision: number, lane: number = 0): void {
    const x = this.#states[lane]!;
    let rest = frequency * (x >>> precision) + (x & ((1 << precision) - 1)) - cumulative;
    if (rest < TWO_16) {
      if (this.#length === 0) throw new UnexpectedEndError('"bytes" expected another word, got the end');
      rest = rest * TWO_16 + this.#words[--this.#length]!;
    }
    this.#states[lane] = rest;
  }

  /** The words in order, then the states from the last lane down, low half first; every word little-endian. */
  toBytes(): Uint8Array {
    const lanes = this.#states.length;
    const bytes = new Uint8Array(2 * this.#length + 4 * lanes);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < this.#length; i++) view.setUint16(2 * i, this.#words[i]!, true);
    for (let lane = lanes - 1, at = 2 * this.#length; lane >= 0; lane--, at += 4) {
      view.setUint32(at, this.#states[lane]!, true);
    }
    return bytes;
  }

  /** @throws CorruptDataError (code TrailingData) where the stack is not empty: a checksum of 16 bits for free. */
  finish(): void {
    if (this.#length > 0 || this.#states.some((x) => x !== TWO_16)) {
      throw new CorruptDataError('"bytes" expected the end of the stream', 2 * this.#length, 'TrailingData');
    }
  }

  #append(word: number): void {
    if (this.#length === this.#words.length) {
      const grown = new Uint16Array(2 * this.#words.length);
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#words[this.#length++] = word;
  }
}
