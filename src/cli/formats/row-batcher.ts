/** Gathers rows into batches, and refuses or leaves out those in which a number is missing. */
import { InvalidDataError } from './invalid-data-error.ts';
import type { ReadOptions, RowBatch } from './table.ts';

export class RowBatcher {
  readonly #source: string;
  readonly #names: readonly string[];
  readonly #options: ReadOptions;
  #arrays: Float64Array[] = [];
  #rows = 0;

  /** `source` is how messages call the input. */
  constructor(source: string, names: readonly string[], options: ReadOptions) {
    this.#source = source;
    this.#names = names;
    this.#options = options;
  }

  /** Takes a row; returns a batch when it is full. `shown(i)` is how a message quotes the cell of column i. */
  add(row: number, values: Float64Array, shown: (column: number) => string): RowBatch | undefined {
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      if (this.#options.missing === 'refuse') {
        throw new InvalidDataError(
          `${this.#source} row ${row}, column ${this.#names[bad]}: expected a finite number, got ${shown(bad)} ` +
            '(use --missing skip to leave such rows out)',
        );
      }
      this.#options.onSkip();
      return undefined;
    }
    if (this.#rows === 0) this.#arrays = this.#names.map(() => new Float64Array(this.#options.rowsPerBatch));
    for (let column = 0; column < values.length; column++) this.#arrays[column]![this.#rows] = values[column]!;
    this.#rows++;
    return this.#rows === this.#options.rowsPerBatch ? this.rest() : undefined;
  }

  /** What is left after the last row. */
  rest(): RowBatch | undefined {
    if (this.#rows === 0) return undefined;
    const rows = this.#rows;
    const columns: Record<string, Float64Array> = Object.create(null);
    this.#names.forEach((name, i) => {
      columns[name] = this.#arrays[i]!.subarray(0, rows);
    });
    this.#rows = 0;
    return { rows, columns };
  }
}

/** A cell as a message quotes it: short, in quotes, on one line. */
export function quoted(cell: unknown): string {
  const text = typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? String(cell));
  const short = text.length > 40 ? `${text.slice(0, 37)}...` : text;
  return typeof cell === 'string' ? JSON.stringify(short) : short;
}
