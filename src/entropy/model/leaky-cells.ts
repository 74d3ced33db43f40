/**
 * Cells from a CDF, without a table, that leak a little probability to every symbol:
 *
 *     cumulative(s) = 2 s + floor(G_s (2^P - 2 m)),    0 < s < m,    G_s the CDF at the s-th boundary
 *
 * With 2 s, and not s, every frequency is at least 1 even where a computed CDF decreases by an ulp, so the cumulative is
 * strictly increasing and a search always ends. Overhead below -log2(1 - 2 m / 2^P).
 */
import { checkInteger } from '../../core/index.ts';
import type { EntropyModel } from '../interfaces.ts';

/** The cell that was taken or found last is kept in `start`, `end` (integers) and `lower`, `upper` (G at its ends). */
export abstract class LeakyCells {
  readonly precision: number;
  protected cells: number;
  start = 0;
  end = 0;
  lower = 0;
  upper = 1;
  readonly #total: number;

  constructor(cells: number, precision: number) {
    this.cells = cells;
    this.precision = precision;
    this.#total = 1 << precision;
  }

  /** G_s, 0 < s < cells. */
  protected abstract boundary(symbol: number): number;

  /** Makes `symbol` the current cell. */
  take(symbol: number): void {
    this.lower = symbol === 0 ? 0 : this.boundary(symbol);
    this.start = symbol === 0 ? 0 : this.#cumulative(symbol, this.lower);
    this.upper = symbol + 1 === this.cells ? 1 : this.boundary(symbol + 1);
    this.end = symbol + 1 === this.cells ? this.#total : this.#cumulative(symbol + 1, this.upper);
  }

  /** Makes the cell of q the current one and returns its symbol. `guess`, if not negative, only saves time. */
  find(q: number, guess: number = -1): number {
    let low = 0;
    let high = this.cells;
    this.start = 0;
    this.end = this.#total;
    this.lower = 0;
    this.upper = 1;
    let probe = guess < 0 ? this.#interpolate(low, high, q) : guess;
    // Invariant: cumulative(low) = start <= q < end = cumulative(high).
    for (let round = guess < 0 ? 1 : 0; high - low > 1; round++) {
      probe = Math.min(Math.max(probe, low + 1), high - 1);
      const boundary = this.boundary(probe);
      const cumulative = this.#cumulative(probe, boundary);
      if (cumulative <= q) {
        low = probe;
        this.start = cumulative;
        this.lower = boundary;
      } else {
        high = probe;
        this.end = cumulative;
        this.upper = boundary;
      }
      // A guess is mostly right, so its neighbour comes next; halving now and then bounds the search on any curve.
      if (round === 0) probe = low === probe ? low + 1 : high - 1;
      else probe = round % 3 === 0 ? (low + high) >> 1 : this.#interpolate(low, high, q);
    }
    return low;
  }

  #interpolate(low: number, high: number, q: number): number {
    return low + Math.floor(((q + 0.5 - this.start) / (this.end - this.start)) * (high - low));
  }

  #cumulative(symbol: number, boundary: number): number {
    return 2 * symbol + Math.floor(boundary * (this.#total - 2 * this.cells));
  }
}

class LeakyModel extends LeakyCells implements EntropyModel {
  readonly size: number;
  protected readonly boundary: (symbol: number) => number;
  readonly #hint: ((probability: number) => number) | undefined;

  constructor(cells: number, boundary: (symbol: number) => number, precision: number, hint?: (p: number) => number) {
    super(cells, precision);
    this.size = cells;
    this.boundary = boundary;
    this.#hint = hint;
  }

  cumulative(symbol: number): number {
    if (symbol === this.size) return 1 << this.precision;
    this.take(symbol);
    return this.start;
  }

  frequency(symbol: number): number {
    this.take(symbol);
    return this.end - this.start;
  }

  symbolAt(q: number): number {
    const guess = this.#hint === undefined ? -1 : Math.floor(this.#hint((q + 0.5) / (1 << this.precision)));
    return this.find(q, guess >= 0 ? guess : -1);
  }
}

/**
 * `boundary(s)` is G_s for 0 < s < cells; cells < 2^(precision - 1). `hint(p)` guesses the symbol at probability p, by a
 * quantile for example; its accuracy only costs time, and it need not be the same on both sides.
 */
export function leakyModel(
  cells: number,
  boundary: (symbol: number) => number,
  precision: number,
  hint?: (probability: number) => number,
): EntropyModel {
  checkInteger('precision', precision, 2, 16);
  checkInteger('cells', cells, 1, (1 << (precision - 1)) - 1);
  return new LeakyModel(cells, boundary, precision, hint);
}
