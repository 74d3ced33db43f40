/**
 * A model from a table of frequencies that sum to 2^P; symbols of frequency 0 are excluded by construction. A guide over
 * the high bits of q says between which symbols to look, so that finding one takes about one comparison.
 */
import { checkInteger, invalidArgument } from '../../core/index.ts';
import type { EntropyModel } from '../interfaces.ts';
import { quantizeFrequencies } from './frequencies.ts';

class FrequencyModel implements EntropyModel {
  readonly precision: number;
  readonly size: number;
  /** starts[s] = cumulative(s), s = 0 .. m. */
  readonly #starts: Uint32Array;
  /** guide[i] is the symbol at q = i 2^shift; made when the first symbol is looked for. */
  #guide: Uint16Array = new Uint16Array(0);
  readonly #shift: number;

  constructor(starts: Uint32Array, precision: number) {
    this.precision = precision;
    this.size = starts.length - 1;
    this.#starts = starts;
    const guideBits = Math.min(precision, 34 - Math.clz32(this.size));
    this.#shift = precision - guideBits;
  }

  cumulative(symbol: number): number {
    return this.#starts[symbol]!;
  }

  frequency(symbol: number): number {
    return this.#starts[symbol + 1]! - this.#starts[symbol]!;
  }

  symbolAt(q: number): number {
    if (this.#guide.length === 0) this.#guide = this.#makeGuide();
    const starts = this.#starts;
    let low = this.#guide[q >>> this.#shift]!;
    let high = this.#guide[(q >>> this.#shift) + 1]! + 1;
    // Invariant: starts[low] <= q < starts[high].
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= q) low = middle;
      else high = middle;
    }
    return low;
  }

  #makeGuide(): Uint16Array {
    const guide = new Uint16Array((1 << (this.precision - this.#shift)) + 1);
    let symbol = 0;
    for (let i = 0; i < guide.length; i++) {
      // Of several symbols that start at one place the last is the one that is not empty.
      while (symbol + 1 < this.size && this.#starts[symbol + 1]! <= i << this.#shift) symbol++;
      guide[i] = symbol;
    }
    return guide;
  }
}

/** `frequencies[s]` >= 0, s < m, with sum 2^precision. @throws InvalidArgumentError */
export function frequencyModel(frequencies: ArrayLike<number>, precision: number): EntropyModel {
  checkInteger('precision', precision, 1, 16);
  const total = 1 << precision;
  const size = checkInteger('frequencies.length', frequencies.length, 1, total);
  const starts = new Uint32Array(size + 1);
  let sum = 0;
  for (let s = 0; s < size; s++) {
    sum += checkInteger(`frequencies[${s}]`, frequencies[s]!, 0, total);
    starts[s + 1] = sum;
  }
  if (sum !== total) throw invalidArgument('frequencies', `a sum of 2^${precision}`, sum);
  return new FrequencyModel(starts, precision);
}

/** A model from weights: probabilities nearly proportional to them, every symbol possible. @throws InvalidArgumentError */
export function categoricalModel(weights: ArrayLike<number>, precision: number): EntropyModel {
  return frequencyModel(quantizeFrequencies(weights, precision), precision);
}
