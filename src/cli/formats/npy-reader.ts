/**
 * Arrays of NumPy, read as a stream: one dimension is the variable `x`, two dimensions are rows of the variables
 * `x0`, `x1`, ... .
 */
import type { InputStream } from '#platform';
import { CorruptDataError } from '../../core/index.ts';
import { ByteStream } from './byte-stream.ts';
import { type NpyElement, type NpyHeader, readNpyHeader } from './npy-header.ts';
import { RowBatcher } from './row-batcher.ts';
import type { ReadOptions, RowBatch, TableReader } from './table.ts';
import { columnPositions } from './variable-names.ts';

export async function openNpy(input: InputStream): Promise<TableReader> {
  const stream = new ByteStream(input.name, input.chunks());
  const header = await readNpyHeader(input.name, stream);
  const variables = numberedVariables(header.columns === 1 ? undefined : header.columns);
  return {
    variables,
    batches: (needed, options) => npyBatches(input.name, stream, header, variables, needed, options),
  };
}

/** `x` for one dimension (or one column), `x0`, `x1`, ... for the columns of two. */
export function numberedVariables(columns: number | undefined): string[] {
  return columns === undefined ? ['x'] : Array.from({ length: columns }, (_, i) => `x${i}`);
}

async function* npyBatches(
  source: string,
  stream: ByteStream,
  { element, rows, columns = 1 }: NpyHeader,
  variables: readonly string[],
  needed: readonly string[],
  options: ReadOptions,
): AsyncIterable<RowBatch> {
  const positions = columnPositions(source, variables, needed);
  const batcher = new RowBatcher(source, needed, options);
  const values = new Float64Array(needed.length);
  const read = elementReader(element);
  const rowBytes = columns * element.bytes;
  const rowsPerRead = Math.max(1, Math.floor((1 << 18) / rowBytes));
  for (let row = 0; row < rows; ) {
    const count = Math.min(rowsPerRead, rows - row);
    const bytes = await stream.exactly(count * rowBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let i = 0; i < count; i++) {
      row++;
      positions.forEach((position, j) => {
        values[j] = read(view, i * rowBytes + position * element.bytes);
      });
      const batch = batcher.add(row, values, (j) => String(values[j]));
      if (batch !== undefined) yield batch;
    }
  }
  if ((await stream.upTo(1)).length > 0) {
    throw new CorruptDataError(
      `${source}: expected the end after ${rows} rows, got more`,
      rows * rowBytes,
      'TrailingData',
    );
  }
  const rest = batcher.rest();
  if (rest !== undefined) yield rest;
}

/** 64-bit integers are rounded to the nearest number, as NumPy's `astype(float)` does. */
export function elementReader({
  kind,
  bytes,
  littleEndian: little,
}: NpyElement): (view: DataView, offset: number) => number {
  const high = little ? 4 : 0;
  const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
    f4: (view, at) => view.getFloat32(at, little),
    f8: (view, at) => view.getFloat64(at, little),
    i1: (view, at) => view.getInt8(at),
    i2: (view, at) => view.getInt16(at, little),
    i4: (view, at) => view.getInt32(at, little),
    i8: (view, at) => view.getInt32(at + high, little) * 4294967296 + view.getUint32(at + 4 - high, little),
    u1: (view, at) => view.getUint8(at),
    u2: (view, at) => view.getUint16(at, little),
    u4: (view, at) => view.getUint32(at, little),
    u8: (view, at) => view.getUint32(at + high, little) * 4294967296 + view.getUint32(at + 4 - high, little),
  };
  return readers[`${kind}${bytes}`]!;
}
