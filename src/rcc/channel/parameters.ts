/**
 * The header's parameters of a file of samples: block dimension, and per column its name and the law of its samples. A
 * column without a law has one in every chunk, fitted to it, in front of the method's payload.
 */
import { ByteReader, ByteWriter, CorruptDataError, checkInteger, LimitExceededError } from '../../core/index.ts';
import { type Distribution, readDistribution, writeDistribution } from '../../distributions/index.ts';

export interface ChannelColumn {
  readonly name: string;
  /** Law of the column's samples (not of the centres), known to both ends; absent: fitted to each chunk and stored in it. */
  readonly proposal?: Distribution;
}

export interface ChannelParameters {
  /** Values per block. */
  readonly dimension: number;
  readonly columns: readonly ChannelColumn[];
}

export const MAXIMAL_BLOCK = 64;
const MAXIMAL_COLUMNS = 1024;
const MAXIMAL_NAME_BYTES = 1024;
const FITTED = 0;
const GIVEN = 1;

export function writeParameters({ dimension, columns }: ChannelParameters): Uint8Array {
  const writer = new ByteWriter();
  writer.varuint(dimension);
  writer.varuint(columns.length);
  for (const { name, proposal } of columns) {
    writer.text(name);
    writer.u8(proposal === undefined ? FITTED : GIVEN);
    if (proposal !== undefined) writeDistribution(writer, proposal);
  }
  return writer.toBytes();
}

/** `byteOffset` is where the parameters start in the file. */
export function readParameters(bytes: Uint8Array, byteOffset: number): ChannelParameters {
  const reader = new ByteReader(bytes, byteOffset);
  const dimension = reader.varuint();
  if (!(dimension >= 1 && dimension <= MAXIMAL_BLOCK)) {
    throw new LimitExceededError(`"block" expected 1 to ${MAXIMAL_BLOCK} values, got ${dimension}`, MAXIMAL_BLOCK);
  }
  const count = reader.varuint();
  if (!(count >= 1 && count <= MAXIMAL_COLUMNS)) {
    throw new LimitExceededError(`"columns" expected 1 to ${MAXIMAL_COLUMNS}, got ${count}`, MAXIMAL_COLUMNS);
  }
  const columns: ChannelColumn[] = [];
  for (let i = 0; i < count; i++) {
    const name = reader.text(MAXIMAL_NAME_BYTES);
    const tag = reader.u8();
    if (tag > GIVEN) throw new CorruptDataError(`"proposal" expected the tag 0 or 1, got ${tag}`, reader.offset - 1);
    columns.push(tag === FITTED ? { name } : { name, proposal: readDistribution(reader) });
  }
  reader.expectEnd();
  return { dimension, columns };
}

export function checkColumns(columns: readonly ChannelColumn[]): void {
  checkInteger('columns.length', columns.length, 1, MAXIMAL_COLUMNS);
}
