/**
 * rANS behind the queue's interface: the encoder records cells and pushes them in reverse at the end, so that every
 * codec, adaptive ones too, can be written to a stack and read first to last. Symbol i uses lane i mod lanes.
 */
import type { EntropyDecoder, EntropyEncoder } from '../interfaces.ts';
import { AnsStack, type Lanes } from './ans-stack.ts';
import { impossibleSymbol } from './impossible-symbol.ts';

const INITIAL_CAPACITY = 256;

export class AnsEncoder implements EntropyEncoder {
  readonly #lanes: Lanes;
  /** Of every symbol, in order: cumulative in the low half, frequency - 1 in the high half. */
  #cells: Uint32Array = new Uint32Array(INITIAL_CAPACITY);
  #precisions: Uint8Array = new Uint8Array(INITIAL_CAPACITY);
  #length = 0;

  constructor(lanes: Lanes = 1) {
    this.#lanes = lanes;
  }

  /** @throws ImpossibleSymbolError where the frequency is 0. */
  encode(cumulative: number, frequency: number, precision: number): void {
    if (!(frequency > 0)) throw impossibleSymbol(frequency);
    if (this.#length === this.#cells.length) this.#grow();
    this.#cells[this.#length] = cumulative | ((frequency - 1) << 16);
    this.#precisions[this.#length++] = precision;
  }

  /** The stack's bytes. The encoder is then as new. */
  finish(): Uint8Array {
    const stack = new AnsStack(this.#lanes);
    for (let symbol = this.#length - 1; symbol >= 0; symbol--) {
      const cell = this.#cells[symbol]!;
      stack.push(cell & 65_535, (cell >>> 16) + 1, this.#precisions[symbol]!, symbol % this.#lanes);
    }
    this.#length = 0;
    return stack.toBytes();
  }

  #grow(): void {
    const cells = new Uint32Array(2 * this.#cells.length);
    cells.set(this.#cells);
    this.#cells = cells;
    const precisions = new Uint8Array(2 * this.#precisions.length);
    precisions.set(this.#precisions);
    this.#precisions = precisions;
  }
}

export class AnsDecoder implements EntropyDecoder {
  readonly #stack: AnsStack;
  readonly #lastLane: number;
  #lane = 0;

  /** @throws UnexpectedEndError, CorruptDataError */
  constructor(bytes: Uint8Array, lanes: Lanes = 1) {
    this.#stack = AnsStack.open(bytes, lanes);
    this.#lastLane = lanes - 1;
  }

  peek(precision: number): number {
    return this.#stack.peek(precision, this.#lane);
  }

  /** @throws UnexpectedEndError */
  consume(cumulative: number, frequency: number, precision: number): void {
    this.#stack.pop(cumulative, frequency, precision, this.#lane);
    this.#lane = this.#lastLane - this.#lane;
  }

  /** @throws CorruptDataError (code TrailingData) where symbols are left. */
  finish(): void {
    this.#stack.finish();
  }
}
