/**
 * The file of a set of weights: the prologue, the contents in chunks without values, then one chunk of one value for each
 * piece of each tensor, in order. So a chunk's place names its piece, and a reader that lost one still has the others.
 */
import { type ContainerKey, ContainerWriter } from '../../container/index.ts';
import { type Contents, writeContents } from './document.ts';
import { isDithered, pieceCount } from './pieces/piece.ts';

/** The method of files of weights, in the table of their kind. */
export const WEIGHTS_METHOD = 1;
/** A chunk of contents is at most this long. */
const CONTENTS_BYTES = 8_388_608;

/** What the end chunk takes, about. */
const END_BYTES = 12;

/** What a file states of the key where no piece is dithered. */
export const NO_KEY: ContainerKey = { kind: 'check', check: new Uint8Array(8) };

export class WeightsWriter {
  readonly #writer: ContainerWriter = new ContainerWriter();
  #length = 0;

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** The bytes before the first piece. */
  begin(contents: Contents, key: ContainerKey): Uint8Array[] {
    const pieces = contents.tensors.reduce((sum, tensor) => sum + pieceCount(tensor), 0);
    const parts = [
      this.#writer.header({
        kind: 'weights',
        method: WEIGHTS_METHOD,
        element: 'float32',
        generator: 0,
        coder: 0,
        key,
        exactness: { kind: 'none' },
        shape: pieces === 0 ? [] : [pieces],
        parameters: new Uint8Array(0),
      }),
    ];
    const bytes = writeContents(contents);
    for (let at = 0; at === 0 || at < bytes.length; at += CONTENTS_BYTES) {
      parts.push(this.#writer.chunk(0, bytes.subarray(at, at + CONTENTS_BYTES)));
    }
    return this.#counted(parts);
  }

  /** The next piece of the next tensor. */
  piece(payload: Uint8Array): Uint8Array {
    return this.#counted([this.#writer.chunk(1, payload)])[0]!;
  }

  end(): Uint8Array {
    return this.#counted([this.#writer.end()])[0]!;
  }

  #counted(parts: Uint8Array[]): Uint8Array[] {
    for (const part of parts) this.#length += part.length;
    return parts;
  }
}

export interface WeightsFile {
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
}

/** A whole file of the payloads of all pieces. `key`: what it states where one of them is dithered. */
export function weightsFile(contents: Contents, key: ContainerKey, payloads: readonly Uint8Array[]): WeightsFile {
  const writer = new WeightsWriter();
  const parts = writer.begin(contents, payloads.some(isDithered) ? key : NO_KEY);
  for (const payload of payloads) parts.push(writer.piece(payload));
  parts.push(writer.end());
  return { parts, bytes: writer.length };
}

/** Bytes of a file with these contents and no pieces. */
export function emptyFileBytes(contents: Contents, key: ContainerKey): number {
  const writer = new WeightsWriter();
  writer.begin(contents, key);
  return writer.length + END_BYTES;
}
