/**
 * A law whose density is an expression in x on an interval, up to a constant factor. Everything that a bound rests on is
 * certified by interval arithmetic: the integral (to 1e-6), the envelope that samples are drawn from, the slopes from
 * which density ratios are bounded. Its distribution function is quadrature: for encoders, not for decoders.
 */
import type { Nats, RandomSource } from '../../core/index.ts';
import { type DistributionDescription, Law, type Support } from '../../distributions/index.ts';
import { areNeighbours, type Cell, type Density, settledCells } from './cells.ts';
import { Envelope } from './envelope.ts';
import { type Normalised, normalise } from './normalise.ts';
import { certifiedLogConcave, certifiedMode } from './shape.ts';
import { CellTable } from './table.ts';

/** Slope of a step between neighbouring doubles; finite, so that sums with it stay numbers. */
const STEEP = 1e300;
const NOWHERE = Number.NEGATIVE_INFINITY;

interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly entropyNats: Nats;
}

/** A law given by `density("...", lower, upper)`. */
export class TextDensity extends Law {
  readonly law = 'density';
  /** ln(upper / lower) of the certified bounds of the integral: what `logDensity` may be off by. */
  readonly normalisationErrorNats: Nats;
  readonly #density: Density;
  readonly #description: DistributionDescription;
  readonly #kinks: readonly number[];
  readonly #mode: number | undefined;
  readonly #logConcave: boolean;
  readonly #clusters: readonly Cell[];
  readonly #normalised: Normalised;
  readonly #raw: (x: number) => Nats;
  readonly #table: CellTable;
  readonly #envelope: Envelope;
  #moments: Moments | undefined = undefined;

  /** `logarithm` is the log of the density as written; `borders` are where it may not be smooth. */
  constructor(
    density: Density,
    logarithm: (x: number) => Nats,
    borders: readonly number[],
    description: DistributionDescription,
  ) {
    super();
    const settled = settledCells(density, borders);
    this.#density = density;
    this.#description = description;
    this.#clusters = settled.filter(({ kind }) => kind === 'cluster');
    this.#raw = (x) => {
      const value = logarithm(this.#settle(x));
      return Number.isNaN(value) ? NOWHERE : value;
    };
    this.#normalised = normalise(density, settled, this.#raw);
    const { cells, shift, errorNats } = this.#normalised;
    const { lower, upper, logEnclosure } = density;
    this.normalisationErrorNats = errorNats;
    const ends = settled.flatMap(({ kind, low, high }) => (kind === 'smooth' ? [] : [low, high]));
    this.#kinks = [...new Set([...borders, ...ends])].filter((x) => x > lower && x < upper).sort((a, b) => a - b);
    this.#mode = certifiedMode(cells, this.#raw, logEnclosure);
    this.#logConcave = certifiedLogConcave(cells, logEnclosure);
    this.#table = new CellTable(this.#normalised, (x) => this.logDensity(x));
    this.#envelope = new Envelope(cells, shift, this.#raw);
  }

  /** The lower end of the cluster that x is inside of, or x. */
  #settle(x: number): number {
    for (const { low, high } of this.#clusters) if (x >= low && x < high) return low;
    return x;
  }

  /** Quadrature is for encoders. */
  override get decoderVisible(): boolean {
    return false;
  }
  override get kinks(): readonly number[] {
    return this.#kinks;
  }
  get support(): Support {
    return { lower: this.#density.lower, upper: this.#density.upper };
  }
  /** Where the cells prove that there is one mode. */
  get mode(): number | undefined {
    return this.#mode;
  }
  /** True where the cells prove it. */
  get logConcave(): boolean {
    return this.#logConcave;
  }
  get mean(): number {
    return this.#expectations().mean;
  }
  get variance(): number {
    return this.#expectations().variance;
  }
  get entropyNats(): Nats {
    return this.#expectations().entropyNats;
  }

  #expectations(): Moments {
    if (this.#moments !== undefined) return this.#moments;
    const { lower } = this.#density;
    const mean = lower + this.#table.expectation((x) => x - lower);
    const variance = this.#table.expectation((x) => (x - mean) * (x - mean));
    this.#moments = { mean, variance, entropyNats: this.#table.expectation((x) => -this.logDensity(x)) };
    return this.#moments;
  }

  logDensity(x: number): Nats {
    const { lower, upper } = this.#density;
    return x >= lower && x <= upper ? this.#raw(x) - this.#normalised.logIntegral : NOWHERE;
  }
  cdf(x: number): number {
    return this.#table.cdf(x);
  }
  survival(x: number): number {
    return this.#table.survival(x);
  }
  quantile(p: number): number {
    return this.#table.quantile(p);
  }
  quantileSurvival(s: number): number {
    return this.#table.quantileSurvival(s);
  }
  /** Exact, by rejection: not by the quantile, which is quadrature. */
  override sample(random: RandomSource): number {
    return this.#envelope.sample(random);
  }

  /** Between neighbouring doubles, and within a cluster, only the ends count: a step up or down, however steep. */
  scoreRange(a: number, b: number): readonly [low: number, high: number] {
    const inCluster = this.#clusters.find(({ low, high }) => a >= low && a < high);
    if (inCluster !== undefined && b < inCluster.high) return [0, 0];
    if ((inCluster !== undefined && b === inCluster.high) || (a < b && areNeighbours(a, b))) return this.#step(a, b);
    const unknown = [NOWHERE, Number.POSITIVE_INFINITY] as const;
    if (this.#clusters.some(({ low, high }) => a < high && b > low)) return unknown;
    const doubt = { certain: true };
    const { value, slope } = this.#density.logEnclosure({ low: a, high: b }, doubt);
    const bounded = doubt.certain && (slope.low > NOWHERE || slope.high < Number.POSITIVE_INFINITY);
    // A single point has no slope of its own at a kink: no interval to bound.
    if (value.high === NOWHERE || (a === b && !bounded)) return [0, 0];
    return doubt.certain ? [slope.low, slope.high] : unknown;
  }

  /** From the enclosure of the density itself, as the floor: finite where the slopes are not, next to a zero. */
  logDensityCeiling(a: number, b: number): Nats {
    const { value } = this.#density.logEnclosure({ low: a, high: b }, { certain: true });
    return value.high - this.#normalised.logIntegral;
  }

  logDensityFloor(a: number, b: number): Nats {
    const doubt = { certain: true };
    const { value } = this.#density.logEnclosure({ low: a, high: b }, doubt);
    return doubt.certain ? value.low - this.#normalised.logIntegral : NOWHERE;
  }

  #step(a: number, b: number): readonly [low: number, high: number] {
    const [left, right] = [this.#raw(a), this.#raw(b)];
    return left === right ? [0, 0] : left < right ? [STEEP, STEEP] : [-STEEP, -STEEP];
  }

  description(): DistributionDescription {
    return this.#description;
  }
}
