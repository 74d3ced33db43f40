/**
 * Arrival times of a Poisson process, in batches: T_n = E_0 + ... + E_n with E_i ~ Exponential(1). A sum of exponentials
 * is minus the logarithm of a product of uniforms, so times that nobody asks for cost one multiplication:
 *
 *     T_n = T_s - log(u_(s+1) ... u_n),    s the start of the group of 16 that holds n
 */
import { log, type RandomSource, uniform52 } from '../../core/index.ts';

/** So many uniforms of 52 bits multiply to at least 2^-848: no product underflows. */
export const GROUP = 16;

export class ArrivalTimes {
  readonly #local: RandomSource;
  readonly #words: Uint32Array;
  /** Products of the uniforms of a group up to n. */
  readonly #products: Float64Array;
  /** T before each group, and after the last. */
  readonly #starts: Float64Array;

  /** Groups in the batch. */
  #groups = 0;

  /** Batches of at most `largest` arrivals, a multiple of 16. */
  constructor(local: RandomSource, largest: number) {
    this.#local = local;
    this.#words = new Uint32Array(2 * largest);
    this.#products = new Float64Array(largest);
    this.#starts = new Float64Array(largest / GROUP + 1);
  }

  /** The next `count` arrivals, a multiple of 16. */
  next(count: number): void {
    const words = this.#words;
    const products = this.#products;
    const starts = this.#starts;
    this.#local.fill(words.subarray(0, 2 * count));
    starts[0] = starts[this.#groups]!;
    this.#groups = count / GROUP;
    for (let group = 0, n = 0; group < this.#groups; group++) {
      let product = 1;
      for (let i = 0; i < GROUP; i++, n++) {
        product *= uniform52(words[2 * n]!, words[2 * n + 1]!);
        products[n] = product;
      }
      starts[group + 1] = starts[group]! - log(product);
    }
  }

  /** T of the n-th arrival of the batch. */
  at(n: number): number {
    return this.#starts[(n - (n % GROUP)) / GROUP]! - log(this.#products[n]!);
  }

  /** The first arrival of the batch at or after `time`; the batch's length where there is none. */
  firstFrom(time: number): number {
    let group = 0;
    while (group < this.#groups && this.#starts[group + 1]! < time) group++;
    let n = group * GROUP;
    while (n < this.#groups * GROUP && this.at(n) < time) n++;
    return n;
  }
}
