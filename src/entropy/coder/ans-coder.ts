/**
 * rANS behind the queue's interface: the encoder records cells and pushes them in reverse at the end, so that every
 * codec, adaptive ones too, can be written to a stack and read first to last. Symbol i uses lane i mod lanes.
 */
import { ImpossibleSymbolError } from '../../core/index.ts';
import type { EntropyDecoder, EntropyEncoder } from '../interfaces.ts';
import { AnsStack, type Lanes } from './ans-stack.ts';

export class AnsEncoder implements EntropyEncoder {
  readonly #lanes: Lanes;
  /** (cumulative, frequency, precision) of every symbol, in order. */
  #cells: Uint32Array = new Uint32Array(768);
  #length = 0;

  constructor(lanes: Lanes = 1) {
    this.#lanes = lanes;
  }

  encode(cumulative: number, frequency: number, precision: number): void {
    if (!(frequency > 0)) throw new ImpossibleSymbolError(`"symbol" expected a frequency above 0, got ${frequency}`);
    if (this.#length === this.#cells.length) {
      const grown = new Uint32Array(2 * this.#cells.length);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    this.#cells[this.#length++] = cumulative;
    this.#cells[this.#length++] = frequency;
    this.#cells[this.#length++] = precision;
  }

  finish(): Uint8Array {
    const stack = new AnsStack(this.#lanes);
    for (let symbol = this.#length / 3 - 1; symbol >= 0; symbol--) {
      const at = 3 * symbol;
      stack.push(this.#cells[at]!, this.#cells[at + 1]!, this.#cells[at + 2]!, symbol % this.#lanes);
    }
    return stack.toBytes();
  }
}

export class AnsDecoder implements EntropyDecoder {
  readonly #stack: AnsStack;
  readonly #lanes: Lanes;
  #symbol = 0;

  /** @throws UnexpectedEndError, CorruptDataError */
  constructor(bytes: Uint8Array, lanes: Lanes = 1) {
    this.#stack = AnsStack.open(bytes, lanes);
    this.#lanes = lanes;
  }

  peek(precision: number): number {
    return this.#stack.peek(precision, this.#symbol % this.#lanes);
  }

  consume(cumulative: number, frequency: number, precision: number): void {
    this.#stack.pop(cumulative, frequency, precision, this.#symbol++ % this.#lanes);
  }

  /** Throws where symbols are left. */
  finish(): void {
    this.#stack.finish();
  }
}
