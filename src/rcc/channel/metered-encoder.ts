/** An entropy encoder that forwards every symbol and adds up its ideal cost, so that reports can say what bits went where. */
import type { Bits } from '../../core/index.ts';
import { CodelengthMeter, type EntropyEncoder } from '../../entropy/index.ts';

export class MeteredEncoder implements EntropyEncoder {
  readonly #encoder: EntropyEncoder;
  readonly #meter: CodelengthMeter = new CodelengthMeter();

  constructor(encoder: EntropyEncoder) {
    this.#encoder = encoder;
  }

  /** Bits so far. */
  get bits(): Bits {
    return this.#meter.bits;
  }

  encode(cumulative: number, frequency: number, precision: number): void {
    this.#meter.encode(cumulative, frequency, precision);
    this.#encoder.encode(cumulative, frequency, precision);
  }
}
