/**
 * Reads a file in pieces of any size: every split of the input gives the same events. Nothing is allocated for what a
 * header merely claims; a chunk in the wrong place is refused as soon as its frame is there, and its payload is given
 * out when all of it is there and the checksum holds.
 */
import { CorruptDataError, UnexpectedEndError } from '../core/index.ts';
import { ByteQueue } from './byte-queue.ts';
import { type ChunkFrame, type ChunkPlace, DATA_CHUNK, END_CHUNK, isIntact, readFrame } from './chunk.ts';
import { type ContainerLimits, DEFAULT_LIMITS } from './framing.ts';
import type { PlacedHeader } from './header.ts';
import { type Prologue, readPrologue } from './prologue.ts';
import { fitsShape } from './shape.ts';

export interface ContainerChunk {
  readonly type: 'chunk';
  /** Chunks before it, those that were skipped included. */
  readonly index: number;
  /** Values of the file before this chunk. */
  readonly firstValue: number;
  /** Values that the payload holds. */
  readonly count: number;
  readonly payload: Uint8Array;
  /** Where the payload starts in the file. */
  readonly byteOffset: number;
}

export type ContainerEvent =
  | ({ readonly type: 'header' } & PlacedHeader)
  | ContainerChunk
  | { readonly type: 'end'; readonly chunks: number; readonly values: number };

/** A complete piece of the file: its length, and its event unless it is skipped. */
interface Parsed {
  readonly size: number;
  readonly event: ContainerEvent | undefined;
}

export class ContainerReader {
  readonly #limits: ContainerLimits;
  readonly #queue: ByteQueue = new ByteQueue();
  #prologue: Prologue | undefined = undefined;
  #place: ChunkPlace = { index: 0, firstValue: 0 };
  #ended = false;

  constructor(limits: ContainerLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /**
   * The events that these bytes complete.
   *
   * @throws SamplewireError at the first damage. Events before it in the same push are lost with it: who wants them
   * uses `append` and `next`.
   */
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

  /** The next complete event, or undefined where more bytes are needed. After damage it throws the same error again. */
  next(): ContainerEvent | undefined {
    for (;;) {
      const view = this.#queue.view;
      if (view.length === 0) return undefined;
      const at = this.#queue.consumed;
      if (this.#ended) throw new CorruptDataError('"file" expected nothing after its end chunk', at, 'TrailingData');
      const parsed = this.#prologue === undefined ? this.#header(view) : this.#chunk(view, at, this.#prologue);
      if (parsed === undefined) return undefined;
      this.#queue.consume(parsed.size);
      if (parsed.event !== undefined) return parsed.event;
    }
  }

  /** Throws where the input ended before its end chunk. */
  finish(): void {
    if (this.#ended) return;
    const pending = this.#queue.view.length;
    const rest = pending > 0 ? 'the rest of a chunk' : 'an end chunk';
    const missing = this.#prologue === undefined ? 'a whole header' : rest;
    throw new UnexpectedEndError(`"file" expected ${missing}, got the end at byte ${this.#queue.consumed + pending}`);
  }

  #header(view: Uint8Array): Parsed | undefined {
    const prologue = readPrologue(view, this.#limits);
    if (prologue === undefined) return undefined;
    this.#prologue = prologue;
    const { header, parametersOffset, size } = prologue;
    return { size, event: { type: 'header', header, parametersOffset } };
  }

  #chunk(view: Uint8Array, at: number, { header, checksum }: Prologue): Parsed | undefined {
    const frame = readFrame(view, at, this.#limits);
    if (frame === undefined) return undefined;
    this.#checkPlace(frame, at);
    const { type, index, firstValue, count, frameBytes, payloadBytes, size } = frame;
    if (view.length < size) return undefined;
    if (!isIntact(view, frame, checksum)) {
      throw new CorruptDataError('"chunk" expected bytes that match their checksum', at);
    }
    if (type === END_CHUNK) {
      if (!fitsShape(header.shape, firstValue)) {
        throw new CorruptDataError(`"shape" expected one of ${firstValue} values, got ${header.shape.join(' x ')}`, at);
      }
      this.#ended = true;
      return { size, event: { type: 'end', chunks: index, values: firstValue } };
    }
    this.#place = { index: index + 1, firstValue: firstValue + count };
    if (type !== DATA_CHUNK) return { size, event: undefined };
    const payload = view.slice(frameBytes, frameBytes + payloadBytes);
    return { size, event: { type: 'chunk', index, firstValue, count, payload, byteOffset: at + frameBytes } };
  }

  #checkPlace(frame: ChunkFrame, at: number): void {
    const { index, firstValue } = this.#place;
    if (frame.index === index && frame.firstValue === firstValue) return;
    throw new CorruptDataError(
      `"chunk" expected number ${index} from value ${firstValue}, got number ${frame.index} from value ${frame.firstValue}`,
      at,
    );
  }
}
