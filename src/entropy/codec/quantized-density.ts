/**
 * A lattice point given its dither: x = step (k + u), and the prior F of the centre gives
 *
 *     P(k | u) = F(e_(k+1)) - F(e_k),    e_k = ((k - 1/2) + u) step.
 *
 * At most 256 coarse cells between the tails of mass 2^-16, wider ones refined by 2^8 at a time, leaky everywhere; a
 * point beyond the cells goes by an Elias gamma code of its distance. Decoder-visible: the cdf and survival of the prior;
 * its quantile only for the range and as a hint. Overhead at most 0.004 bit (Student t, nu = 3), mostly below 0.001.
 */
import { checkPositive, CorruptDataError, LimitExceededError } from '../../core/index.ts';
import type { Cdf, Codec, EntropyDecoder, EntropyEncoder } from '../interfaces.ts';
import { leakyCumulative, searchCell } from '../model/leaky-cells.ts';
import { eliasGamma } from './elias-gamma.ts';
import { type PointRange, pointRange } from './point-range.ts';

const PRECISION = 16;
const TOTAL = 65_536;
/** Values of a coarse cell are refined by at most this many bits at a time. */
const REFINEMENT_BITS = 8;
const MAXIMAL_POINT = 2_251_799_813_685_248;

export class QuantizedDensity {
  readonly range: PointRange;
  readonly #prior: Cdf;
  readonly #step: number;
  readonly #median: number;

  constructor(prior: Cdf, step: number) {
    this.#prior = prior;
    this.#step = checkPositive('step', step);
    this.range = pointRange(prior, step);
    this.#median = prior.quantile(0.5);
  }

  /** The codec of points with dither u, -1/2 <= u < 1. */
  codec(u: number): Codec<number> {
    return {
      encode: (point, encoder) => this.encode(point, u, encoder),
      decode: (decoder) => this.decode(u, decoder),
    };
  }

  /** @throws LimitExceededError where |point| is not below 2^51. */
  encode(point: number, u: number, encoder: EntropyEncoder): void {
    if (!(Math.abs(point) < MAXIMAL_POINT)) {
      throw new LimitExceededError(`"point" expected less than 2^51 cells from 0, got ${point}`, MAXIMAL_POINT);
    }
    const { kmin, bits, cells } = this.range;
    const width = powerOfTwoInteger(bits);
    const size = cells + 2;
    const beyond = kmin + cells * width;
    const symbol = point < kmin ? 0 : point >= beyond ? size - 1 : 1 + Math.floor((point - kmin) / width);
    const start = this.#coarse(symbol, u);
    encoder.encode(start, this.#coarse(symbol + 1, u) - start, PRECISION);
    if (symbol === 0) eliasGamma.encode(kmin - 1 - point, encoder);
    else if (symbol === size - 1) eliasGamma.encode(point - beyond, encoder);
    else this.#encodeInside(point, kmin + (symbol - 1) * width, u, encoder);
  }

  decode(u: number, decoder: EntropyDecoder): number {
    const { kmin, bits, cells } = this.range;
    const width = powerOfTwoInteger(bits);
    const size = cells + 2;
    const q = decoder.peek(PRECISION);
    const guess = Math.floor(this.#prior.quantile((q + 0.5) / TOTAL) / this.#step - u + 0.5);
    const symbol = searchCell(q, size, 1 + Math.floor((guess - kmin) / width), (s) => this.#coarse(s, u));
    const start = this.#coarse(symbol, u);
    decoder.consume(start, this.#coarse(symbol + 1, u) - start, PRECISION);
    if (symbol === 0) return checkDecoded(kmin - 1 - eliasGamma.decode(decoder));
    if (symbol === size - 1) return checkDecoded(kmin + cells * width + eliasGamma.decode(decoder));
    return this.#decodeInside(kmin + (symbol - 1) * width, u, decoder);
  }

  /** P(k | u) of the prior itself, before integers: for reports and tests. */
  probability(point: number, u: number): number {
    const low = this.#edge(point, u);
    const high = this.#edge(point + 1, u);
    return low > this.#median
      ? this.#prior.survival(low) - this.#prior.survival(high)
      : this.#prior.cdf(high) - this.#prior.cdf(low);
  }

  #edge(point: number, u: number): number {
    return (point - 0.5 + u) * this.#step;
  }

  /** Start of coarse symbol s: left tail, cells, right tail. */
  #coarse(symbol: number, u: number): number {
    const { kmin, bits, cells } = this.range;
    const size = cells + 2;
    if (symbol <= 0) return 0;
    if (symbol >= size) return TOTAL;
    const edge = this.#edge(kmin + (symbol - 1) * powerOfTwoInteger(bits), u);
    return leakyCumulative(symbol, size, TOTAL, this.#prior.cdf(edge));
  }

  #encodeInside(point: number, first: number, u: number, encoder: EntropyEncoder): void {
    let start = first;
    for (let bits = this.range.bits; bits > 0; ) {
      const part = Math.min(REFINEMENT_BITS, bits);
      const width = powerOfTwoInteger(bits - part);
      const fine = this.#refinement(start, bits, part, u);
      const symbol = Math.floor((point - start) / width);
      const cumulative = fine(symbol);
      encoder.encode(cumulative, fine(symbol + 1) - cumulative, PRECISION);
      start += symbol * width;
      bits -= part;
    }
  }

  #decodeInside(first: number, u: number, decoder: EntropyDecoder): number {
    let start = first;
    for (let bits = this.range.bits; bits > 0; ) {
      const part = Math.min(REFINEMENT_BITS, bits);
      const parts = powerOfTwoInteger(part);
      const fine = this.#refinement(start, bits, part, u);
      const q = decoder.peek(PRECISION);
      const symbol = searchCell(q, parts, Math.floor(((q + 0.5) / TOTAL) * parts), fine);
      const cumulative = fine(symbol);
      decoder.consume(cumulative, fine(symbol + 1) - cumulative, PRECISION);
      start += symbol * powerOfTwoInteger(bits - part);
      bits -= part;
    }
    return start;
  }

  /** Cumulatives of the 2^part parts of the values start .. start + 2^bits - 1, conditional on being among them. */
  #refinement(start: number, bits: number, part: number, u: number): (symbol: number) => number {
    const parts = powerOfTwoInteger(part);
    const width = powerOfTwoInteger(bits - part);
    const low = this.#edge(start, u);
    const upperTail = low > this.#median;
    const prior = this.#prior;
    const from = upperTail ? prior.survival(low) : prior.cdf(low);
    const end = this.#edge(start + parts * width, u);
    const mass = upperTail ? from - prior.survival(end) : prior.cdf(end) - from;
    return (symbol) => {
      if (symbol <= 0) return 0;
      if (symbol >= parts) return TOTAL;
      let boundary = symbol / parts;
      if (mass > 0) {
        const edge = this.#edge(start + symbol * width, u);
        const below = upperTail ? from - prior.survival(edge) : prior.cdf(edge) - from;
        boundary = Math.min(Math.max(below / mass, 0), 1);
      }
      return leakyCumulative(symbol, parts, TOTAL, boundary);
    };
  }
}

/** Points under a prior, `step` apart; make one per (prior, step) pair and keep it. */
export function quantizedDensity(prior: Cdf, step: number): QuantizedDensity {
  return new QuantizedDensity(prior, step);
}

function checkDecoded(point: number): number {
  if (Math.abs(point) < MAXIMAL_POINT) return point;
  throw new CorruptDataError('"point" expected less than 2^51 cells from 0', 0);
}

/** 2^n, 0 <= n <= 52. */
function powerOfTwoInteger(n: number): number {
  return n < 31 ? 1 << n : (1 << (n - 30)) * 1_073_741_824;
}
