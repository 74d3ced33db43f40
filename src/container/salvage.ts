/**
 * What is left of a damaged file: every chunk that is whole, in order, and a list of what is not. Chunks say where they
 * belong, so those behind the damage are placed as surely as those before it; none is guessed. A search for the next
 * whole chunk tries every byte, and only places that can follow are worth a checksum:
 *
 *     i - i' >= 0 chunks lost,   0 <= v - v' <= (i - i') * (values of a chunk at most)
 *
 * for a chunk i from value v after i' chunks with v' values. Crafted bytes can make even that costly; the search gives
 * up after checksums over a multiple of the file.
 */
import { isSamplewireError, type SamplewireError, UnexpectedEndError } from '../core/index.ts';
import { type ChunkFrame, type ChunkPlace, DATA_CHUNK, END_CHUNK, isIntact, readFrame } from './chunk.ts';
import { type ContainerLimits, DEFAULT_LIMITS } from './framing.ts';
import { readPrologue } from './prologue.ts';
import { type Container, readContainer } from './read-container.ts';
import type { ContainerChunk } from './reader.ts';
import { statedValues } from './shape.ts';

/** Bytes of checksums that a search may spend: on a small file, and more for every byte of a large one. */
const BASE_EFFORT = 1_048_576;
const EFFORT_PER_BYTE = 16;
/** What trying a place costs besides its checksum, in bytes of checksum. */
const ATTEMPT_BYTES = 256;

export interface LostValues {
  readonly firstValue: number;
  /** How many, or undefined for all from there on, of which there may be none: the end chunk is lost too. */
  readonly count: number | undefined;
}

export interface Salvaged {
  /** The header, and the chunks that are whole. */
  readonly container: Container;
  /** Why the file cannot be read as it is; undefined where it can. */
  readonly error: SamplewireError | undefined;
  /** Bytes of the file that belong to no whole chunk. */
  readonly damages: readonly { readonly byteOffset: number; readonly byteLength: number }[];
  /** Values that are in no whole chunk, in order. */
  readonly lost: readonly LostValues[];
}

/** @throws SamplewireError where not even the header can be read. */
export function salvageContainer(bytes: Uint8Array, limits: ContainerLimits = DEFAULT_LIMITS): Salvaged {
  try {
    return { container: readContainer(bytes, limits), error: undefined, damages: [], lost: [] };
  } catch (error) {
    if (!isSamplewireError(error)) throw error;
    return salvageDamaged(bytes, limits, error);
  }
}

function salvageDamaged(bytes: Uint8Array, limits: ContainerLimits, error: SamplewireError): Salvaged {
  const prologue = readPrologue(bytes, limits);
  if (prologue === undefined) throw new UnexpectedEndError(`"file" expected a whole header, got ${bytes.length} bytes`);
  const { header, parametersOffset, checksum } = prologue;
  const search = new ChunkSearch(bytes, checksum, limits);
  const chunks: ContainerChunk[] = [];
  const damages: { byteOffset: number; byteLength: number }[] = [];
  const lost: LostValues[] = [];
  let place: ChunkPlace = { index: 0, firstValue: 0 };
  let offset = prologue.size;
  let ended = false;
  for (;;) {
    // Invariant: the bytes before `offset` and the values before `place` are in `chunks` or listed as damaged and lost.
    const found: Found | undefined = ended ? undefined : search.from(offset, place);
    const at = found?.at ?? bytes.length;
    if (at > offset) damages.push({ byteOffset: offset, byteLength: at - offset });
    if (found === undefined) {
      const total = statedValues(header.shape);
      const count = total === undefined ? undefined : Math.max(0, total - place.firstValue);
      if (!ended && count !== 0) lost.push({ firstValue: place.firstValue, count });
      return { container: { header, parametersOffset, chunks }, error, damages, lost };
    }
    const frame: ChunkFrame = found.frame;
    const { type, index, firstValue, count, frameBytes, payloadBytes, size } = frame;
    if (firstValue > place.firstValue) {
      lost.push({ firstValue: place.firstValue, count: firstValue - place.firstValue });
    }
    if (type === DATA_CHUNK) {
      const byteOffset = at + frameBytes;
      const payload = bytes.slice(byteOffset, byteOffset + payloadBytes);
      chunks.push({ type: 'chunk', index, firstValue, count, payload, byteOffset });
    }
    ended = type === END_CHUNK;
    place = { index: index + 1, firstValue: firstValue + count };
    offset = at + size;
  }
}

interface Found {
  readonly at: number;
  readonly frame: ChunkFrame;
}

class ChunkSearch {
  readonly #bytes: Uint8Array;
  readonly #checksum: number;
  readonly #limits: ContainerLimits;
  #effort: number;

  constructor(bytes: Uint8Array, checksum: number, limits: ContainerLimits) {
    this.#bytes = bytes;
    this.#checksum = checksum;
    this.#limits = limits;
    this.#effort = BASE_EFFORT + EFFORT_PER_BYTE * bytes.length;
  }

  /** The first whole chunk at or after `offset` that can stand at or after `place`. */
  from(offset: number, place: ChunkPlace): Found | undefined {
    for (let at = offset; at < this.#bytes.length && this.#effort > 0; at++) {
      const type = this.#bytes[at];
      // Skippable chunks are known as such only where a chunk is due.
      if (type !== DATA_CHUNK && type !== END_CHUNK && at !== offset) continue;
      this.#effort -= ATTEMPT_BYTES;
      const frame = this.#wholeChunk(at, place);
      if (frame !== undefined) return { at, frame };
    }
    return undefined;
  }

  #wholeChunk(at: number, place: ChunkPlace): ChunkFrame | undefined {
    const view = this.#bytes.subarray(at);
    const frame = this.#frame(view, at);
    if (frame === undefined || frame.size > view.length) return undefined;
    const lostChunks = frame.index - place.index;
    const lostValues = frame.firstValue - place.firstValue;
    if (lostChunks < 0 || lostValues < 0 || lostValues > lostChunks * this.#limits.chunkValues) return undefined;
    this.#effort -= frame.size;
    return isIntact(view, frame, this.#checksum) ? frame : undefined;
  }

  #frame(view: Uint8Array, at: number): ChunkFrame | undefined {
    try {
      return readFrame(view, at, this.#limits);
    } catch (error) {
      if (isSamplewireError(error)) return undefined;
      throw error;
    }
  }
}
