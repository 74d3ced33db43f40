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

/** cumulative(s) of m leaky cells of total `total`, from G_s; the ends are exact whatever G says. */
export function leakyCumulative(symbol: number, cells: number, total: number, boundary: number): number {
  return 2 * symbol + Math.floor(boundary * (total - 2 * cells));
}

/** `boundary(s)` is G_s for 0 < s < cells; `hint(p)` guesses the symbol at probability p, its accuracy only costs time. */
export function leakyModel(
  cells: number,
  boundary: (symbol: number) => number,
  precision: number,
  hint: (probability: number) => number = (probability) => probability * cells,
): EntropyModel {
  checkInteger('precision', precision, 3, 16);
  const total = 1 << precision;
  checkInteger('cells', cells, 1, total / 2 - 1);
  const cumulative = (s: number): number =>
    s <= 0 ? 0 : s >= cells ? total : leakyCumulative(s, cells, total, boundary(s));
  return {
    precision,
    size: cells,
    cumulative,
    frequency: (s) => cumulative(s + 1) - cumulative(s),
    symbolAt: (q) => searchCell(q, cells, Math.floor(hint((q + 0.5) / total)), cumulative),
  };
}

/** The s with cumulative(s) <= q < cumulative(s + 1), by doubling steps from a guess, then bisection. */
export function searchCell(q: number, cells: number, guess: number, cumulative: (symbol: number) => number): number {
  let low = Math.min(Math.max(guess, 0), cells - 1);
  if (!(low >= 0)) low = 0;
  let high = low + 1;
  if (cumulative(low) > q) {
    for (let step = 1; ; step *= 2) {
      high = low;
      low = Math.max(0, low - step);
      if (low === 0 || cumulative(low) <= q) break;
    }
  } else {
    for (let step = 1; high < cells && cumulative(high) <= q; step *= 2) {
      low = high;
      high = Math.min(cells, high + step);
    }
  }
  // Invariant: cumulative(low) <= q < cumulative(high).
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (cumulative(middle) <= q) low = middle;
    else high = middle;
  }
  return low;
}
