/**
 * JSON in the four shapes that hold a table: an array of objects (one per row), an object of arrays (one per column), an
 * array of numbers (the variable `x`), an array of arrays of numbers (the variables `x0`, `x1`, ...). Read as a whole.
 */
import type { InputStream } from '#platform';
import { concatenate, LimitExceededError } from '../../core/index.ts';
import { InvalidDataError } from './invalid-data-error.ts';
import { numberedVariables } from './npy-reader.ts';
import { quoted, RowBatcher } from './row-batcher.ts';
import type { ReadOptions, RowBatch, TableReader } from './table.ts';
import { columnNames, columnPositions } from './variable-names.ts';

const MAXIMAL_BYTES = 1 << 28;

/** The table behind the four shapes. */
interface Cells {
  readonly headers: readonly string[];
  readonly rows: number;
  cell(row: number, column: number): unknown;
}

export async function openJson(input: InputStream): Promise<TableReader> {
  const cells = tableOf(input.name, parseJson(input.name, await wholeText(input)));
  return {
    variables: [...columnNames(cells.headers).keys()],
    batches: (needed, options) => jsonBatches(input.name, cells, needed, options),
  };
}

async function* jsonBatches(
  source: string,
  { headers, rows, cell }: Cells,
  needed: readonly string[],
  options: ReadOptions,
): AsyncIterable<RowBatch> {
  const positions = columnPositions(source, headers, needed);
  const batcher = new RowBatcher(source, needed, options);
  const values = new Float64Array(needed.length);
  for (let row = 0; row < rows; row++) {
    positions.forEach((position, i) => {
      const value = cell(row, position);
      values[i] = typeof value === 'number' ? value : Number.NaN;
    });
    const batch = batcher.add(row + 1, values, (i) => quoted(cell(row, positions[i]!) ?? null));
    if (batch !== undefined) yield batch;
  }
  const rest = batcher.rest();
  if (rest !== undefined) yield rest;
}

async function wholeText(input: InputStream): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of input.chunks()) {
    length += part.length;
    if (length > MAXIMAL_BYTES) {
      throw new LimitExceededError(
        `${input.name}: expected at most ${MAXIMAL_BYTES} bytes of JSON (use .csv or .npy for more)`,
        MAXIMAL_BYTES,
      );
    }
    parts.push(part);
  }
  return new TextDecoder().decode(concatenate(parts));
}

function parseJson(source: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidDataError(
      `${source}: expected JSON, got this: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function tableOf(source: string, value: unknown): Cells {
  if (Array.isArray(value)) return tableOfArray(source, value);
  if (typeof value === 'object' && value !== null) return tableOfColumns(source, value as Record<string, unknown>);
  throw new InvalidDataError(`${source}: expected an array or an object of arrays, got ${quoted(value)}`);
}

function tableOfArray(source: string, items: readonly unknown[]): Cells {
  const first = items[0];
  if (Array.isArray(first)) {
    const wrong = items.findIndex((item) => !(Array.isArray(item) && item.length === first.length));
    if (wrong >= 0)
      throw new InvalidDataError(`${source} row ${wrong + 1}: expected an array of ${first.length} numbers`);
    const headers = numberedVariables(first.length);
    return { headers, rows: items.length, cell: (row, column) => (items[row] as unknown[])[column] };
  }
  if (typeof first === 'object' && first !== null) {
    const wrong = items.findIndex((item) => typeof item !== 'object' || item === null || Array.isArray(item));
    if (wrong >= 0)
      throw new InvalidDataError(`${source} row ${wrong + 1}: expected an object, got ${quoted(items[wrong])}`);
    const headers = Object.keys(first);
    return {
      headers,
      rows: items.length,
      cell(row, column) {
        const header = headers[column]!;
        const item = items[row] as Record<string, unknown>;
        return Object.hasOwn(item, header) ? item[header] : undefined;
      },
    };
  }
  return { headers: ['x'], rows: items.length, cell: (row) => items[row] };
}

function tableOfColumns(source: string, object: Readonly<Record<string, unknown>>): Cells {
  const headers = Object.keys(object).filter((key) => Array.isArray(object[key]));
  if (headers.length === 0)
    throw new InvalidDataError(`${source}: expected an object of arrays, got one without any array`);
  const columns = headers.map((header) => object[header] as unknown[]);
  const rows = columns[0]!.length;
  const wrong = columns.findIndex((column) => column.length !== rows);
  if (wrong >= 0) {
    throw new InvalidDataError(
      `${source}: expected arrays of one length, got ${rows} for ${headers[0]} and ${columns[wrong]!.length} for ${headers[wrong]}`,
    );
  }
  return { headers, rows, cell: (row, column) => columns[column]![row] };
}
