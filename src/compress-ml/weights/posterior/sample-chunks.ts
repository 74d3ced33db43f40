/**
 * Samples of a piece by a method of files of samples, whichever the planner prefers: weights in units of their proposal's
 * deviation, which makes the proposal N(0, 1) for all, in chunks of 65,536 as in such files, each with its length before it.
 */
import {
  type Bits,
  type ByteReader,
  type ByteWriter,
  CorruptDataError,
  type LocalRandomness,
  type SharedRandomness,
} from '../../../core/index.ts';
import { normal } from '../../../distributions/index.ts';
import { type ChannelColumn, type ChannelSettings, decodeChunk, encodeChunk } from '../../../rcc/index.ts';

export const CHUNK_VALUES = 65_536;
const RANGE_CODER = 0;
const MAXIMAL_DIMENSION = 64;

/** The one column of all chunks. */
export function unitColumn(): ChannelColumn {
  return { name: '', proposal: normal(0, 1) };
}

export interface ChunkMethod {
  readonly name: string;
  readonly dimension: number;
  /** Accepted by the user, for methods that are not exact. */
  readonly totalVariation: number | undefined;
}

export interface EncodedChunks {
  readonly samples: Float64Array;
  readonly indexBits: Bits;
  readonly candidatesExamined: number;
}

/** `firstChunk`: number of the piece's first chunk in its tensor. */
export function encodeChunks(
  { name, dimension, totalVariation }: ChunkMethod,
  means: Float64Array,
  sigmas: Float64Array,
  randomness: { readonly shared: SharedRandomness; readonly local: LocalRandomness; readonly firstChunk: number },
  writer: ByteWriter,
): EncodedChunks {
  const { shared, local, firstChunk } = randomness;
  const settings: ChannelSettings = {
    method: name,
    columns: [unitColumn()],
    key: { stored: new Uint8Array(0) },
    local,
    ...(totalVariation === undefined ? {} : { totalVariation }),
  };
  const samples = new Float64Array(means.length);
  let indexBits = 0;
  let candidatesExamined = 0;
  for (let start = 0, chunk = firstChunk; start < means.length; start += CHUNK_VALUES, chunk++) {
    const mu = means.slice(start, start + CHUNK_VALUES);
    const ofChunk = sigmas.slice(start, start + CHUNK_VALUES);
    const isCommon = ofChunk.every((sigma) => sigma === ofChunk[0]);
    const column = { law: 'normal', mu, sigma: isCommon ? ofChunk[0]! : ofChunk } as const;
    const first = chunk * CHUNK_VALUES;
    const encoded = encodeChunk(
      {
        settings,
        method: name,
        dimension,
        coder: RANGE_CODER,
        pieces: [{ rows: mu.length, columns: [column] }],
        firstValue: first,
        firstBlock: first,
      },
      shared,
    );
    writer.varuint(encoded.payload.length);
    writer.bytes(encoded.payload);
    samples.set(encoded.samples, start);
    indexBits += encoded.bits.index;
    candidatesExamined += encoded.candidatesExamined;
  }
  return { samples, indexBits, candidatesExamined };
}

/** `method`: its id. @throws SamplewireError */
export function decodeChunks(
  method: number,
  dimension: number,
  count: number,
  shared: SharedRandomness,
  firstChunk: number,
  reader: ByteReader,
): Float64Array {
  if (dimension < 1 || dimension > MAXIMAL_DIMENSION) {
    throw new CorruptDataError(`"dimension" expected 1 to ${MAXIMAL_DIMENSION}, got ${dimension}`, reader.offset);
  }
  const parameters = { dimension, columns: [unitColumn()] };
  const samples = new Float64Array(count);
  for (let start = 0, chunk = firstChunk; start < count; start += CHUNK_VALUES, chunk++) {
    const length = reader.varuint();
    const byteOffset = reader.offset;
    const first = chunk * CHUNK_VALUES;
    const task = {
      method,
      coder: RANGE_CODER,
      parameters,
      payload: reader.bytes(length),
      byteOffset,
      count: Math.min(CHUNK_VALUES, count - start),
      firstValue: first,
      firstBlock: first,
    };
    samples.set(decodeChunk(task, shared), start);
  }
  return samples;
}
