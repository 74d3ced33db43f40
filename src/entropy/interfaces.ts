/**
 * How integers become bytes, in three layers: a *model* is a partition of 0 .. 2^P - 1 into cells, a *coder* turns cells
 * into bytes, a *codec* is a fixed sequence of model symbols for one value.
 */

/** A partition of the integers 0 .. 2^precision - 1 into `size` cells. */
export interface EntropyModel {
  /** P, 1 .. 16. */
  readonly precision: number;
  /** Number of symbols m. */
  readonly size: number;
  /** Start of cell s, 0 <= s <= m; cumulative(0) = 0, cumulative(m) = 2^P. */
  cumulative(symbol: number): number;
  /** cumulative(s + 1) - cumulative(s); 0 where the symbol is excluded by construction. */
  frequency(symbol: number): number;
  /** The symbol whose cell holds q, 0 <= q < 2^P. */
  symbolAt(q: number): number;
}

/** Takes cells: `cumulative` and `frequency` out of 2^precision. */
export interface EntropyEncoder {
  encode(cumulative: number, frequency: number, precision: number): void;
}

/** Gives a point of the next cell, then takes the cell that it belongs to. */
export interface EntropyDecoder {
  peek(precision: number): number;
  consume(cumulative: number, frequency: number, precision: number): void;
}

/** One value as a sequence of symbols, and back. */
export interface Codec<T> {
  encode(value: T, encoder: EntropyEncoder): void;
  decode(decoder: EntropyDecoder): T;
}

/** What entropy coding needs of a distribution: both tails, with the same bits wherever the message is decoded. */
export interface Cdf {
  /** P(X <= x). */
  cdf(x: number): number;
  /** P(X > x). */
  survival(x: number): number;
  quantile?(p: number): number;
  quantileSurvival?(s: number): number;
  readonly median?: number;
}
