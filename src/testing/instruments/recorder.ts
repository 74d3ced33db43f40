/** Encoders and decoders that watch: which cells were written and read, how many, and a limit on how many may be. */
import { checkInteger } from '../../core/index.ts';
import type { EntropyDecoder, EntropyEncoder } from '../../entropy/index.ts';

/** Keeps the cells that an encoder is given. */
export class CellRecorder implements EntropyEncoder {
  readonly cells: string[] = [];
  encode(cumulative: number, frequency: number, precision: number): void {
    this.cells.push(cellName(cumulative, frequency, precision));
  }
}

/** Passes a decoder's symbols on, keeps their cells, and ends a decoding that takes more than `maximalSymbols`. */
export class WatchedDecoder implements EntropyDecoder {
  readonly #decoder: EntropyDecoder;
  readonly #maximalSymbols: number;
  readonly cells: string[] = [];
  #symbols = 0;

  constructor(decoder: EntropyDecoder, maximalSymbols: number = Number.MAX_SAFE_INTEGER) {
    this.#decoder = decoder;
    this.#maximalSymbols = checkInteger('maximalSymbols', maximalSymbols, 1);
  }

  get symbols(): number {
    return this.#symbols;
  }

  peek(precision: number): number {
    return this.#decoder.peek(precision);
  }

  consume(cumulative: number, frequency: number, precision: number): void {
    if (++this.#symbols > this.#maximalSymbols) throw new EndlessDecodingError(this.#maximalSymbols);
    if (this.cells.length < KEPT) this.cells.push(cellName(cumulative, frequency, precision));
    this.#decoder.consume(cumulative, frequency, precision);
  }
}

/** More symbols than any value needs: not a SamplewireError, since the decoder under test did not refuse anything. */
export class EndlessDecodingError extends Error {
  constructor(symbols: number) {
    super(`decoding took more than ${symbols} symbols`);
  }
}

const KEPT = 100_000;

const cellName = (cumulative: number, frequency: number, precision: number): string =>
  `${cumulative} + ${frequency} of 2^${precision}`;
