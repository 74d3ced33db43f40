/**
 * Exact samples of a density by rejection: a cell by the area of its certified upper bound, a uniform point in it, kept
 * with probability f(x) / bound. The cells are so fine that nearly every point is kept.
 *
 * J. von Neumann, "Various techniques used in connection with random digits", 1951.
 */
import { exp, log, type Nats, type RandomSource, uniform } from '../../core/index.ts';
import type { Cell } from './cells.ts';
import { lastAtMost } from './table.ts';

export class Envelope {
  readonly #cells: readonly Cell[];
  /** Area left of each cell, from 0. */
  readonly #areas: Float64Array;
  readonly #total: number;
  readonly #logDensity: (x: number) => Nats;

  /** `logDensity` without normalisation, as the cells enclose it; `shift` near its largest value. */
  constructor(cells: readonly Cell[], shift: Nats, logDensity: (x: number) => Nats) {
    this.#cells = cells;
    this.#areas = new Float64Array(cells.length);
    this.#logDensity = logDensity;
    let total = 0;
    for (const [i, { low, high, value }] of cells.entries()) {
      this.#areas[i] = total;
      total += (high - low) * exp(value.high - shift);
    }
    this.#total = total;
  }

  sample(random: RandomSource): number {
    for (;;) {
      const cell = this.#cells[lastAtMost(this.#areas, uniform(random) * this.#total)]!;
      const x = cell.low + (cell.high - cell.low) * uniform(random);
      if (log(uniform(random)) <= this.#logDensity(x) - cell.value.high) return x;
    }
  }
}
