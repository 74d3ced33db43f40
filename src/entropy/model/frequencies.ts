/**
 * Weights to integer frequencies that sum to 2^P, every listed symbol at least 1:
 *
 *     v_i = floor(w_i / W 2^32 + 1/2),   f_i = max(1, ceil(v_i (2^P - m) / V)),
 *     then 1 is added, until the sum is 2^P, to the f_i with the largest v_i / (f_i + 1/2); on ties the lowest i
 *
 * Rounding to 32 bits first makes nearly equal weights exactly equal, so that their order does not hang on the last bit
 * of a logarithm. KL(p || f / 2^P) <= -log2(1 - m / 2^P) bits; in practice ten times less.
 */
import { checkInteger, invalidArgument } from '../../core/index.ts';

const TWO_32 = 4_294_967_296;

export function quantizeFrequencies(weights: ArrayLike<number>, precision: number): Uint32Array {
  checkInteger('precision', precision, 1, 16);
  const total = 1 << precision;
  const size = checkInteger('weights.length', weights.length, 1, total);
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && Number.isFinite(weight)))
      throw invalidArgument(`weights[${i}]`, 'a finite number >= 0', weight);
    sum += weight;
  }
  if (!(sum > 0 && Number.isFinite(sum))) throw invalidArgument('weights', 'a positive finite sum', sum);

  const rounded = Float64Array.from({ length: size }, (_, i) => Math.floor((weights[i]! / sum) * TWO_32 + 0.5));
  let roundedSum = 0;
  for (const value of rounded) roundedSum += value;
  const frequencies = new Uint32Array(size);
  let missing = total;
  for (let i = 0; i < size; i++) {
    frequencies[i] = Math.max(1, Math.ceil((rounded[i]! * (total - size)) / roundedSum));
    missing -= frequencies[i]!;
  }
  // Invariant: the frequencies sum to total - missing, missing >= 0, since each ceil added less than 1.
  const gains = new GainHeap(rounded, frequencies);
  for (; missing > 0; missing--) gains.addToLargest();
  return frequencies;
}

/** A binary heap of symbols, the one that gains most from another count on top. */
class GainHeap {
  readonly #weights: Float64Array;
  readonly #frequencies: Uint32Array;
  readonly #heap: Uint32Array;

  constructor(weights: Float64Array, frequencies: Uint32Array) {
    this.#weights = weights;
    this.#frequencies = frequencies;
    this.#heap = Uint32Array.from(frequencies, (_, i) => i);
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at--) this.#sink(at);
  }

  addToLargest(): void {
    this.#frequencies[this.#heap[0]!]!++;
    this.#sink(0);
  }

  #before(a: number, b: number): boolean {
    const gainA = this.#weights[a]! / (this.#frequencies[a]! + 0.5);
    const gainB = this.#weights[b]! / (this.#frequencies[b]! + 0.5);
    return gainA > gainB || (gainA === gainB && a < b);
  }

  #sink(start: number): void {
    const heap = this.#heap;
    const symbol = heap[start]!;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#before(heap[child]!, symbol)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = symbol;
  }
}
