/**
 * Receiver of a file: bytes in, in pieces of any size, samples out as soon as a chunk is complete and its checksum
 * holds. Needs no search: its time does not depend on the indices. Whatever the bytes, it returns samples or throws a
 * `SamplewireError` in time and memory bounded by what was read.
 */
import { type ContainerChunk, type ContainerHeader, ContainerReader } from '../../container/index.ts';
import { LimitExceededError, type SharedRandomness, UnsupportedFormatError } from '../../core/index.ts';
import { type DecodeTask, decodeChunk } from './chunk.ts';
import { MAXIMAL_ARRAY_COLUMNS, RANGE_CODER, TABLED_ANS } from './coders.ts';
import { sharedOf } from './key.ts';
import type { ChannelMethod } from './method.ts';
import { methodById } from './methods.ts';
import { type ChannelParameters, readParameters } from './parameters.ts';

export interface DecoderOptions {
  /** The seed of the sender, for files that do not store their key. */
  readonly seed?: string | number | Uint8Array;
}

export interface DecodedChunk {
  readonly columns: readonly string[];
  /** Position of the first value in the file. */
  readonly firstValue: number;
  /** Row by row, as many values per row as columns. */
  readonly samples: Float64Array;
}

/** What a header says, read with this version's methods. */
export interface OpenedHeader {
  readonly header: ContainerHeader;
  readonly method: ChannelMethod;
  readonly parameters: ChannelParameters;
}

export class ChannelDecoder {
  readonly #options: DecoderOptions;
  readonly #container: ContainerReader = new ContainerReader();
  #opened: OpenedHeader | undefined = undefined;
  #shared: SharedRandomness | undefined = undefined;
  #values = 0;
  #blocks = 0;

  constructor(options: DecoderOptions = {}) {
    this.#options = options;
  }

  /** The header, once it was read. */
  get header(): OpenedHeader | undefined {
    return this.#opened;
  }

  /** The chunks that these bytes complete. */
  push(bytes: Uint8Array): DecodedChunk[] {
    return this.tasks(bytes).map((task) => {
      const columns = task.parameters.columns.map(({ name }) => name);
      return { columns, firstValue: task.firstValue, samples: decodeChunk(task, this.#shared!) };
    });
  }

  /** The same chunks, still to be decoded: in any order, and by whom the caller likes. */
  tasks(bytes: Uint8Array): DecodeTask[] {
    const tasks: DecodeTask[] = [];
    for (const event of this.#container.push(bytes)) {
      if (event.type === 'header') {
        this.#opened = openHeader(event.header, event.parametersOffset);
        this.#shared = sharedOf(event.header.key, this.#options.seed);
      } else if (event.type === 'chunk') {
        tasks.push(this.#task(event));
      }
    }
    return tasks;
  }

  /** Throws where the file does not end with its end chunk. */
  finish(): void {
    this.#container.finish();
  }

  #task({ count, payload, byteOffset }: ContainerChunk): DecodeTask {
    const { header, parameters } = this.#opened!;
    const { method, coder } = header;
    const firstValue = this.#values;
    const firstBlock = this.#blocks;
    this.#values += count;
    this.#blocks += Math.ceil(count / parameters.dimension);
    return { method, coder, parameters, payload, byteOffset, count, firstValue, firstBlock };
  }
}

export function openHeader(header: ContainerHeader, parametersOffset: number): OpenedHeader {
  if (header.kind !== 'samples') {
    throw new UnsupportedFormatError(`"kind" expected a file of samples, got one of ${header.kind}`);
  }
  if (header.element !== 'float64' || header.generator !== 0) {
    throw new UnsupportedFormatError(
      `"header" expected float64 samples and generator 0, got ${header.element} and ${header.generator}`,
    );
  }
  const method = methodById(header.method);
  if (header.coder !== RANGE_CODER && !(header.coder === TABLED_ANS && method.arrays !== undefined)) {
    throw new UnsupportedFormatError(`"coder" expected one of the method ${method.name}, got ${header.coder}`);
  }
  const parameters = readParameters(header.parameters, parametersOffset);
  if (header.coder === TABLED_ANS && parameters.columns.length > MAXIMAL_ARRAY_COLUMNS) {
    throw new LimitExceededError(
      `"columns" expected at most ${MAXIMAL_ARRAY_COLUMNS} with coder 1, got ${parameters.columns.length}`,
      MAXIMAL_ARRAY_COLUMNS,
    );
  }
  return { header, method, parameters };
}
