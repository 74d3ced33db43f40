/**
 * A model of 65 symbols that learns, from counts that are a Laplace law's at first. Counts grow by 32 and are halved when
 * their sum passes 2^16, so that about 2,000 symbols are remembered; the law weighs as much as 64 of them.
 *
 *     cumulative(s) = floor(C(s) 2^16 / T),    C the running sums of the counts, T <= 2^16 their total
 *
 * A Fenwick tree holds the counts. R. E. Krichevsky and V. K. Trofimov, IEEE Trans. IT 1981; P. M. Fenwick, 1994.
 */
import { exp } from '../../../core/index.ts';
import type { EntropyDecoder, EntropyEncoder } from '../../../entropy/index.ts';
import { cellStart, SYMBOLS } from './cells.ts';

const PRECISION = 16;
const TOTAL = 65_536;
const INCREMENT = 32;
const PRIOR_TOTAL = 2048;
const HIGHEST_BIT = 64;

export class LearningModel {
  readonly #counts: Uint32Array = new Uint32Array(SYMBOLS);
  /** One-based: tree[i] is the sum of the counts i - lowbit(i) .. i - 1. */
  readonly #tree: Uint32Array = new Uint32Array(SYMBOLS + 1);
  #total = 0;

  /** For cells of 2^bits points that lie `dither` to the right, and values of mean size `scale`. */
  constructor(scale: number, bits: number, dither: number) {
    let below = 0;
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const upTo = laplaceCdf((cellStart(symbol + 1, bits) - 0.5 + dither) / scale);
      this.#counts[symbol] = 1 + Math.floor(PRIOR_TOTAL * (upTo - below));
      below = upTo;
    }
    this.#rebuild();
  }

  count(symbol: number): number {
    return this.#counts[symbol]!;
  }

  encode(symbol: number, encoder: EntropyEncoder): void {
    let before = 0;
    for (let i = symbol; i > 0; i &= i - 1) before += this.#tree[i]!;
    const start = Math.floor((before * TOTAL) / this.#total);
    const end = Math.floor(((before + this.#counts[symbol]!) * TOTAL) / this.#total);
    encoder.encode(start, end - start, PRECISION);
    this.update(symbol);
  }

  decode(decoder: EntropyDecoder): number {
    const tree = this.#tree;
    const total = this.#total;
    const sought = Math.floor(((decoder.peek(PRECISION) + 1) * total - 1) / TOTAL);
    let symbol = 0;
    let before = 0;
    // Invariant: `before`, the sum of the counts of the symbols before `symbol`, is at most `sought`.
    for (let step = HIGHEST_BIT; step > 0; step >>= 1) {
      const next = symbol + step;
      if (next <= SYMBOLS && before + tree[next]! <= sought) {
        symbol = next;
        before += tree[next]!;
      }
    }
    const start = Math.floor((before * TOTAL) / total);
    decoder.consume(start, Math.floor(((before + this.#counts[symbol]!) * TOTAL) / total) - start, PRECISION);
    this.update(symbol);
    return symbol;
  }

  update(symbol: number): void {
    this.#counts[symbol]! += INCREMENT;
    this.#total += INCREMENT;
    if (this.#total > TOTAL) {
      for (let s = 0; s < SYMBOLS; s++) this.#counts[s] = (this.#counts[s]! + 1) >> 1;
      this.#rebuild();
      return;
    }
    for (let i = symbol + 1; i <= SYMBOLS; i += i & -i) this.#tree[i]! += INCREMENT;
  }

  #rebuild(): void {
    this.#tree.fill(0);
    this.#total = 0;
    for (let i = 1; i <= SYMBOLS; i++) {
      this.#tree[i]! += this.#counts[i - 1]!;
      this.#total += this.#counts[i - 1]!;
      const parent = i + (i & -i);
      if (parent <= SYMBOLS) this.#tree[parent]! += this.#tree[i]!;
    }
  }
}

function laplaceCdf(z: number): number {
  return z <= 0 ? 0.5 * exp(z) : 1 - 0.5 * exp(-z);
}
