/**
 * The coordinates of the block at hand, as numbers in arrays that serve block after block: cells, their centres, and what a
 * candidate loses in each to the best point of the box,
 *
 *     excess_i(z) = sup log q_i - log q_i(z) >= 0,    Infinity outside the box;
 *
 * for a Gaussian (z - mu)^2 / (2 sigma^2), less the same at the point of the box nearest to mu.
 */
import {
  CandidateScreen,
  log,
  type Nats,
  SCREEN_FIELDS,
  SCREENED_WORDS,
  type SharedBlock,
  SupportError,
} from '../../core/index.ts';
import { type Distribution, logDensitySupremum, Normal, TruncatedNormal } from '../../distributions/index.ts';
import { factorsOf, type Target } from '../target.ts';
import { CELL_MARGIN, GRID_STEP, gridCentre } from './cell.ts';
import { writeLinearBounds, writeQuadraticBound } from './loss-bound.ts';

/** Outward rounding of the certified bound, per coordinate, in nats. */
const BOUND_MARGIN = 1e-12;

export class DitheredCoordinates {
  /** Lower bounds of the excesses, over many candidates at a time. */
  readonly screen: CandidateScreen;
  readonly #widths: Float64Array;
  readonly #logWidths: Float64Array;
  readonly #centres: Float64Array;
  readonly #integers: Float64Array;
  readonly #fractions: Uint32Array;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  readonly #suprema: Float64Array;
  readonly #mu: Float64Array;
  /** 1 / (2 sigma^2) of a Gaussian; 0 where the law itself is asked. */
  readonly #halfPrecision: Float64Array;
  readonly #least: Float64Array;
  /** Coordinates whose words a screening leaves. */
  readonly grouped: number;
  #laws: readonly Distribution[] = [];
  #target: Target | undefined = undefined;
  #shared: SharedBlock | undefined = undefined;
  #logWeightBound: Nats = 0;
  #normalised = true;

  constructor(widths: Float64Array) {
    const numbers = (): Float64Array => new Float64Array(widths.length);
    this.grouped = Math.min(widths.length, SCREENED_WORDS);
    this.screen = new CandidateScreen(widths.length);
    this.#widths = widths;
    this.#logWidths = widths.map((width) => log(width));
    this.#centres = numbers();
    this.#integers = numbers();
    this.#fractions = new Uint32Array(widths.length);
    this.#lower = numbers();
    this.#upper = numbers();
    this.#suprema = numbers();
    this.#mu = numbers();
    this.#halfPrecision = numbers();
    this.#least = numbers();
  }

  /** Whether the target at hand is normalised. */
  get normalised(): boolean {
    return this.#normalised;
  }

  /** Makes this target and block the ones at hand; the bound on the log weights. @throws SupportError, LimitExceededError */
  hold(target: Target, shared: SharedBlock): Nats {
    if (this.#target === target && this.#shared === shared) return this.#logWeightBound;
    this.#target = undefined;
    const box = 'lower' in target && 'factors' in target ? target : undefined;
    const laws = box === undefined ? factorsOf(target) : box.factors;
    this.#laws = laws;
    this.#normalised = box === undefined || box.normalised;
    let logWeightBound = 0;
    for (let i = 0; i < this.#widths.length; i++) {
      const law = laws[i]!;
      if (box !== undefined) this.#place(i, box.lower[i]!, box.upper[i]!);
      else if (law instanceof TruncatedNormal) this.#place(i, law.lower, law.upper);
      else this.#place(i, law.support.lower, law.support.upper);
      this.#measure(i, law);
      logWeightBound += this.#logWidths[i]! + this.#suprema[i]! + BOUND_MARGIN;
    }
    this.screen.open(shared);
    this.#target = target;
    this.#shared = shared;
    this.#logWeightBound = logWeightBound;
    return logWeightBound;
  }

  /** The candidate's value with this dither word: a point of the cell. */
  value(i: number, word: number): number {
    return this.#widths[i]! * (this.#centres[i]! + (((word - this.#fractions[i]!) | 0) + 0.5) * GRID_STEP);
  }

  /** Its lattice point. */
  point(i: number, word: number): number {
    const fraction = this.#fractions[i]!;
    return this.#integers[i]! + (fraction + ((word - fraction) | 0) - word) * GRID_STEP;
  }

  /**
   * `sum` and what a candidate loses in coordinates first .. first + count - 1, whose words lie at words[at], words[at + stride],
   * ...; a number beyond `allowed` as soon as that is passed.
   */
  excess(sum: Nats, first: number, count: number, words: Uint32Array, at: number, stride: number, allowed: Nats): Nats {
    const halfPrecisions = this.#halfPrecision;
    let total = sum;
    for (let i = first, place = at; i < first + count && total <= allowed; i++, place += stride) {
      const z = this.value(i, words[place]!);
      if (z < this.#lower[i]! || z > this.#upper[i]!) return Number.POSITIVE_INFINITY;
      const halfPrecision = halfPrecisions[i]!;
      const distance = z - this.#mu[i]!;
      total +=
        halfPrecision === 0
          ? this.#suprema[i]! - this.#laws[i]!.logDensity(z)
          : halfPrecision * distance * distance - this.#least[i]!;
    }
    return total;
  }

  #place(i: number, lower: number, upper: number): void {
    const width = this.#widths[i]!;
    const extent = upper - lower;
    if (!(extent <= width * CELL_MARGIN)) {
      throw new SupportError(`"target" expected a support narrower than its cell ${width}, got ${extent}`);
    }
    const centre = gridCentre((lower / width + upper / width) / 2);
    this.#lower[i] = lower;
    this.#upper[i] = upper;
    this.#centres[i] = centre.value;
    this.#integers[i] = centre.integer;
    this.#fractions[i] = centre.fraction;
  }

  #measure(i: number, law: Distribution): void {
    const width = this.#widths[i]!;
    const lower = this.#lower[i]!;
    const upper = this.#upper[i]!;
    const centre = width * this.#centres[i]!;
    const { coordinates } = this.screen;
    const at = SCREEN_FIELDS * i;
    coordinates[at] = this.#fractions[i]!;
    const supremum = supremumOf(law, lower, upper);
    this.#suprema[i] = supremum;
    if (law instanceof Normal || law instanceof TruncatedNormal) {
      const { mu, sigma } = law;
      const halfPrecision = 0.5 / (sigma * sigma);
      const nearest = Math.min(Math.max(mu, lower), upper) - mu;
      const least = halfPrecision * nearest * nearest;
      this.#mu[i] = mu;
      this.#halfPrecision[i] = halfPrecision;
      this.#least[i] = least;
      writeQuadraticBound(halfPrecision, least, mu, centre, width, coordinates, at + 1);
    } else {
      this.#halfPrecision[i] = 0;
      writeLinearBounds(law, supremum, lower, upper, centre, width, coordinates, at + 1);
    }
  }
}

/** sup log q on [lower, upper]; a branch for each law that comes by the million, because a call that sees one class is inlined. */
function supremumOf(law: Distribution, lower: number, upper: number): Nats {
  if (law instanceof TruncatedNormal) return gaussianSupremum(law.logDensity(Math.min(Math.max(law.mu, lower), upper)));
  if (law instanceof Normal) return gaussianSupremum(law.logDensity(Math.min(Math.max(law.mu, lower), upper)));
  return logDensitySupremum(law, lower, upper);
}

/** Rounded outward, as `logDensitySupremum` does. */
function gaussianSupremum(value: Nats): Nats {
  return value + 1e-12 * (1 + Math.abs(value));
}
