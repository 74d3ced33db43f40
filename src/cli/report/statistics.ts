/**
 * What a report page shows of the samples themselves, gathered as they pass: a few hundred points per column, and the
 * histogram of the probability integral transform, which is flat if and only if every sample follows its target.
 *
 *     U_i = F_i(Z_i),  F_i the cdf of target i:   Z_i ~ F_i for all i   =>   U_i ~ Uniform(0, 1), independent
 *
 * M. Rosenblatt, "Remarks on a multivariate transformation", 1952.
 */
import type { Distribution } from '../../distributions/index.ts';

/** One value that is drawn: what went in, what came out, and the middle 90 % of its target. */
export interface Point {
  readonly row: number;
  readonly original: number;
  readonly received: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ColumnStatistics {
  readonly name: string;
  readonly values: number;
  readonly points: readonly Point[];
  /** Counts of U in `FINE_BINS` bins of equal width. */
  readonly transformCounts: Uint32Array;
}

/** Divisible by every number of bins that a histogram may want. */
export const FINE_BINS = 240;
const MAXIMAL_POINTS = 600;

export class TargetStatistics {
  readonly #names: readonly string[];
  readonly #counts: Uint32Array[];
  #points: Point[][];
  #pending: { readonly targets: readonly Distribution[]; readonly originals: readonly (Float64Array | undefined)[] }[] =
    [];
  /** Values of the first pending batch that have their sample. */
  #done = 0;
  #values = 0;
  #stride = 1;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#counts = names.map(() => new Uint32Array(FINE_BINS));
    this.#points = names.map(() => []);
  }

  /** Targets row by row, and per column the values that a reader would compare with; their samples come later. */
  expect(targets: readonly Distribution[], originals: readonly (Float64Array | undefined)[]): void {
    this.#pending.push({ targets, originals });
  }

  /** Samples row by row, in the order of the targets; pieces may be cut anywhere. */
  receive(samples: Float64Array): void {
    const columns = this.#names.length;
    for (const sample of samples) {
      const { targets, originals } = this.#pending[0]!;
      const column = this.#values % columns;
      this.#add(column, targets[this.#done]!, originals[column]?.[Math.floor(this.#done / columns)], sample);
      this.#values++;
      this.#done++;
      if (this.#done === targets.length) {
        this.#pending.shift();
        this.#done = 0;
      }
    }
  }

  columns(): ColumnStatistics[] {
    return this.#names.map((name, i) => ({
      name,
      values: this.#counts[i]!.reduce((sum, count) => sum + count, 0),
      points: this.#points[i]!,
      transformCounts: this.#counts[i]!,
    }));
  }

  #add(column: number, target: Distribution, original: number | undefined, received: number): void {
    const bin = Math.floor(target.cdf(received) * FINE_BINS);
    this.#counts[column]![Math.max(0, Math.min(FINE_BINS - 1, bin))]!++;
    const row = Math.floor(this.#values / this.#names.length);
    if (row % this.#stride !== 0) return;
    const [lower, upper] = [target.quantile(0.05), target.quantile(0.95)];
    this.#points[column]!.push({ row, original: original ?? target.quantile(0.5), received, lower, upper });
    // Evenly spaced rows, whatever their number: when there are too many points, every second one goes.
    if (column === this.#names.length - 1 && this.#points[column]!.length > 2 * MAXIMAL_POINTS) {
      this.#stride *= 2;
      this.#points = this.#points.map((points) => points.filter((point) => point.row % this.#stride === 0));
    }
  }
}
