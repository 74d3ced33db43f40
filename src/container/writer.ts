/** Writes a file in order: header, chunks, end. Returns each piece as it is complete; keeps only counts. */
import { ByteWriter, checkInteger, crc32c, InvalidArgumentError, LimitExceededError } from '../core/index.ts';
import { chunkChecksum, DATA_CHUNK, DEFAULT_LIMITS, END_CHUNK, FORMAT_VERSION, MAGIC } from './framing.ts';
import { type ContainerHeader, writeHeader } from './header.ts';

type Stage = 'header' | 'chunks' | 'done';

export class ContainerWriter {
  #stage: Stage = 'header';
  #chunks = 0;
  #values = 0;

  header(header: ContainerHeader): Uint8Array {
    this.#expect('header');
    const bytes = writeHeader(header);
    checkLimit('header', bytes.length, DEFAULT_LIMITS.headerBytes);
    const writer = new ByteWriter();
    writer.bytes(MAGIC);
    writer.u8(FORMAT_VERSION);
    writer.varuint(bytes.length);
    writer.bytes(bytes);
    writer.u32(crc32c(writer.toBytes()));
    this.#stage = 'chunks';
    return writer.toBytes();
  }

  /** A chunk of `count` values. */
  chunk(count: number, payload: Uint8Array): Uint8Array {
    this.#expect('chunks');
    checkInteger('count', count, 0);
    checkLimit('count', count, DEFAULT_LIMITS.chunkValues);
    checkLimit('payload', payload.length, DEFAULT_LIMITS.payloadBytes);
    const writer = new ByteWriter();
    writer.u8(DATA_CHUNK);
    writer.varuint(count);
    writer.varuint(payload.length);
    writer.bytes(payload);
    writer.u32(chunkChecksum(this.#chunks, writer.toBytes()));
    this.#chunks++;
    this.#values += count;
    return writer.toBytes();
  }

  /** The end chunk: number of chunks, number of values. */
  end(): Uint8Array {
    this.#expect('chunks');
    const writer = new ByteWriter();
    writer.u8(END_CHUNK);
    writer.varuint(this.#chunks);
    writer.varuint(this.#values);
    writer.u32(chunkChecksum(this.#chunks, writer.toBytes()));
    this.#stage = 'done';
    return writer.toBytes();
  }

  #expect(stage: Stage): void {
    if (this.#stage !== stage) throw new InvalidArgumentError(`"stage" expected ${stage}, got ${this.#stage}`);
  }
}

function checkLimit(name: string, value: number, limit: number): void {
  if (value > limit) throw new LimitExceededError(`"${name}" expected at most ${limit}, got ${value}`, limit);
}
