/** An encoder that writes nothing and adds up ideal costs, P - log2 f bits a symbol: what a message would cost. */
import { type Bits, log2 } from '../../core/index.ts';
import type { EntropyEncoder } from '../interfaces.ts';
import { impossibleSymbol } from './impossible-symbol.ts';

export class CodelengthMeter implements EntropyEncoder {
  #bits = 0;

  get bits(): Bits {
    return this.#bits;
  }

  /** @throws ImpossibleSymbolError where the frequency is 0. */
  encode(_cumulative: number, frequency: number, precision: number): void {
    if (!(frequency > 0)) throw impossibleSymbol(frequency);
    this.#bits += precision - log2(frequency);
  }
}
