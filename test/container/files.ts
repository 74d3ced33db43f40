/** Small files to read, cut and damage, and the pieces that they are made of. */
import {
  type ContainerEvent,
  type ContainerHeader,
  type ContainerLimits,
  ContainerReader,
  ContainerWriter,
} from 'samplewire/container';
import { crc32c, isSamplewireError } from 'samplewire/core';
import { writeChunk } from '../../src/container/chunk.ts';

export const header: ContainerHeader = {
  kind: 'samples',
  method: 2,
  element: 'float64',
  generator: 0,
  coder: 0,
  key: { kind: 'stored', key: Uint8Array.from({ length: 32 }, (_, i) => i) },
  exactness: { kind: 'exact' },
  shape: [0, 2],
  parameters: Uint8Array.of(1, 2, 3),
};

export interface Values {
  readonly count: number;
  readonly payload: Uint8Array;
}

export const chunks: readonly Values[] = [
  { count: 4, payload: Uint8Array.of(10, 11, 12, 13, 14) },
  { count: 300, payload: Uint8Array.from({ length: 200 }, (_, i) => (i * 37) % 256) },
  { count: 0, payload: new Uint8Array(0) },
  { count: 2, payload: Uint8Array.of(1, 1, 1, 1) },
];

/** Header, chunks, end. */
export function pieces(given: ContainerHeader = header, parts: readonly Values[] = chunks): Uint8Array[] {
  const writer = new ContainerWriter();
  return [writer.header(given), ...parts.map(({ count, payload }) => writer.chunk(count, payload)), writer.end()];
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export const file = (): Uint8Array => join(pieces());

/** The events of bytes that arrive cut at the given places. */
export function eventsOf(bytes: Uint8Array, cuts: readonly number[] = [], limits?: ContainerLimits): ContainerEvent[] {
  const reader = new ContainerReader(limits);
  const ends = [...cuts, bytes.length];
  const events = ends.flatMap((end, i) => reader.push(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)));
  reader.finish();
  return events;
}

/** The code of the SamplewireError that `run` throws, 'none' where it returns; any other exception is a failure. */
export function codeOf(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    if (isSamplewireError(error)) return error.code;
    throw error;
  }
}

/** A prologue around any bytes instead of a header's fields, with a checksum that holds. */
export function prologueAround(fields: Uint8Array): Uint8Array {
  const length = fields.length < 128 ? [fields.length] : [(fields.length % 128) + 128, Math.floor(fields.length / 128)];
  return sealed(Uint8Array.of(0x53, 0x57, 0x52, 0x8a, 1, ...length, ...fields));
}

/** Any chunk of a file that starts with this piece, in any place, with a checksum that holds. */
export function chunkOf(
  prologue: Uint8Array,
  [type, index, firstValue, count]: readonly [number, number, number, number],
  payload: Uint8Array = new Uint8Array(0),
): Uint8Array {
  return writeChunk(type, { index, firstValue }, count, payload, crc32c(prologue.subarray(0, -4)));
}

/** The bytes and their checksum, which goes on from that of `before`. */
export function sealed(bytes: Uint8Array, before: Uint8Array = new Uint8Array(0)): Uint8Array {
  const checksum = crc32c(bytes, crc32c(before));
  return join([bytes, new Uint8Array(new Uint32Array([checksum]).buffer)]);
}
