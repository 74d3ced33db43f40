/**
 * A cdf as a table, for intervals whose ends may lie anywhere: the cumulative frequency at place p, counted in knots from the
 * first one, is
 *
 *     C(p) = 17 + floor(T_j + (p - j) (T_(j+1) - T_j)),   j = floor(p),   0 < p < n;     16 for p <= 0;   2^20 - 16 for p >= n
 *
 * out of 2^20, linear between knots a power of two apart. Beyond the ends, where the law has at most 2^-16 of its mass each,
 * are 16 units for all that lies there. T rises by at least 3/16 from knot to knot, so that whatever is 8 knots wide has a
 * frequency of at least 1; that takes 0.04 % of all frequencies, and nothing but the table depends on the law: no special
 * function per value. Any table decodes; this one is off by the second difference of the cdf, 10^-6 of it for a normal law.
 */

import { exponentOf, LimitExceededError, powerOfTwo } from '../../core/index.ts';
import { MAXIMAL_POINT, type PointRange, pointRangeBySearch } from '../codec/point-range.ts';
import type { Cdf } from '../interfaces.ts';
import { INTERVAL_TOTAL } from './interval-stack.ts';

/** Units for everything beyond an end. */
export const BEYOND_UNITS = 16;
/** Knots between the ends: from this many to twice as many. */
const LEAST_KNOTS = 1024;
/** Least rise from knot to knot; 8 of them are 1 1/2 units. */
const LEAST_RISE = 3 / 16;
/** Places are below this many knots from 0, so that they keep eight fraction bits and more. */
const FARTHEST = 17_592_186_044_416;
/** The inverse is tabled in steps of so many units. */
const GUIDE_UNITS = 256;

export class CdfTable {
  /** Distance of the knots, a power of two. */
  readonly spacing: number;
  /** The first knot is at `first` times the spacing. */
  readonly first: number;
  /** n: knots first .. first + n. */
  readonly knots: number;
  /** 17 + T, at the knots, the last one twice. */
  readonly cumulative: Float64Array;
  #guide: Float64Array | undefined = undefined;

  /** `resolution`: a length to begin the search for the ends with, such as the noise's scale. @throws LimitExceededError */
  constructor(prior: Cdf, resolution: number) {
    let exponent = exponentOf(resolution);
    let range = rangeOf(prior, exponent);
    while (range.kmax - range.kmin >= 2 * LEAST_KNOTS) range = rangeOf(prior, ++exponent);
    while (range.kmax - range.kmin < LEAST_KNOTS) range = rangeOf(prior, --exponent);
    this.spacing = powerOfTwo(exponent);
    this.first = range.kmin;
    this.knots = range.kmax - range.kmin;
    if (Math.abs(this.first) > FARTHEST) {
      throw new LimitExceededError('"prior" expected a law less than 2^44 of its knots from 0', MAXIMAL_POINT);
    }
    this.cumulative = this.#cumulativeOf(prior);
  }

  /** Places of the cumulatives 0, 256, 512 .. 2^20: a decoder looks there first. */
  get guide(): Float64Array {
    this.#guide ??= this.#makeGuide();
    return this.#guide;
  }

  #cumulativeOf(prior: Cdf): Float64Array {
    const { knots, first, spacing } = this;
    const lower = prior.cdf(first * spacing);
    const mass = prior.cdf((first + knots) * spacing) - lower;
    const free = INTERVAL_TOTAL - 2 * BEYOND_UNITS - 2 - LEAST_RISE * knots;
    const table = new Float64Array(knots + 2);
    let share = 0;
    for (let j = 0; j <= knots; j++) {
      // A computed cdf may decrease by a rounding; the table does not.
      const here = mass > 0 ? (prior.cdf((first + j) * spacing) - lower) / mass : j / knots;
      share = Math.min(Math.max(share, here), 1);
      table[j] = BEYOND_UNITS + 1 + (LEAST_RISE * j + (j === knots ? 1 : share) * free);
    }
    table[knots + 1] = table[knots]!;
    return table;
  }

  #makeGuide(): Float64Array {
    const { knots, cumulative } = this;
    let j = 0;
    return Float64Array.from({ length: INTERVAL_TOTAL / GUIDE_UNITS + 2 }, (_, i) => {
      const wanted = GUIDE_UNITS * i;
      while (j < knots && cumulative[j + 1]! <= wanted) j++;
      const rise = cumulative[j + 1]! - cumulative[j]!;
      return j < knots && wanted > cumulative[j]! ? j + (wanted - cumulative[j]!) / rise : j;
    });
  }
}

/** C(p): `cumulative` and `knots` of a table. */
export function cumulativeAt(cumulative: Float64Array, knots: number, place: number): number {
  if (!(place > 0)) return BEYOND_UNITS;
  if (place >= knots) return INTERVAL_TOTAL - BEYOND_UNITS;
  const j = place | 0;
  const below = cumulative[j]!;
  return Math.floor(below + (place - j) * (cumulative[j + 1]! - below)) | 0;
}

/** Near the place with this cumulative. */
export function guessedPlace(guide: Float64Array, cumulative: number): number {
  const at = cumulative * (1 / GUIDE_UNITS);
  const i = at | 0;
  const below = guide[i]!;
  return below + (at - i) * (guide[i + 1]! - below);
}

function rangeOf(prior: Cdf, exponent: number): PointRange {
  return pointRangeBySearch(prior, powerOfTwo(exponent));
}
