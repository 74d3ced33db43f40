/** Tables from text and bytes, for the tests of formats. */
import type { ByteSink, InputStream } from '#platform';
import { formatOf } from '../../../src/cli/formats/formats.ts';
import type { ReadOptions } from '../../../src/cli/formats/table.ts';

/** An input that arrives in pieces of the given size. */
export function inputOf(content: string | Uint8Array, pieceBytes = 1 << 16): InputStream {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name: 'table',
    size: bytes.length,
    async *chunks() {
      for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
    },
  };
}

/** All rows of the asked columns, and how many were left out. */
export async function readTable(
  format: string,
  content: string | Uint8Array,
  needed: readonly string[],
  options: Partial<ReadOptions> & { pieceBytes?: number } = {},
): Promise<{ variables: readonly string[]; columns: Record<string, number[]>; batches: number; leftOut: number }> {
  const { missing = 'refuse', rowsPerBatch = 1000, pieceBytes } = options;
  const table = await formatOf(`table.${format}`, undefined).open(inputOf(content, pieceBytes));
  const columns: Record<string, number[]> = Object.fromEntries(needed.map((name) => [name, []]));
  let batches = 0;
  let leftOut = 0;
  const onSkip = (): void => {
    leftOut++;
  };
  for await (const batch of table.batches(needed, { missing, rowsPerBatch, onSkip })) {
    batches++;
    for (const name of needed) columns[name]!.push(...batch.columns[name]!);
  }
  return { variables: table.variables, columns, batches, leftOut };
}

/** Bytes that a writer makes of samples, into a file that can be patched or a pipe that cannot. */
export async function writeTable(
  format: string,
  names: readonly string[],
  parts: readonly Float64Array[],
  kind: 'file' | 'pipe' = 'file',
): Promise<Uint8Array> {
  const bytes: number[] = [];
  const pipe: ByteSink = {
    async write(piece) {
      bytes.push(...piece);
    },
  };
  const file: ByteSink = {
    ...pipe,
    async patch(offset, piece) {
      bytes.splice(offset, piece.length, ...piece);
    },
  };
  const writer = formatOf(`table.${format}`, undefined).writer(kind === 'file' ? file : pipe, names);
  for (const part of parts) await writer.write(part);
  await writer.finish();
  return Uint8Array.from(bytes);
}
