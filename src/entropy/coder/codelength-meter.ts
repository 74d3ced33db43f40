/** An encoder that writes nothing and adds up ideal costs, P - log2 f bits a symbol: what a message would cost. */
import { type Bits, ImpossibleSymbolError, log2 } from '../../core/index.ts';
import type { EntropyEncoder } from '../interfaces.ts';

export class CodelengthMeter implements EntropyEncoder {
  #bits = 0;

  get bits(): Bits {
    return this.#bits;
  }

  encode(_cumulative: number, frequency: number, precision: number): void {
    if (!(frequency > 0)) throw new ImpossibleSymbolError(`"symbol" expected a frequency above 0, got ${frequency}`);
    this.#bits += precision - log2(frequency);
  }
}
