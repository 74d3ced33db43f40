/**
 * The first symbol of a lattice point: left tail, C cells of 2^h points each, right tail. Boundaries depend on the dither u,
 *
 *     G_s = F(((k - 1/2) + u) step),    k = kmin + (s - 1) 2^h,
 *
 * so nothing can be tabulated for coding, but a table for u = 1/2, shifted by interpolation, guesses the cell when decoding
 * so well that two evaluations of F, the two ends of the cell, are mostly all.
 */
import { powerOfTwo } from '../../core/index.ts';
import type { Cdf } from '../interfaces.ts';
import { LeakyCells } from '../model/leaky-cells.ts';
import type { PointRange } from './point-range.ts';

const PRECISION = 16;
const GUIDE_SHIFT = 8;
/** Values decoded before the table pays for itself. */
const TABLE_AFTER = 64;

export class CoarseCells extends LeakyCells {
  u = 0.5;
  readonly #prior: Cdf;
  readonly #step: number;
  readonly #kmin: number;
  readonly #width: number;
  #decoded = 0;
  /** Starts of the cells for u = 1/2, and where to look for q by its high bits. */
  #starts: Float64Array = new Float64Array(0);
  #guide: Uint16Array = new Uint16Array(0);

  constructor(prior: Cdf, step: number, range: PointRange) {
    super(range.cells + 2, PRECISION);
    this.#prior = prior;
    this.#step = step;
    this.#kmin = range.kmin;
    this.#width = powerOfTwo(range.bits);
  }

  get lastSymbol(): number {
    return this.cells - 1;
  }

  /** The symbol of q, as `find`. */
  locate(q: number): number {
    if (this.#decoded < TABLE_AFTER) {
      this.#decoded++;
      return this.find(q);
    }
    if (this.#guide.length === 0) this.#makeTable();
    return this.find(q, this.#guess(q));
  }

  protected boundary(symbol: number): number {
    return this.#prior.cdf((this.#kmin + (symbol - 1) * this.#width - 0.5 + this.u) * this.#step);
  }

  #guess(q: number): number {
    const starts = this.#starts;
    const shift = (this.u - 0.5) / this.#width;
    let symbol = this.#guide[q >>> GUIDE_SHIFT]!;
    while (symbol > 1 && estimate(starts, symbol, shift) > q) symbol--;
    while (symbol + 1 < this.cells && estimate(starts, symbol + 1, shift) <= q) symbol++;
    return symbol;
  }

  #makeTable(): void {
    const u = this.u;
    this.u = 0.5;
    this.#starts = new Float64Array(this.cells + 1);
    this.#guide = new Uint16Array(1 << (PRECISION - GUIDE_SHIFT));
    let at = 0;
    for (let symbol = 0; symbol < this.cells; symbol++) {
      this.take(symbol);
      this.#starts[symbol + 1] = this.end;
      for (; at << GUIDE_SHIFT < this.end; at++) this.#guide[at] = symbol;
    }
    this.u = u;
  }
}

/** Where cell `symbol` starts when the dither shifts the boundaries by `shift` cells, |shift| <= 1. */
function estimate(starts: Float64Array, symbol: number, shift: number): number {
  const start = starts[symbol]!;
  return shift < 0 ? start + shift * (start - starts[symbol - 1]!) : start + shift * (starts[symbol + 1]! - start);
}
