/**
 * A table as expressions see it: named columns of numbers, in batches of rows, so that a file of any length passes in
 * bounded memory. Every format has a reader that opens as a `TableReader` and a writer that takes samples row by row.
 */

/** Some consecutive rows; `columns` has one array of `rows` finite numbers for every column that was asked for. */
export interface RowBatch {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Float64Array>>;
}

export interface ReadOptions {
  /** What to do with a row in which a column that is asked for holds no finite number. */
  readonly missing: 'refuse' | 'skip';
  readonly rowsPerBatch: number;
  /** Told of every row that is left out. */
  readonly onSkip: () => void;
}

export interface TableReader {
  /** Names of the columns as expressions can use them. */
  readonly variables: readonly string[];
  /**
   * Reads from front to back, once; only the columns of `needed` have to be numbers.
   * @throws InvalidDataError that names row (the first row of data is 1) and column.
   */
  batches(needed: readonly string[], options: ReadOptions): AsyncIterable<RowBatch>;
}

export interface TableWriter {
  /** Whole rows, row by row. */
  write(samples: Float64Array): Promise<void>;
  /** After the last row. */
  finish(): Promise<void>;
}
