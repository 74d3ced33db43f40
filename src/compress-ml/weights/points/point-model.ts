/**
 * How the points of a tensor are written, element by element in their order: `open` says of the next element in which
 * dither its point lies, and chooses a model by what both sides know; then its point is written or read.
 *
 *     the value of an element is z = (k + u) unit steps,   0 <= u < 1 the dither (0 for rounding),   unit 1 or 2
 */
import type { EntropyDecoder, EntropyEncoder } from '../../../entropy/index.ts';

export interface PointModel {
  /** The next element. `unit`: how many steps lie between two of its points. */
  open(dither: number, unit: 1 | 2): void;
  /** What k would cost here, in bits, up to a number that is the same for all k. */
  costBits(point: number): number;
  /** Goes on as if k had been written. */
  take(point: number): void;
  /** Writes k and goes on. */
  encode(point: number, encoder: EntropyEncoder): void;
  /** Reads k and goes on. @throws CorruptDataError */
  decode(decoder: EntropyDecoder): number;
}

/** Element i belongs to channel floor(i / inner) mod channels. */
export interface Channels {
  readonly channels: number;
  readonly inner: number;
}

/** Walks through the channels of consecutive elements. */
export class ChannelWalk {
  readonly #channels: number;
  readonly #inner: number;
  #left: number;
  channel = 0;

  /** `first` is the element to start with. */
  constructor({ channels, inner }: Channels, first: number) {
    this.#channels = channels;
    this.#inner = inner;
    this.channel = Math.floor(first / inner) % channels;
    this.#left = inner - (first % inner);
  }

  next(): void {
    if (--this.#left > 0) return;
    this.#left = this.#inner;
    if (++this.channel === this.#channels) this.channel = 0;
  }
}
