/**
 * The later symbols of a lattice point: the 2^h points a .. a + 2^h - 1 of a cell are cut in up to 256 equal parts,
 *
 *     G_s = (F(e at a + s w) - F(e_a)) / (F(e at a + 2^h) - F(e_a)),
 *
 * clamped to [0, 1], and s / S where the cell has no computable mass. Right of the median the differences are taken of
 * the survival, where the cdf would have lost them to rounding.
 */
import { powerOfTwo } from '../../core/index.ts';
import type { Cdf } from '../interfaces.ts';
import { LeakyCells } from '../model/leaky-cells.ts';

const PRECISION = 16;
/** A cell is cut in at most 2^8 parts at a time. */
const PART_BITS = 8;

export class RefinedCells extends LeakyCells {
  /** w: points in a part. */
  width = 1;
  readonly #prior: Cdf;
  readonly #step: number;
  readonly #median: number;
  #u = 0;
  #first = 0;
  #fromRight = false;
  #reference = 0;
  #mass = 0;

  constructor(prior: Cdf, step: number, median: number) {
    super(1, PRECISION);
    this.#prior = prior;
    this.#step = step;
    this.#median = median;
  }

  /**
   * The parts of the 2^bits points from `first` on; returns the bits left within a part. `lower` and `upper` are the cdf
   * at the two ends, NaN where the caller has not got them.
   */
  open(first: number, bits: number, u: number, lower: number, upper: number): number {
    const taken = Math.min(PART_BITS, bits);
    this.cells = 1 << taken;
    this.width = powerOfTwo(bits - taken);
    this.#first = first;
    this.#u = u;
    const edge = this.#edge(0);
    // Without a known median the cdf itself tells the side.
    const cdf = Number.isNaN(lower) ? this.#prior.cdf(edge) : lower;
    this.#fromRight = Number.isNaN(this.#median) ? cdf > 0.5 : edge > this.#median;
    const last = this.#edge(this.cells);
    if (this.#fromRight) {
      this.#reference = this.#prior.survival(edge);
      this.#mass = this.#reference - this.#prior.survival(last);
    } else {
      this.#reference = cdf;
      this.#mass = (Number.isNaN(upper) ? this.#prior.cdf(last) : upper) - cdf;
    }
    return bits - taken;
  }

  protected boundary(symbol: number): number {
    if (!(this.#mass > 0)) return symbol / this.cells;
    const edge = this.#edge(symbol);
    const below = this.#fromRight
      ? this.#reference - this.#prior.survival(edge)
      : this.#prior.cdf(edge) - this.#reference;
    return Math.min(Math.max(below / this.#mass, 0), 1);
  }

  #edge(symbol: number): number {
    return (this.#first + symbol * this.width - 0.5 + this.#u) * this.#step;
  }
}
