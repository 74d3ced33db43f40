/**
 * Scoring dithered candidates. The log weight is its certified bound less what each coordinate loses to its best point,
 *
 *     log w = sum_i log(W_i sup q_i) - sum_i excess_i,    excess_i = sup log q_i - log q_i(z_i) >= 0,
 *
 * so a candidate is given up as soon as its partial sum of excesses rules it out: exact, because no excess is negative.
 * Shared words come four at a time, and those of later coordinates only for candidates that are still in. A Gaussian
 * coordinate's excess is a quadratic; others ask their law.
 */
import { log, type Nats, type SharedBlock } from '../../core/index.ts';
import { type Distribution, logDensitySupremum, Normal, TruncatedNormal } from '../../distributions/index.ts';
import type { Box } from '../target.ts';
import type { Weights } from '../types.ts';
import { candidateInCell, type GridCentre } from './cell.ts';

/** Outward rounding of the certified bound, per coordinate, in nats. */
const BOUND_MARGIN = 1e-12;
/** A candidate this much below the cutoff is surely below it, whatever the rounding of its sum. */
const CUTOFF_MARGIN = 1e-9;
const WORDS_PER_GROUP = 4;

export function ditheredWeights(
  box: Box,
  centres: readonly GridCentre[],
  cells: Float64Array,
  shared: SharedBlock,
): Weights {
  const excesses = box.factors.map((factor, i) => coordinateExcess(box, factor, i));
  const dimensions = cells.length;
  const grouped = Math.min(dimensions, WORDS_PER_GROUP);
  let logWeightBound = 0;
  excesses.forEach(({ supremum }, i) => {
    logWeightBound += log(cells[i]!) + supremum + BOUND_MARGIN;
  });
  const later = new Uint32Array(dimensions - grouped);
  let words = new Uint32Array(0);

  /** The excess of coordinates from .. to - 1, or Infinity once `sum` passes what is allowed. */
  function excessFrom(sum: number, from: number, to: number, source: Uint32Array, offset: number, allowed: Nats): Nats {
    let total = sum;
    for (let i = from; i < to; i++) {
      const z = cells[i]! * candidateInCell(centres[i]!, source[offset + i - from]!);
      total += excesses[i]!.at(z);
      if (!(total <= allowed)) return Number.POSITIVE_INFINITY;
    }
    return total;
  }

  function logWeights(first: number, out: Float64Array, cutoff: Nats): void {
    if (words.length !== out.length * grouped) words = new Uint32Array(out.length * grouped);
    shared.candidates(first, out.length, 0, grouped, words);
    const allowed = logWeightBound - cutoff + CUTOFF_MARGIN;
    for (let n = 0; n < out.length; n++) {
      let excess = excessFrom(0, 0, grouped, words, n * grouped, allowed);
      if (dimensions > grouped && excess !== Number.POSITIVE_INFINITY) {
        shared.fill(first + n, grouped, later);
        excess = excessFrom(excess, grouped, dimensions, later, 0, allowed);
      }
      out[n] = logWeightBound - excess;
    }
  }
  return { logWeightBound, normalised: box.normalised, logWeights };
}

interface CoordinateExcess {
  /** sup log q over the box. */
  readonly supremum: Nats;
  /** sup log q - log q(z); Infinity outside the box. */
  at(z: number): Nats;
}

function coordinateExcess(box: Box, factor: Distribution, i: number): CoordinateExcess {
  const lower = box.lower[i]!;
  const upper = box.upper[i]!;
  const supremum = logDensitySupremum(factor, lower, upper);
  return factor instanceof Normal || factor instanceof TruncatedNormal
    ? new GaussianExcess(factor.mu, factor.sigma, lower, upper, supremum)
    : new LawExcess(factor, lower, upper, supremum);
}

/** (z - mu)^2 / (2 sigma^2) less the same at the point of the box nearest to mu. */
class GaussianExcess implements CoordinateExcess {
  readonly supremum: Nats;
  readonly #mu: number;
  readonly #halfPrecision: number;
  readonly #least: number;
  readonly #lower: number;
  readonly #upper: number;

  constructor(mu: number, sigma: number, lower: number, upper: number, supremum: Nats) {
    this.supremum = supremum;
    this.#mu = mu;
    this.#halfPrecision = 0.5 / (sigma * sigma);
    const nearest = Math.min(Math.max(mu, lower), upper) - mu;
    this.#least = this.#halfPrecision * nearest * nearest;
    this.#lower = lower;
    this.#upper = upper;
  }

  at(z: number): Nats {
    if (z < this.#lower || z > this.#upper) return Number.POSITIVE_INFINITY;
    const distance = z - this.#mu;
    return this.#halfPrecision * distance * distance - this.#least;
  }
}

class LawExcess implements CoordinateExcess {
  readonly supremum: Nats;
  readonly #law: Distribution;
  readonly #lower: number;
  readonly #upper: number;

  constructor(law: Distribution, lower: number, upper: number, supremum: Nats) {
    this.supremum = supremum;
    this.#law = law;
    this.#lower = lower;
    this.#upper = upper;
  }

  at(z: number): Nats {
    if (z < this.#lower || z > this.#upper) return Number.POSITIVE_INFINITY;
    return this.supremum - this.#law.logDensity(z);
  }
}
