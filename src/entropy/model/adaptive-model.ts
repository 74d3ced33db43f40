/**
 * A model that learns: counts start at 1, grow by d after each symbol, and are halved when their sum passes 2^13.
 *
 *     cumulative(s) = floor(C(s) 2^16 / T),    C the running sums of the counts, T their total
 *
 * d = 2 is Krichevsky and Trofimov's estimate, redundancy at most (m - 1)/2 log2 n + log2 m bits; d = 24 follows faster. A
 * Fenwick tree holds the counts. R. E. Krichevsky and V. K. Trofimov, IEEE Trans. IT 1981; P. M. Fenwick, 1994.
 */
import { checkInteger } from '../../core/index.ts';
import type { EntropyModel } from '../interfaces.ts';

const PRECISION = 16;
const TOTAL = 65_536;
const MAXIMAL_COUNT = 8192;

export class AdaptiveModel implements EntropyModel {
  readonly precision: number = PRECISION;
  readonly size: number;
  readonly #increment: number;
  readonly #counts: Uint32Array;
  /** Fenwick tree, one-based: tree[i] is the sum of the counts i - lowbit(i) .. i - 1. */
  readonly #tree: Uint32Array;
  readonly #highestBit: number;
  #total = 0;

  constructor(size: number, increment: number = 2) {
    this.size = checkInteger('size', size, 1, 1024);
    this.#increment = checkInteger('increment', increment, 1, 1024);
    this.#counts = new Uint32Array(size).fill(1);
    this.#tree = new Uint32Array(size + 1);
    this.#highestBit = 1 << (31 - Math.clz32(size));
    this.#rebuild();
  }

  cumulative(symbol: number): number {
    return Math.floor((this.#sumBefore(symbol) * TOTAL) / this.#total);
  }

  frequency(symbol: number): number {
    const before = this.#sumBefore(symbol);
    const after = before + this.#counts[symbol]!;
    return Math.floor((after * TOTAL) / this.#total) - Math.floor((before * TOTAL) / this.#total);
  }

  symbolAt(q: number): number {
    let rest = Math.floor(((q + 1) * this.#total - 1) / TOTAL);
    let symbol = 0;
    // Invariant: `rest` is what is left of v after the counts of the symbols before `symbol`.
    for (let step = this.#highestBit; step > 0; step >>= 1) {
      const next = symbol + step;
      if (next <= this.size && this.#tree[next]! <= rest) {
        symbol = next;
        rest -= this.#tree[next]!;
      }
    }
    return symbol;
  }

  /** The symbol was seen. */
  update(symbol: number): void {
    this.#counts[symbol]! += this.#increment;
    this.#total += this.#increment;
    if (this.#total > MAXIMAL_COUNT) {
      for (let s = 0; s < this.size; s++) this.#counts[s] = (this.#counts[s]! + 1) >> 1;
      this.#rebuild();
      return;
    }
    for (let i = symbol + 1; i <= this.size; i += i & -i) this.#tree[i]! += this.#increment;
  }

  #sumBefore(symbol: number): number {
    let sum = 0;
    for (let i = symbol; i > 0; i &= i - 1) sum += this.#tree[i]!;
    return sum;
  }

  #rebuild(): void {
    this.#tree.fill(0);
    this.#total = 0;
    for (let i = 1; i <= this.size; i++) {
      this.#tree[i]! += this.#counts[i - 1]!;
      this.#total += this.#counts[i - 1]!;
      const parent = i + (i & -i);
      if (parent <= this.size) this.#tree[parent]! += this.#tree[i]!;
    }
  }
}

export function adaptiveModel(size: number, increment?: number): AdaptiveModel {
  return new AdaptiveModel(size, increment);
}
