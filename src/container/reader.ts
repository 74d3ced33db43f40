/**
 * Reads a file in pieces of any size: every split of the input gives the same events. Nothing is allocated for what a
 * header merely claims; a piece is parsed when all of its bytes are there and their checksum holds.
 */
import {
  ByteReader,
  CorruptDataError,
  crc32c,
  LimitExceededError,
  UnexpectedEndError,
  UnsupportedFormatError,
} from '../core/index.ts';
import {
  CHECKSUM_BYTES,
  type ContainerLimits,
  chunkChecksum,
  DATA_CHUNK,
  DEFAULT_LIMITS,
  END_CHUNK,
  FORMAT_VERSION,
  MAGIC,
  SKIPPABLE_CHUNK,
} from './framing.ts';
import { ByteQueue } from './byte-queue.ts';
import { type ContainerHeader, readHeader } from './header.ts';

export interface ContainerChunk {
  readonly type: 'chunk';
  readonly index: number;
  /** Values that the payload holds. */
  readonly count: number;
  readonly payload: Uint8Array;
  /** Where the payload starts in the file. */
  readonly byteOffset: number;
}

export type ContainerEvent =
  | { readonly type: 'header'; readonly header: ContainerHeader; readonly parametersOffset: number }
  | ContainerChunk
  | { readonly type: 'end'; readonly chunks: number; readonly values: number };

export class ContainerReader {
  readonly #limits: ContainerLimits;
  readonly #queue: ByteQueue = new ByteQueue();
  #stage: 'header' | 'chunks' | 'done' = 'header';
  #chunks = 0;
  #position = 0;
  #values = 0;

  constructor(limits: ContainerLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** The events that these bytes complete. */
  push(bytes: Uint8Array): ContainerEvent[] {
    this.append(bytes);
    const events: ContainerEvent[] = [];
    for (let event = this.next(); event !== undefined; event = this.next()) events.push(event);
    return events;
  }

  /** Takes bytes without reading them yet: `next` gives the events one by one, up to the first damage. */
  append(bytes: Uint8Array): void {
    this.#queue.append(bytes);
  }

  /** The next complete event, or undefined where more bytes are needed. */
  next(): ContainerEvent | undefined {
    for (;;) {
      const view = this.#queue.view;
      if (view.length === 0) return undefined;
      if (this.#stage === 'done') {
        throw new CorruptDataError('"file" expected nothing after its end chunk', this.#queue.consumed, 'TrailingData');
      }
      const parsed = this.#stage === 'header' ? this.#prologue(view) : this.#chunk(view);
      if (parsed === undefined) return undefined;
      this.#queue.consume(parsed.size);
      if (parsed.event !== undefined) return parsed.event;
    }
  }

  /** Throws where the input ended before its end chunk. */
  finish(): void {
    if (this.#stage === 'done') return;
    const at = this.#queue.consumed + this.#queue.view.length;
    const missing = this.#stage === 'header' ? 'a whole header' : 'an end chunk';
    throw new UnexpectedEndError(`"file" expected ${missing}, got the end at byte ${at}`);
  }

  #prologue(view: Uint8Array): Parsed | undefined {
    for (let i = 0; i < Math.min(MAGIC.length, view.length); i++) {
      if (view[i] !== MAGIC[i]) throw new UnsupportedFormatError('"file" expected a .swr file, got other bytes at its start');
    }
    if (view.length <= MAGIC.length) return undefined;
    const version = view[MAGIC.length]!;
    if (version !== FORMAT_VERSION) {
      throw new UnsupportedFormatError(`"version" expected .swr format ${FORMAT_VERSION}, got ${version}`);
    }
    const reader = new ByteReader(view.subarray(MAGIC.length + 1), MAGIC.length + 1);
    const length = whenComplete(() => reader.varuint());
    if (length === undefined) return undefined;
    checkLimit('header', length, this.#limits.headerBytes);
    if (reader.remaining < length + CHECKSUM_BYTES) return undefined;
    const start = reader.offset;
    const header = reader.bytes(length);
    if (crc32c(view.subarray(0, start + length)) !== reader.u32()) {
      throw new CorruptDataError('"header" expected bytes that match their checksum', start);
    }
    this.#stage = 'chunks';
    return { size: start + length + CHECKSUM_BYTES, event: { type: 'header', ...readHeader(header, start) } };
  }

  #chunk(view: Uint8Array): Parsed | undefined {
    const at = this.#queue.consumed;
    const reader = new ByteReader(view, at);
    const type = reader.u8();
    if (type !== DATA_CHUNK && type !== END_CHUNK && type < SKIPPABLE_CHUNK) {
      throw new UnsupportedFormatError(`"chunk" at byte ${at} expected a type of this version, got ${type}`);
    }
    const numbers = whenComplete(() => [reader.varuint(), reader.varuint()] as const);
    if (numbers === undefined) return undefined;
    const [first, second] = numbers;
    const length = type === END_CHUNK ? 0 : second;
    if (type !== END_CHUNK) {
      checkLimit('count', first, this.#limits.chunkValues);
      checkLimit('payload', length, this.#limits.payloadBytes);
    }
    if (reader.remaining < length + CHECKSUM_BYTES) return undefined;
    const byteOffset = reader.offset;
    const payload = reader.bytes(length).slice();
    const size = byteOffset + length - at;
    if (chunkChecksum(this.#position, view.subarray(0, size)) !== reader.u32()) {
      throw new CorruptDataError('"chunk" expected bytes and a position that match their checksum', at);
    }
    this.#position++;
    if (type === END_CHUNK) return { size: size + CHECKSUM_BYTES, event: this.#end(first, second) };
    if (type !== DATA_CHUNK) return { size: size + CHECKSUM_BYTES, event: undefined };
    this.#values += first;
    return {
      size: size + CHECKSUM_BYTES,
      event: { type: 'chunk', index: this.#chunks++, count: first, payload, byteOffset },
    };
  }

  #end(chunks: number, values: number): ContainerEvent {
    if (chunks !== this.#position - 1 || values !== this.#values) {
      throw new CorruptDataError(
        `"end" expected ${chunks} chunks with ${values} values, got ${this.#position - 1} with ${this.#values}`,
        this.#queue.consumed,
      );
    }
    this.#stage = 'done';
    return { type: 'end', chunks, values };
  }
}

/** A piece of the file, complete and checked: its length, and its event unless it may be skipped. */
interface Parsed {
  readonly size: number;
  readonly event: ContainerEvent | undefined;
}

/** The value, or undefined where its bytes are not all there yet. */
function whenComplete<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedEndError) return undefined;
    throw error;
  }
}

function checkLimit(name: string, value: number, limit: number): void {
  if (value > limit) throw new LimitExceededError(`"${name}" expected at most ${limit}, got ${value}`, limit);
}
