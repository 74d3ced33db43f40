/** Which reader or writer a file name or the option `--format` asks for. */
import type { ByteSink, InputStream } from '#platform';
import { UsageError } from '../arguments/usage-error.ts';
import { openCsv } from './csv-reader.ts';
import { csvWriter } from './csv-writer.ts';
import { openJson } from './json-reader.ts';
import { jsonWriter } from './json-writer.ts';
import { openNpy } from './npy-reader.ts';
import { npyWriter } from './npy-writer.ts';
import type { TableReader, TableWriter } from './table.ts';

interface Format {
  readonly open: (input: InputStream) => Promise<TableReader>;
  readonly writer: (sink: ByteSink, columns: readonly string[]) => TableWriter;
}

const formats: Readonly<Record<string, Format>> = {
  csv: { open: (input) => openCsv(input, ','), writer: (sink, columns) => csvWriter(sink, columns, ',') },
  tsv: { open: (input) => openCsv(input, '\t'), writer: (sink, columns) => csvWriter(sink, columns, '\t') },
  npy: { open: openNpy, writer: (sink, columns) => npyWriter(sink, columns.length) },
  json: { open: openJson, writer: jsonWriter },
};

const NAMES = 'csv, npy or json';

/** @throws UsageError where neither the option nor the ending of the name says it. */
export function formatOf(path: string, option: string | undefined): Format {
  const name = option ?? /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  if (name !== undefined && Object.hasOwn(formats, name)) return formats[name]!;
  if (option !== undefined) throw new UsageError(`--format expected ${NAMES}, got "${option}"`);
  const what =
    path === '-' ? 'standard input and output need' : `${path}: the name does not end in .csv, .npy or .json;`;
  throw new UsageError(path === '-' ? `${what} --format ${NAMES}` : `${what} say --format ${NAMES}`);
}
