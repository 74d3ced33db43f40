/** A histogram as a law: mass p_i spread evenly over [e_i, e_(i+1)). Sums from both ends keep both tails accurate. */
import { checkFinite, invalidArgument, log, type Nats } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';
import { checkAbove, checkPlace } from '../parameters.ts';

export class PiecewiseConstant extends Law {
  readonly law: string;
  readonly edges: readonly number[];
  /** Masses divided by their sum. */
  readonly masses: readonly number[];
  readonly support: Support;
  /** The middle of the highest cell where the heights rise and then fall; undefined otherwise. */
  readonly mode: number | undefined;
  readonly #given: readonly number[];
  /** First and last cell of positive mass. */
  readonly #first: number;
  readonly #last: number;
  /** Log height of each cell, -Infinity where it is empty. */
  readonly #logHeights: Float64Array;
  /** Mass before and after each edge. */
  readonly #before: Float64Array;
  readonly #after: Float64Array;

  constructor(edges: readonly number[], masses: readonly number[], law: string = 'piecewiseConstant') {
    super();
    this.law = law;
    if (masses.length === 0 || edges.length !== masses.length + 1) {
      throw invalidArgument('edges', `one more than masses (${masses.length})`, edges);
    }
    edges.forEach((edge, i) => {
      checkPlace(`edges[${i}]`, edge);
      if (i > 0) checkAbove(`edges[${i}]`, edge, edges[i - 1]!);
    });
    let sum = 0;
    masses.forEach((mass, i) => {
      if (!(checkFinite(`masses[${i}]`, mass) >= 0)) throw invalidArgument(`masses[${i}]`, 'a number >= 0', mass);
      sum += mass;
    });
    if (!(sum > 0 && Number.isFinite(sum))) throw invalidArgument('masses', 'a positive finite sum', sum);
    this.edges = [...edges];
    this.#given = [...masses];
    this.masses = masses.map((mass) => mass / sum);
    const cells = masses.length;
    this.#logHeights = Float64Array.from(this.masses, (mass, i) => log(mass / (edges[i + 1]! - edges[i]!)));
    this.#before = new Float64Array(cells + 1);
    this.#after = new Float64Array(cells + 1);
    for (let i = 0; i < cells; i++) this.#before[i + 1] = this.#before[i]! + this.masses[i]!;
    for (let i = cells - 1; i >= 0; i--) this.#after[i] = this.#after[i + 1]! + this.masses[i]!;
    this.#first = 0;
    while (this.masses[this.#first] === 0) this.#first++;
    this.#last = cells - 1;
    while (this.masses[this.#last] === 0) this.#last--;
    this.support = { lower: edges[this.#first]!, upper: edges[this.#last + 1]! };
    this.mode = modeOf(this.edges, this.#logHeights);
  }

  get logConcave(): boolean {
    return this.masses.filter((mass) => mass > 0).length === 1;
  }
  get mean(): number {
    let mean = 0;
    this.masses.forEach((mass, i) => {
      mean += mass * this.#middle(i);
    });
    return mean;
  }
  get variance(): number {
    const { mean } = this;
    let variance = 0;
    this.masses.forEach((mass, i) => {
      const width = this.edges[i + 1]! - this.edges[i]!;
      const shift = this.#middle(i) - mean;
      variance += mass * (shift * shift + (width * width) / 12);
    });
    return variance;
  }
  get entropyNats(): Nats {
    let entropy = 0;
    this.masses.forEach((mass, i) => {
      if (mass > 0) entropy -= mass * this.#logHeights[i]!;
    });
    return entropy;
  }
  override get kinks(): readonly number[] {
    const { lower, upper } = this.support;
    return this.edges.filter((edge) => edge > lower && edge < upper);
  }
  logDensity(x: number): Nats {
    // The support is closed: its upper end belongs to the last cell that is not empty.
    const cell = x === this.support.upper ? this.#last : this.#cell(x);
    return cell === undefined ? Number.NEGATIVE_INFINITY : this.#logHeights[cell]!;
  }
  cdf(x: number): number {
    const cell = this.#cell(x);
    if (cell === undefined) return x < this.edges[0]! ? 0 : 1;
    const [from, to] = [this.edges[cell]!, this.edges[cell + 1]!];
    return Math.min(this.#before[cell]! + this.masses[cell]! * ((x - from) / (to - from)), 1);
  }
  survival(x: number): number {
    const cell = this.#cell(x);
    if (cell === undefined) return x < this.edges[0]! ? 1 : 0;
    const [from, to] = [this.edges[cell]!, this.edges[cell + 1]!];
    return Math.min(this.#after[cell + 1]! + this.masses[cell]! * ((to - x) / (to - from)), 1);
  }
  /** The first cell of positive mass whose cumulative reaches p, linear inside it. */
  quantile(p: number): number {
    // Invariant: the cell lies in [low, high]; cells before `low` do not reach p.
    let low = 0;
    let high = this.#last;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#before[middle + 1]! < p) low = middle + 1;
      else high = middle;
    }
    const share = Math.min(Math.max((p - this.#before[low]!) / this.masses[low]!, 0), 1);
    const [from, to] = [this.edges[low]!, this.edges[low + 1]!];
    return Math.min(from + (to - from) * share, to);
  }
  quantileSurvival(s: number): number {
    // Invariant: the cell lies in [low, high]; cells after `high` do not reach s.
    let low = this.#first;
    let high = this.masses.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#after[middle]! < s) high = middle - 1;
      else low = middle;
    }
    const share = Math.min(Math.max((s - this.#after[high + 1]!) / this.masses[high]!, 0), 1);
    const [from, to] = [this.edges[high]!, this.edges[high + 1]!];
    return Math.max(to - (to - from) * share, from);
  }
  /** Constant inside a cell; a jump is a kink, where the caller splits. */
  scoreRange(): readonly [number, number] {
    return [0, 0];
  }
  logDensityCeiling(a: number, b: number): Nats {
    return this.#extreme(a, b, Math.max);
  }
  logDensityFloor(a: number, b: number): Nats {
    return this.#extreme(a, b, Math.min);
  }
  description(): DistributionDescription {
    return { law: this.law, edges: [...this.edges], masses: [...this.#given] };
  }

  #middle(cell: number): number {
    return this.edges[cell]! + (this.edges[cell + 1]! - this.edges[cell]!) / 2;
  }

  #extreme(a: number, b: number, choose: (x: number, y: number) => number): Nats {
    let extreme = choose(this.logDensity(a), this.logDensity(b));
    const first = this.#cell(Math.min(Math.max(a, this.edges[0]!), this.edges.at(-1)!))!;
    for (let cell = first; cell < this.masses.length && this.edges[cell]! < b; cell++) {
      if (this.edges[cell + 1]! > a) extreme = choose(extreme, this.#logHeights[cell]!);
    }
    return extreme;
  }

  /** The cell that holds x; the last edge belongs to the last cell; undefined outside. */
  #cell(x: number): number | undefined {
    const last = this.edges.length - 1;
    if (!(x >= this.edges[0]! && x <= this.edges[last]!)) return undefined;
    // Invariant: edges[low] <= x, and x < edges[high] or high is the last edge.
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.edges[middle]! <= x) low = middle;
      else high = middle;
    }
    return low;
  }
}

function modeOf(edges: readonly number[], logHeights: Float64Array): number | undefined {
  let top = 0;
  for (let i = 1; i < logHeights.length; i++) if (logHeights[i]! > logHeights[top]!) top = i;
  for (let i = 1; i < logHeights.length; i++) {
    if (i <= top ? logHeights[i]! < logHeights[i - 1]! : logHeights[i]! > logHeights[i - 1]!) return undefined;
  }
  return edges[top]! + (edges[top + 1]! - edges[top]!) / 2;
}

/** Mass masses[i] / sum spread evenly over [edges[i], edges[i + 1]). */
export function piecewiseConstant(edges: readonly number[], masses: readonly number[]): PiecewiseConstant {
  return new PiecewiseConstant(edges, masses);
}
