/**
 * The distribution function of a density from its cells: masses summed from both ends, so that either tail keeps its
 * digits, and quadrature inside the cell. Encoder-side: receivers never compute it.
 */
import { exp, type Nats } from '../../core/index.ts';
import { gauss } from './gauss.ts';
import type { Normalised } from './normalise.ts';

const NEWTON_STEPS = 60;
const ROUNDING = 1e-15;

export class CellTable {
  readonly #density: (x: number) => number;
  /** Borders of the cells, one more than there are cells. */
  readonly #borders: Float64Array;
  /** The density at the borders. */
  readonly #heights: Float64Array;
  readonly #masses: Float64Array;
  /** Mass left of each border, and right of it. */
  readonly #below: Float64Array;
  readonly #above: Float64Array;

  constructor({ cells, masses, logIntegral, shift }: Normalised, logDensity: (x: number) => Nats) {
    const n = cells.length;
    const unit = exp(shift - logIntegral);
    this.#density = (x) => exp(logDensity(x));
    this.#borders = Float64Array.from({ length: n + 1 }, (_, i) => (i < n ? cells[i]!.low : cells[n - 1]!.high));
    this.#heights = this.#borders.map((x) => this.#density(x));
    this.#masses = masses.map((mass) => mass * unit);
    this.#below = new Float64Array(n + 1);
    this.#above = new Float64Array(n + 1);
    for (let i = 0; i < n; i++) this.#below[i + 1] = this.#below[i]! + this.#masses[i]!;
    for (let i = n - 1; i >= 0; i--) this.#above[i] = this.#above[i + 1]! + this.#masses[i]!;
  }

  /** Integral of f times the density over the support. */
  expectation(f: (x: number) => number): number {
    let total = 0;
    const weighted = (x: number): number => {
      const density = this.#density(x);
      return density > 0 ? f(x) * density : 0;
    };
    for (let i = 0; i < this.#masses.length; i++) total += gauss(weighted, this.#borders[i]!, this.#borders[i + 1]!);
    return total;
  }

  /** The smaller of the tails is summed, the other is the rest. */
  cdf(x: number): number {
    const below = this.#massBelow(x);
    return below <= 0.5 ? below : 1 - this.#massAbove(x);
  }

  survival(x: number): number {
    const above = this.#massAbove(x);
    return above <= 0.5 ? above : 1 - this.#massBelow(x);
  }

  #massBelow(x: number): number {
    const i = lastAtMost(this.#borders, x);
    if (i < 0) return 0;
    if (i >= this.#masses.length) return 1;
    return this.#below[i]! + Math.min(this.#masses[i]!, gauss(this.#density, this.#borders[i]!, x));
  }

  #massAbove(x: number): number {
    const i = lastAtMost(this.#borders, x);
    if (i < 0) return 1;
    if (i >= this.#masses.length) return 0;
    return this.#above[i + 1]! + Math.min(this.#masses[i]!, gauss(this.#density, x, this.#borders[i + 1]!));
  }

  /** x with cdf(x) = p, 0 < p < 1. */
  quantile(p: number): number {
    return p <= 0.5 ? this.#fromBelow(p) : this.#fromAbove(1 - p);
  }

  /** x with survival(x) = s, 0 < s < 1. */
  quantileSurvival(s: number): number {
    return s <= 0.5 ? this.#fromAbove(s) : this.#fromBelow(1 - s);
  }

  #fromBelow(p: number): number {
    let i = Math.min(lastAtMost(this.#below, p), this.#masses.length - 1);
    while (i > 0 && this.#masses[i] === 0) i--;
    const [low, high] = [this.#borders[i]!, this.#borders[i + 1]!];
    const start = low + (high - low) * this.#share(i, p - this.#below[i]!);
    return this.#solve(low, high, start, p, (x) => this.#below[i]! + gauss(this.#density, low, x) - p);
  }

  #fromAbove(s: number): number {
    let i = 0;
    for (let end = this.#masses.length - 1; i < end; ) {
      const middle = (i + end) >> 1;
      if (this.#above[middle + 1]! <= s) end = middle;
      else i = middle + 1;
    }
    while (i < this.#masses.length - 1 && this.#masses[i] === 0) i++;
    const [low, high] = [this.#borders[i]!, this.#borders[i + 1]!];
    const start = low + (high - low) * this.#share(i, this.#masses[i]! - (s - this.#above[i + 1]!));
    return this.#solve(low, high, start, s, (x) => s - this.#above[i + 1]! - gauss(this.#density, x, high));
  }

  /** The share of cell i that holds `mass`, were the density linear in it. */
  #share(i: number, mass: number): number {
    const [left, right] = [this.#heights[i]!, this.#heights[i + 1]!];
    const height = mass / (this.#borders[i + 1]! - this.#borders[i]!);
    const share = (2 * height) / (left + Math.sqrt(left * left + 2 * (right - left) * height));
    return share >= 0 && share <= 1 ? share : 0.5;
  }

  /**
   * Newton's method for an increasing function with the density as derivative, kept between low and high by halving;
   * an excess of some ulp of `tail` is where it ends.
   */
  #solve(low: number, high: number, start: number, tail: number, excess: (x: number) => number): number {
    let x = start;
    // Invariant: excess(low) <= 0 <= excess(high), up to rounding.
    for (let step = 0; step < NEWTON_STEPS; step++) {
      const error = excess(x);
      if (error < 0) low = x;
      else high = x;
      const newton = x - error / this.#density(x);
      const next = newton > low && newton < high ? newton : low / 2 + high / 2;
      if (Math.abs(error) <= ROUNDING * tail || !(next > low && next < high)) return x;
      x = next;
    }
    return x;
  }
}

/** The last index with sorted[index] <= x, -1 if there is none. */
export function lastAtMost(sorted: Float64Array, x: number): number {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}
