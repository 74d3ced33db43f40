/**
 * Comma-separated values (RFC 4180: a header row, quotes, line breaks inside quotes), read as a stream. Only the columns
 * that are asked for are read as numbers; the others may hold anything.
 */
import { CsvError, parse } from 'csv-parse';
import type { InputStream } from '#platform';
import { InvalidDataError } from './invalid-data-error.ts';
import { quoted, RowBatcher } from './row-batcher.ts';
import type { ReadOptions, RowBatch, TableReader } from './table.ts';
import { columnNames, columnPositions } from './variable-names.ts';

/** A record longer than this is a file of something else. */
const MAXIMAL_RECORD_BYTES = 1 << 20;

export async function openCsv(input: InputStream, delimiter: string): Promise<TableReader> {
  const records = csvRecords(input, delimiter);
  const first = await records.next();
  if (first.done) throw new InvalidDataError(`${input.name}: expected a header row, got an empty file`);
  const headers = first.value;
  return {
    variables: [...columnNames(headers).keys()],
    batches: (needed, options) => csvBatches(input.name, headers, records, needed, options),
  };
}

async function* csvBatches(
  source: string,
  headers: readonly string[],
  records: AsyncIterable<string[]>,
  needed: readonly string[],
  options: ReadOptions,
): AsyncIterable<RowBatch> {
  const positions = columnPositions(source, headers, needed);
  const batcher = new RowBatcher(source, needed, options);
  const values = new Float64Array(needed.length);
  let row = 0;
  for await (const record of records) {
    row++;
    if (record.length !== headers.length) {
      throw new InvalidDataError(`${source} row ${row}: expected ${headers.length} fields, got ${record.length}`);
    }
    positions.forEach((position, i) => {
      values[i] = decimalNumber(record[position]!);
    });
    const batch = batcher.add(row, values, (i) => quoted(record[positions[i]!]));
    if (batch !== undefined) yield batch;
  }
  const rest = batcher.rest();
  if (rest !== undefined) yield rest;
}

/** A number as people and programs write it; NaN for everything else, also for what JavaScript would take for 0. */
export function decimalNumber(text: string): number {
  const trimmed = text.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** Records of a file. Blank lines at its end are none; in a file of several columns no blank line is one. */
async function* csvRecords(input: InputStream, delimiter: string): AsyncGenerator<string[], void> {
  const parser = parse({ bom: true, delimiter, relax_column_count: true, max_record_size: MAXIMAL_RECORD_BYTES });
  const fed = feed(input, parser);
  let columns = 0;
  let blank = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (record.length === 1 && record[0] === '') {
        blank++;
        continue;
      }
      if (columns === 0) columns = record.length;
      else if (columns === 1) for (; blank > 0; blank--) yield [''];
      blank = 0;
      yield record;
    }
  } catch (error) {
    throw error instanceof CsvError
      ? new InvalidDataError(`${input.name}: expected CSV, got this: ${error.message}`)
      : error;
  }
  await fed;
}

/** Pushes the input into the parser at the parser's pace; an error of the input becomes the parser's. */
async function feed(input: InputStream, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const bytes of input.chunks()) {
      if (parser.destroyed) return;
      if (!parser.write(bytes))
        await new Promise<void>((resolve) => {
          const done = (): void => {
            parser.off('drain', done).off('close', done);
            resolve();
          };
          parser.once('drain', done).once('close', done);
        });
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}
