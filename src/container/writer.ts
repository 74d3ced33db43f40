/** Writes a file in order: header, chunks, end. Returns each piece as it is complete; keeps only counts. */
import { checkInteger, InvalidArgumentError, invalidArgument } from '../core/index.ts';
import { type ChunkPlace, DATA_CHUNK, END_CHUNK, writeChunk } from './chunk.ts';
import { checkLimit, DEFAULT_LIMITS } from './framing.ts';
import type { ContainerHeader } from './header.ts';
import { writePrologue } from './prologue.ts';
import { fitsShape } from './shape.ts';

type Stage = 'header' | 'chunks' | 'done';

export class ContainerWriter {
  #stage: Stage = 'header';
  #place: ChunkPlace = { index: 0, firstValue: 0 };
  #prologueChecksum = 0;
  #shape: readonly number[] = [];

  /** The first piece. @throws InvalidArgumentError where a field is out of range. */
  header(header: ContainerHeader): Uint8Array {
    this.#expect('header');
    const { bytes, checksum } = writePrologue(header);
    this.#prologueChecksum = checksum;
    this.#shape = [...header.shape];
    this.#stage = 'chunks';
    return bytes;
  }

  /** A chunk of `count` values, at most 65,536, in a payload of at most 16 MiB. */
  chunk(count: number, payload: Uint8Array): Uint8Array {
    this.#expect('chunks');
    checkInteger('count', count, 0);
    checkLimit('count', count, DEFAULT_LIMITS.chunkValues);
    checkLimit('payload', payload.length, DEFAULT_LIMITS.payloadBytes);
    const bytes = writeChunk(DATA_CHUNK, this.#place, count, payload, this.#prologueChecksum);
    this.#place = { index: this.#place.index + 1, firstValue: this.#place.firstValue + count };
    return bytes;
  }

  /** The end chunk, without which a file is cut. @throws InvalidArgumentError where the values do not fill the shape. */
  end(): Uint8Array {
    this.#expect('chunks');
    const values = this.#place.firstValue;
    if (!fitsShape(this.#shape, values))
      throw invalidArgument('shape', `one of ${values} values`, this.#shape.join(' x '));
    const bytes = writeChunk(END_CHUNK, this.#place, 0, new Uint8Array(0), this.#prologueChecksum);
    this.#stage = 'done';
    return bytes;
  }

  #expect(stage: Stage): void {
    if (this.#stage !== stage) throw new InvalidArgumentError(`"stage" expected ${stage}, got ${this.#stage}`);
  }
}
