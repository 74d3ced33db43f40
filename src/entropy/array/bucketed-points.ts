/**
 * Probabilities of lattice points by tables. The exact ones, P(k | u) = F(e_(k+1)) - F(e_k) with e_k = (k - 1/2 + u) step,
 * change with every dither; here the unit interval of u is cut into B equal buckets, and a bucket has one table, from the
 * mean of the probabilities at its two ends. Any table decodes; a bucket costs about
 *
 *     I / (24 ln 2 B^2) bits a value,    I the Fisher information of the law's place, in steps (1 / s^2 for a normal law)
 *
 * so the narrower the law, the more buckets: B is the least power of two with B >= 32 max_k P(k | 1/2), at most 64.
 */
import { type Bits, log2 } from '../../core/index.ts';
import type { Cdf } from '../interfaces.ts';
import { quantizeFrequencies } from '../model/frequencies.ts';
import { type PointRun, pointRuns } from './point-runs.ts';
import { TABLE_PRECISION } from './symbol-tables.ts';

const BUCKETS_AT_CERTAINTY = 32;
const MAXIMAL_BUCKET_BITS = 6;
/** Dithers per bucket, and parts of a run, at which a loss is looked at. */
const LOOKS = 8;

/** The tables of one law and step. */
export class BucketedPoints {
  readonly runs: readonly PointRun[];
  /** log2 B. */
  readonly bucketBits: number;
  /** Per bucket the frequencies of the runs, and of what lies beyond them. */
  readonly frequencies: readonly Uint32Array[];
  readonly #prior: Cdf;
  readonly #step: number;

  constructor(prior: Cdf, step: number) {
    this.#prior = prior;
    this.#step = step;
    this.runs = pointRuns(prior, step);
    let peak = 0;
    for (const { mass, bits } of this.runs) peak = Math.max(peak, mass / (1 << bits));
    let bucketBits = 0;
    while (bucketBits < MAXIMAL_BUCKET_BITS && 1 << bucketBits < BUCKETS_AT_CERTAINTY * peak) bucketBits++;
    this.bucketBits = bucketBits;
    const buckets = 1 << bucketBits;
    const ends = Array.from({ length: buckets + 1 }, (_, bucket) => this.#masses(bucket / buckets));
    this.frequencies = Array.from({ length: buckets }, (_, bucket) => {
      const weights = ends[bucket]!.map((mass, symbol) => 0.5 * (mass + ends[bucket + 1]![symbol]!));
      return quantizeFrequencies(weights, TABLE_PRECISION);
    });
  }

  /** The symbol behind the runs: a point that is not in them. */
  get beyond(): number {
    return this.runs.length;
  }

  get kmin(): number {
    return this.runs[0]!.first;
  }

  /** Points in all runs. */
  get span(): number {
    const { first, bits } = this.runs[this.runs.length - 1]!;
    return first + (1 << bits) - this.kmin;
  }

  /**
   * What the tables cost on average, and what they lose against the exact probabilities, when the law holds. A few dithers
   * of every bucket and a few parts of every run: for deciding, not for decoding.
   */
  expectation(): { readonly bits: Bits; readonly lossBits: Bits } {
    let [cost, information] = [0, 0];
    const dithers = LOOKS * this.frequencies.length;
    for (let look = 0; look < dithers; look++) {
      const u = (look + 0.5) / dithers;
      const frequencies = this.frequencies[Math.floor(look / LOOKS)]!;
      this.runs.forEach(({ first, bits }, symbol) => {
        const parts = Math.min(LOOKS, 1 << bits);
        const length = (1 << bits) / parts;
        for (let part = 0; part < parts; part++) {
          const mass = this.#mass(first + part * length, length, u);
          if (mass <= 0) continue;
          cost += mass * (TABLE_PRECISION - log2(frequencies[symbol]!) + bits);
          information -= mass * log2(mass / length);
        }
      });
    }
    return { bits: cost / dithers, lossBits: (cost - information) / dithers };
  }

  /** Masses of the runs at dither u, and what is left for the points beyond. */
  #masses(u: number): Float64Array {
    const masses = new Float64Array(this.runs.length + 1);
    let below = this.#below(this.kmin, u);
    let rest = 1;
    this.runs.forEach(({ first, bits }, symbol) => {
      const above = this.#below(first + (1 << bits), u);
      masses[symbol] = Math.max(above - below, 0);
      rest -= masses[symbol]!;
      below = above;
    });
    masses[this.beyond] = Math.max(rest, 0);
    return masses;
  }

  #mass(first: number, count: number, u: number): number {
    return Math.max(this.#below(first + count, u) - this.#below(first, u), 0);
  }

  /** F at the lower end of the cell of a point. */
  #below(point: number, u: number): number {
    return this.#prior.cdf((point - 0.5 + u) * this.#step);
  }
}
