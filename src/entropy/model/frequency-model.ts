/** A model from a table of frequencies that sum to 2^P; symbols of frequency 0 are excluded by construction. */
import { checkInteger, invalidArgument } from '../../core/index.ts';
import type { EntropyModel } from '../interfaces.ts';
import { quantizeFrequencies } from './frequencies.ts';

export function frequencyModel(frequencies: ArrayLike<number>, precision: number): EntropyModel {
  checkInteger('precision', precision, 1, 16);
  const size = checkInteger('frequencies.length', frequencies.length, 1, 1 << precision);
  const starts = new Uint32Array(size + 1);
  for (let s = 0; s < size; s++) starts[s + 1] = starts[s]! + checkInteger(`frequencies[${s}]`, frequencies[s]!, 0);
  if (starts[size] !== 1 << precision) throw invalidArgument('frequencies', `a sum of 2^${precision}`, starts[size]);
  return {
    precision,
    size,
    cumulative: (symbol) => starts[symbol]!,
    frequency: (symbol) => starts[symbol + 1]! - starts[symbol]!,
    symbolAt(q) {
      // Invariant: starts[low] <= q < starts[high].
      let low = 0;
      let high = size;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (starts[middle]! <= q) low = middle;
        else high = middle;
      }
      return low;
    },
  };
}

/** A model from weights: probabilities proportional to them, every symbol possible. */
export function categoricalModel(weights: ArrayLike<number>, precision: number): EntropyModel {
  return frequencyModel(quantizeFrequencies(weights, precision), precision);
}
