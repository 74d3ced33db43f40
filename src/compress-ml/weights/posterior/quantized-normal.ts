/**
 * The proposal of block coding, as a table: a standard normal law of 65,536 equally likely values,
 *
 *     x(h) = Phi^-1((h + 1/2) / 65536),    h half a word of shared randomness
 *
 * so that a candidate's weight costs one look-up, the same double on every engine. A search among N candidates cannot
 * choose more finely than by shares of 1 / N of the proposal: with N up to 2^20 for some hundred weights, finer values
 * would not be seen. Between neighbours lie at most 2^-14 deviations within one deviation of the centre, and the last
 * value is 4.32.
 */
import { normalQuantile } from '../../../core/index.ts';

const LEVELS = 65_536;

let table: Float64Array | undefined;

/** x(0) .. x(65535), rising. */
export function quantizedNormal(): Float64Array {
  if (table !== undefined) return table;
  const values = new Float64Array(LEVELS);
  for (let i = 0; i < LEVELS / 2; i++) {
    const value = normalQuantile((i + 0.5) / LEVELS);
    values[i] = value;
    values[LEVELS - 1 - i] = -value;
  }
  table = values;
  return values;
}
