/**
 * A lattice point given its dither: x = step (k + u), and the prior F of the centre gives
 *
 *     P(k | u) = F(e_(k+1)) - F(e_k),    e_k = ((k - 1/2) + u) step.
 *
 * At most 256 coarse cells between the tails of mass 2^-16, wider ones refined by up to 2^8 at a time, leaky everywhere;
 * a point beyond the cells goes by an Elias gamma code of its distance. The bytes depend on cdf and survival alone (and
 * on quantile(1/2) where no median is given). Overhead at most 0.004 bit (Student t, nu = 3), mostly below 0.001.
 */
import {
  type Bits,
  CorruptDataError,
  checkPositive,
  invalidArgument,
  LimitExceededError,
  log2,
  powerOfTwo,
} from '../../core/index.ts';
import type { Cdf, Codec, EntropyDecoder, EntropyEncoder } from '../interfaces.ts';
import { CoarseCells } from './coarse-cells.ts';
import { eliasGamma } from './elias-gamma.ts';
import { MAXIMAL_POINT, type PointRange, pointRangeByQuantile, pointRangeBySearch } from './point-range.ts';
import { RefinedCells } from './refined-cells.ts';

const PRECISION = 16;

export interface QuantizedDensityOptions {
  /** Where the range of points comes from; the integers are the same. 'search' (default) needs no quantile. */
  readonly range?: 'quantile' | 'search';
}

/** One prior with one step. Not re-entrant: it keeps the cell at hand, so that coding a value allocates nothing. */
export class QuantizedDensity {
  readonly range: PointRange;
  readonly #prior: Cdf;
  readonly #step: number;
  readonly #median: number;
  readonly #coarse: CoarseCells;
  readonly #refined: RefinedCells;
  /** Points in a coarse cell, and the first point of the right tail. */
  readonly #width: number;
  readonly #beyond: number;

  constructor(prior: Cdf, step: number, options: QuantizedDensityOptions = {}) {
    this.#prior = prior;
    this.#step = checkPositive('step', step);
    this.range = options.range === 'quantile' ? pointRangeByQuantile(prior, step) : pointRangeBySearch(prior, step);
    this.#median = prior.median ?? prior.quantile?.(0.5) ?? Number.NaN;
    this.#coarse = new CoarseCells(prior, step, this.range);
    this.#refined = new RefinedCells(prior, step, this.#median);
    this.#width = powerOfTwo(this.range.bits);
    this.#beyond = this.range.kmin + this.range.cells * this.#width;
  }

  get kmin(): number {
    return this.range.kmin;
  }

  get kmax(): number {
    return this.range.kmax;
  }

  /** The codec of points with dither u, -1/2 <= u < 1. */
  codec(u: number): Codec<number> {
    return new DitheredPointCodec(this, u);
  }

  /** @throws InvalidArgumentError, LimitExceededError where |point| is not below 2^51. */
  encode(point: number, u: number, encoder: EntropyEncoder): void {
    if (Math.floor(point) !== point) throw invalidArgument('point', 'an integer', point);
    if (!(Math.abs(point) < MAXIMAL_POINT)) {
      throw new LimitExceededError(`"point" expected less than 2^51 cells from 0, got ${point}`, MAXIMAL_POINT);
    }
    const coarse = this.#coarse;
    const { kmin } = this.range;
    const symbol =
      point < kmin ? 0 : point >= this.#beyond ? coarse.lastSymbol : 1 + Math.floor((point - kmin) / this.#width);
    coarse.u = checkDither(u);
    coarse.take(symbol);
    encoder.encode(coarse.start, coarse.end - coarse.start, PRECISION);
    if (symbol === 0) eliasGamma.encode(kmin - 1 - point, encoder);
    else if (symbol === coarse.lastSymbol) eliasGamma.encode(point - this.#beyond, encoder);
    else if (this.#width > 1) this.#encodeInside(point, kmin + (symbol - 1) * this.#width, u, encoder);
  }

  /** @throws CorruptDataError where the point is not below 2^51 in size. */
  decode(u: number, decoder: EntropyDecoder): number {
    const coarse = this.#coarse;
    coarse.u = checkDither(u);
    const symbol = coarse.locate(decoder.peek(PRECISION));
    decoder.consume(coarse.start, coarse.end - coarse.start, PRECISION);
    const { kmin } = this.range;
    if (symbol === 0) return checkDecoded(kmin - 1 - eliasGamma.decode(decoder));
    if (symbol === coarse.lastSymbol) return checkDecoded(this.#beyond + eliasGamma.decode(decoder));
    const first = kmin + (symbol - 1) * this.#width;
    return this.#width === 1 ? first : this.#decodeInside(first, u, decoder);
  }

  /** P(k | u) of the prior itself, before integers: for reports and tests. */
  probability(point: number, u: number): number {
    const lower = (point - 0.5 + u) * this.#step;
    const upper = (point + 0.5 + u) * this.#step;
    const prior = this.#prior;
    const fromRight = Number.isNaN(this.#median) ? prior.cdf(lower) > 0.5 : lower > this.#median;
    return fromRight ? prior.survival(lower) - prior.survival(upper) : prior.cdf(upper) - prior.cdf(lower);
  }

  /** -log2 P(k | u): the ideal code length. */
  codelengthBits(point: number, u: number): Bits {
    return -log2(this.probability(point, u));
  }

  #encodeInside(point: number, cell: number, u: number, encoder: EntropyEncoder): void {
    const refined = this.#refined;
    let first = cell;
    let left = refined.open(first, this.range.bits, u, this.#coarse.lower, this.#coarse.upper);
    for (;;) {
      const part = Math.floor((point - first) / refined.width);
      refined.take(part);
      encoder.encode(refined.start, refined.end - refined.start, PRECISION);
      if (left === 0) return;
      first += part * refined.width;
      left = refined.open(first, left, u, Number.NaN, Number.NaN);
    }
  }

  #decodeInside(cell: number, u: number, decoder: EntropyDecoder): number {
    const refined = this.#refined;
    let first = cell;
    let left = refined.open(first, this.range.bits, u, this.#coarse.lower, this.#coarse.upper);
    for (;;) {
      const part = refined.find(decoder.peek(PRECISION));
      decoder.consume(refined.start, refined.end - refined.start, PRECISION);
      first += part * refined.width;
      if (left === 0) return first;
      left = refined.open(first, left, u, Number.NaN, Number.NaN);
    }
  }
}

class DitheredPointCodec implements Codec<number> {
  readonly #density: QuantizedDensity;
  readonly #u: number;

  constructor(density: QuantizedDensity, u: number) {
    this.#density = density;
    this.#u = checkDither(u);
  }

  encode(point: number, encoder: EntropyEncoder): void {
    this.#density.encode(point, this.#u, encoder);
  }

  decode(decoder: EntropyDecoder): number {
    return this.#density.decode(this.#u, decoder);
  }
}

/** Points under a prior, `step` apart; make one per (prior, step) pair and keep it. @throws LimitExceededError */
export function quantizedDensity(prior: Cdf, step: number, options?: QuantizedDensityOptions): QuantizedDensity {
  return new QuantizedDensity(prior, step, options);
}

function checkDither(u: number): number {
  if (u >= -0.5 && u < 1) return u;
  throw invalidArgument('u', 'a dither with -1/2 <= u < 1', u);
}

function checkDecoded(point: number): number {
  if (Math.abs(point) < MAXIMAL_POINT) return point;
  throw new CorruptDataError('"point" expected less than 2^51 cells from 0', 0);
}
