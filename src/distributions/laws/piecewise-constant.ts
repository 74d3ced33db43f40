/** A histogram as a law: mass p_i spread evenly over [e_i, e_(i+1)). Sums from both ends keep both tails accurate. */
import { checkFinite, invalidArgument, log, type Nats } from '../../core/index.ts';
import type { DistributionDescription, Support } from '../distribution.ts';
import { Law } from '../law.ts';

export class PiecewiseConstant extends Law {
  readonly law: string;
  readonly edges: readonly number[];
  /** Masses divided by their sum. */
  readonly masses: readonly number[];
  readonly #given: readonly number[];
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
      checkFinite(`edges[${i}]`, edge);
      if (i > 0 && !(edge > edges[i - 1]!))
        throw invalidArgument(`edges[${i}]`, `a number above ${edges[i - 1]}`, edge);
    });
    let sum = 0;
    masses.forEach((mass, i) => {
      if (!(checkFinite(`masses[${i}]`, mass) >= 0)) throw invalidArgument(`masses[${i}]`, 'a number >= 0', mass);
      sum += mass;
    });
    if (!(sum > 0)) throw invalidArgument('masses', 'a positive sum', sum);
    this.edges = edges;
    this.#given = masses;
    this.masses = masses.map((mass) => mass / sum);
    const cells = masses.length;
    this.#before = new Float64Array(cells + 1);
    this.#after = new Float64Array(cells + 1);
    for (let i = 0; i < cells; i++) this.#before[i + 1] = this.#before[i]! + this.masses[i]!;
    for (let i = cells - 1; i >= 0; i--) this.#after[i] = this.#after[i + 1]! + this.masses[i]!;
  }

  get support(): Support {
    let first = 0;
    let last = this.masses.length - 1;
    while (this.masses[first] === 0) first++;
    while (this.masses[last] === 0) last--;
    return { lower: this.edges[first]!, upper: this.edges[last + 1]! };
  }
  /** The middle of the highest cell where the heights rise and then fall; undefined otherwise. */
  get mode(): number | undefined {
    let top = 0;
    for (let i = 1; i < this.masses.length; i++) if (this.#height(i) > this.#height(top)) top = i;
    for (let i = 1; i < this.masses.length; i++) {
      const rises = this.#height(i) >= this.#height(i - 1);
      const falls = this.#height(i) <= this.#height(i - 1);
      if (i <= top ? !rises : !falls) return undefined;
    }
    return this.edges[top]! + (this.edges[top + 1]! - this.edges[top]!) / 2;
  }
  get logConcave(): boolean {
    return this.masses.length === 1;
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
      if (mass > 0) entropy -= mass * log(this.#height(i));
    });
    return entropy;
  }
  override get kinks(): readonly number[] {
    return this.edges.slice(1, -1);
  }
  logDensity(x: number): Nats {
    const cell = this.#cell(x);
    return cell === undefined ? Number.NEGATIVE_INFINITY : log(this.#height(cell));
  }
  cdf(x: number): number {
    const cell = this.#cell(x);
    if (cell === undefined) return x < this.edges[0]! ? 0 : 1;
    return this.#before[cell]! + this.masses[cell]! * this.#share(cell, x);
  }
  survival(x: number): number {
    const cell = this.#cell(x);
    if (cell === undefined) return x < this.edges[0]! ? 1 : 0;
    const [from, to] = [this.edges[cell]!, this.edges[cell + 1]!];
    return this.#after[cell + 1]! + this.masses[cell]! * ((to - x) / (to - from));
  }
  /** The first cell of positive mass whose cumulative reaches p, linear inside it. */
  quantile(p: number): number {
    let cell = 0;
    while (cell < this.masses.length - 1 && (this.masses[cell] === 0 || this.#before[cell + 1]! < p)) cell++;
    const share = Math.min(Math.max((p - this.#before[cell]!) / this.masses[cell]!, 0), 1);
    return this.edges[cell]! + (this.edges[cell + 1]! - this.edges[cell]!) * share;
  }
  quantileSurvival(s: number): number {
    let cell = this.masses.length - 1;
    while (cell > 0 && (this.masses[cell] === 0 || this.#after[cell]! < s)) cell--;
    const share = Math.min(Math.max((s - this.#after[cell + 1]!) / this.masses[cell]!, 0), 1);
    return this.edges[cell + 1]! - (this.edges[cell + 1]! - this.edges[cell]!) * share;
  }
  /** Constant inside a cell; a jump is a kink, where the caller splits. */
  scoreRange(): readonly [number, number] {
    return [0, 0];
  }
  description(): DistributionDescription {
    return { law: this.law, edges: [...this.edges], masses: [...this.#given] };
  }

  #height(cell: number): number {
    return this.masses[cell]! / (this.edges[cell + 1]! - this.edges[cell]!);
  }
  #middle(cell: number): number {
    return (this.edges[cell]! + this.edges[cell + 1]!) / 2;
  }
  #share(cell: number, x: number): number {
    const [from, to] = [this.edges[cell]!, this.edges[cell + 1]!];
    return (x - from) / (to - from);
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

export function piecewiseConstant(edges: readonly number[], masses: readonly number[]): PiecewiseConstant {
  return new PiecewiseConstant(edges, masses);
}

export interface EmpiricalOptions {
  /** Number of cells; by default the square root of the number of samples, 1 to 256. */
  readonly cells?: number;
}

/** A histogram fitted to samples: cells between quantiles, so that each holds about as many, with integer masses. */
export function empirical(samples: ArrayLike<number>, options: EmpiricalOptions = {}): PiecewiseConstant {
  if (samples.length === 0) throw invalidArgument('samples', 'at least one sample', samples);
  const sorted = Float64Array.from(samples).sort();
  for (const sample of sorted) checkFinite('samples', sample);
  const cells = options.cells ?? Math.min(256, Math.max(1, Math.floor(Math.sqrt(sorted.length))));
  const edges = [sorted[0]!];
  for (let i = 1; i < cells; i++) {
    const edge = sorted[Math.floor((i * sorted.length) / cells)]!;
    if (edge > edges.at(-1)!) edges.push(edge);
  }
  const largest = sorted[sorted.length - 1]!;
  if (largest > edges.at(-1)!) edges.push(largest);
  else edges.push(largest + Math.max(Math.abs(largest) * 1e-6, 1e-6));
  const masses = new Array<number>(edges.length - 1).fill(0);
  let cell = 0;
  for (const sample of sorted) {
    while (cell < masses.length - 1 && sample >= edges[cell + 1]!) cell++;
    masses[cell]!++;
  }
  return new PiecewiseConstant(edges, masses, 'empirical');
}
