/**
 * Arrival times of a Poisson process, in batches: T_n = E_0 + ... + E_n with E_i ~ Exponential(1). A sum of exponentials
 * is minus the logarithm of a product of uniforms, so times that nobody asks for cost one multiplication:
 *
 *     T_n = T_s - log(u_(s+1) ... u_n),    s the start of the group of 16 that holds n
 *
 * Groups are counted from the first arrival on, whatever the batches are.
 */
import { exp, log, type RandomSource, uniform52 } from '../../core/index.ts';

/** So many uniforms of 52 bits multiply to at least 2^-848: no product underflows. */
const GROUP = 16;
/** Relative room for the rounding of exp and log when a time is looked up among products. */
const NEARLY_ONE = 1 + 1e-9;

export class ArrivalTimes {
  readonly #words: Uint32Array;
  /** Views of the first words, by the number of arrivals that they make. */
  readonly #views: (Uint32Array | undefined)[] = [];
  /** Products of the uniforms of a group up to n. */
  readonly #products: Float64Array;
  /** T before the groups that the batch has a part of. */
  readonly #starts: Float64Array;
  #local: RandomSource | undefined = undefined;
  #count = 0;
  /** Arrivals before the batch in its first group. */
  #phase = 0;
  /** Of the group that the last batch left open its start and its product; T before the batch. In arrays doubles are no objects. */
  readonly #open: Float64Array = Float64Array.of(0, 1, 0);

  /** Room for batches of at most `largest` arrivals. */
  constructor(largest: number) {
    this.#words = new Uint32Array(2 * largest);
    this.#products = new Float64Array(largest);
    this.#starts = new Float64Array(Math.ceil(largest / GROUP) + 1);
  }

  /** A new process, from 0. */
  restart(local: RandomSource): void {
    this.#local = local;
    this.#count = 0;
    this.#phase = 0;
    this.#open[0] = 0;
    this.#open[1] = 1;
  }

  /** The next `count` arrivals. */
  next(count: number): void {
    const view = this.#views[count] ?? this.#words.subarray(0, 2 * count);
    this.#views[count] = view;
    this.#local!.fill(view);
    this.#phase = (this.#phase + this.#count) % GROUP;
    this.#count = count;
    advance(this.#open, this.#words, this.#products, this.#starts, this.#phase, count);
  }

  /** T of the n-th arrival of the batch. */
  at(n: number): number {
    return this.#starts[this.#groupOf(n)]! - log(this.#products[n]!);
  }

  /** The last arrival before the batch. */
  get before(): number {
    return this.#open[2]!;
  }

  /** The first arrival of the batch at or after `time`; the batch's length where there is none. */
  firstFrom(time: number): number {
    const products = this.#products;
    const starts = this.#starts;
    const count = this.#count;
    let n = 0;
    for (let group = 0, end = GROUP - this.#phase; n < count; group++, end += GROUP) {
      const stop = Math.min(end, count);
      if (end <= count && starts[group + 1]! < time) {
        n = end;
        continue;
      }
      // T >= time where the product is at most exp(start - time), up to rounding, which the times themselves decide.
      const product = exp(starts[group]! - time) * NEARLY_ONE;
      while (n < stop && products[n]! > product) n++;
      while (n < stop && starts[group]! - log(products[n]!) < time) n++;
      if (n < stop) return n;
    }
    return count;
  }

  #groupOf(n: number): number {
    return (this.#phase + n) >>> 4;
  }
}

/**
 * The arrivals of one batch: products within their groups, starts of the groups, and what is open at the end. Products
 * first: logarithms in between would wait for them, and the products after for the branches of the logarithms.
 */
function advance(
  open: Float64Array,
  words: Uint32Array,
  products: Float64Array,
  starts: Float64Array,
  phase: number,
  count: number,
): void {
  let start = open[0]!;
  let product = open[1]!;
  open[2] = product === 1 ? start : start - log(product);
  for (let n = 0, end = GROUP - phase; n < count; end += GROUP) {
    // Invariant: `product` is that of the uniforms of the group up to arrival n - 1.
    const stop = Math.min(end, count);
    for (; n < stop; n++) {
      product *= uniform52(words[2 * n]!, words[2 * n + 1]!);
      products[n] = product;
    }
    if (n === end) product = 1;
  }
  starts[0] = start;
  for (let group = 1, end = GROUP - phase; end <= count; group++, end += GROUP) {
    start -= log(products[end - 1]!);
    starts[group] = start;
  }
  open[0] = start;
  open[1] = product;
}
