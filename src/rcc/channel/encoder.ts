/**
 * Sender of a file: targets in, bytes out, chunk by chunk. A chunk holds at most 65,536 values and everything that was
 * fitted to them, so a stream needs no second pass; method and block dimension are decided from the first chunk. All
 * work is a generator underneath, so that callers can show progress, yield to an event loop, or stop.
 */
import { ContainerWriter, type Exactness } from '../../container/index.ts';
import { invalidArgument } from '../../core/index.ts';
import type { DistributionDescription } from '../../distributions/index.ts';
import { type EncodedTask, type EncodeTask, encodeChunkSteps } from './chunk.ts';
import { type ChunkWorkers, inOrder } from './chunk-workers.ts';
import { MAXIMAL_CHUNK } from './coders.ts';
import { type OpenedKey, openKey } from './key.ts';
import type { ChannelMethod } from './method.ts';
import { writeParameters } from './parameters.ts';
import { type ChannelPlan, planFile } from './plan.ts';
import { boundOf, type ChannelReport, fileTotalVariation, publishedBoundOfBlocks } from './report.ts';
import { approximationOf, type ChannelSettings, checkSettings } from './settings.ts';
import { drain, type StepOptions } from './steps.ts';
import { TargetQueue } from './target-slice.ts';
import { hasCommonScale, type Targets } from './targets.ts';

export class ChannelEncoder {
  readonly #settings: ChannelSettings;
  readonly #key: OpenedKey;
  readonly #container: ContainerWriter = new ContainerWriter();
  #plan: ChannelPlan | undefined = undefined;
  readonly #pending: TargetQueue = new TargetQueue();
  #commonScales = true;
  #samples: Float64Array[] = [];
  #marginals: (DistributionDescription | undefined)[] = [];
  #values = 0;
  #blocks = 0;
  #bytes = 0;
  #indexBits = 0;
  #pointBits = 0;
  #informationBits = 0;
  #candidatesExamined = 0;

  /** @throws InvalidArgumentError where a setting is out of range. */
  constructor(settings: ChannelSettings) {
    checkSettings(settings);
    this.#settings = settings;
    this.#key = openKey(settings.key);
  }

  /** Bytes of the file that can be released after these targets; what does not fill a chunk waits for more. */
  push(targets: Targets): Uint8Array[] {
    return drain(this.pushSteps(targets));
  }

  /** The rest of the file. */
  finish(): Uint8Array[] {
    return drain(this.finishSteps());
  }

  /** As `push`, yielding the number of values encoded so far while it works. */
  *pushSteps(targets: Targets): Generator<number, Uint8Array[]> {
    this.#accept(targets);
    const pieces: Uint8Array[] = [];
    while (this.#pendingValues >= MAXIMAL_CHUNK) pieces.push(...(yield* this.#chunkSteps(false)));
    this.#pending.keep();
    return pieces;
  }

  /** As `finish`, yielding the number of values encoded so far while it works. */
  *finishSteps(): Generator<number, Uint8Array[]> {
    const pieces: Uint8Array[] = [];
    while (this.#pendingValues > 0) pieces.push(...(yield* this.#chunkSteps(true)));
    if (this.#plan === undefined) pieces.push(this.#header(true));
    pieces.push(this.#count(this.#container.end()));
    return pieces;
  }

  /** As `push` and `finish` in one, the chunks encoded by `workers`: the same bytes, as many chunks at once as they ask for. */
  async encodeWith(workers: ChunkWorkers, targets: Targets, options: StepOptions = {}): Promise<Uint8Array[]> {
    this.#accept(targets);
    return this.finishWith(workers, options);
  }

  /**
   * As `push`, the chunks encoded by `workers`. Targets wait until there are as many chunks as the workers want at once, so that
   * what is pushed may be of any size and memory stays bounded.
   */
  async pushWith(workers: ChunkWorkers, targets: Targets, options: StepOptions = {}): Promise<Uint8Array[]> {
    this.#accept(targets);
    const isEnough = this.#pendingValues >= workers.chunksAtOnce * MAXIMAL_CHUNK;
    const pieces = isEnough ? await this.#chunksWith(workers, MAXIMAL_CHUNK, options) : [];
    this.#pending.keep();
    return pieces;
  }

  /** As `finish`, the chunks encoded by `workers`. */
  async finishWith(workers: ChunkWorkers, options: StepOptions = {}): Promise<Uint8Array[]> {
    const pieces = await this.#chunksWith(workers, 1, options);
    return [...pieces, ...this.finish()];
  }

  /** The chunks of all targets while at least `least` values wait. */
  async #chunksWith(workers: ChunkWorkers, least: number, options: StepOptions): Promise<Uint8Array[]> {
    const pieces: Uint8Array[] = [];
    const next = (): EncodeTask | undefined => {
      if (this.#pendingValues < least) return undefined;
      const { pieces: header, task } = this.#nextTask(this.#pendingValues < MAXIMAL_CHUNK);
      pieces.push(...header);
      return task;
    };
    await inOrder({
      next,
      run: (task) => workers.encode(task, options.signal),
      done: (encoded, { firstValue }) => {
        pieces.push(this.#append(encoded));
        return firstValue + encoded.samples.length;
      },
      atOnce: workers.chunksAtOnce,
      options,
    });
    return pieces;
  }

  /** Samples, row by row, of the chunks encoded since the last call: what the receiver will hold, bit for bit. */
  takeSamples(): Float64Array {
    const [first, ...others] = this.#samples;
    if (first !== undefined && others.length === 0) {
      this.#samples = [];
      return first;
    }
    const length = this.#samples.reduce((sum, part) => sum + part.length, 0);
    const samples = new Float64Array(length);
    let offset = 0;
    for (const part of this.#samples) {
      samples.set(part, offset);
      offset += part.length;
    }
    this.#samples = [];
    return samples;
  }

  /** Where the bytes went so far; complete after `finish`. */
  report(): ChannelReport {
    const totalVariationBound = this.#plan === undefined ? 0 : boundOf(exactnessOf(this.#settings, this.#plan.method));
    const index = this.#indexBits;
    const point = this.#pointBits;
    return {
      ...(this.#plan?.table === undefined ? {} : { plan: this.#plan.table }),
      method: this.#plan?.method.name ?? this.#settings.method ?? 'auto',
      values: this.#values,
      blocks: this.#blocks,
      dimension: this.#plan?.dimension ?? 1,
      bytes: this.#bytes,
      bits: { index, point, framing: 8 * this.#bytes - index - point },
      informationBits: this.#informationBits,
      publishedBoundBits: publishedBoundOfBlocks(this.#informationBits, this.#blocks),
      candidatesExamined: this.#candidatesExamined,
      totalVariationBound,
      fileTotalVariationBound: fileTotalVariation(totalVariationBound, this.#blocks),
      columns: this.#settings.columns.map(({ name }, i) => ({ name, proposal: this.#marginals[i] })),
    };
  }

  #accept(targets: Targets): void {
    if (targets.columns.length !== this.#settings.columns.length) {
      throw invalidArgument('targets.columns', `${this.#settings.columns.length} columns`, targets.columns);
    }
    // What comes after the first chunk is not known to a sender who encodes it at once.
    if (this.#pendingValues < MAXIMAL_CHUNK) this.#commonScales &&= targets.columns.every(hasCommonScale);
    this.#pending.push(targets);
  }

  *#chunkSteps(last: boolean): Generator<number, Uint8Array[]> {
    const { pieces, task } = this.#nextTask(last);
    pieces.push(this.#append(yield* encodeChunkSteps(task, this.#key.shared)));
    return pieces;
  }

  /** The next chunk, and the header where it is the first. */
  #nextTask(last: boolean): { pieces: Uint8Array[]; task: EncodeTask } {
    const settings = this.#settings;
    const columns = settings.columns.length;
    const pieces: Uint8Array[] = [];
    if (this.#plan === undefined) pieces.push(this.#header(last && this.#pendingValues <= MAXIMAL_CHUNK));
    const { method, dimension, coder } = this.#plan!;
    const slice = this.#pending.take(chunkLength(columns, dimension) / columns);
    const firstValue = this.#values;
    const firstBlock = this.#blocks;
    const count = slice.rows * columns;
    this.#values += count;
    this.#blocks += Math.ceil(count / dimension);
    return {
      pieces,
      task: { settings, method: method.name, dimension, coder, pieces: slice.pieces, firstValue, firstBlock },
    };
  }

  /** Chunks are appended in the order of their tasks. */
  #append({ payload, samples, bits, candidatesExamined, informationBits, marginals }: EncodedTask): Uint8Array {
    this.#samples.push(samples);
    this.#marginals = [...marginals];
    this.#indexBits += bits.index;
    this.#pointBits += bits.point;
    this.#informationBits += informationBits;
    this.#candidatesExamined += candidatesExamined;
    return this.#count(this.#container.chunk(samples.length, payload));
  }

  get #pendingValues(): number {
    return this.#pending.rows * this.#settings.columns.length;
  }

  /** Decides method, dimension and coder from the first values, and writes them. */
  #header(complete: boolean): Uint8Array {
    const { columns } = this.#settings;
    const slice = this.#pending.peek(Math.ceil(MAXIMAL_CHUNK / columns.length));
    this.#plan = planFile(this.#settings, { slice, complete, commonScales: this.#commonScales });
    const { method, dimension, coder } = this.#plan;
    return this.#count(
      this.#container.header({
        kind: 'samples',
        method: method.id,
        element: 'float64',
        generator: 0,
        coder,
        key: this.#key.statement,
        exactness: exactnessOf(this.#settings, method),
        shape: [0, columns.length],
        parameters: writeParameters({ dimension, columns }),
      }),
    );
  }

  #count(piece: Uint8Array): Uint8Array {
    this.#bytes += piece.length;
    return piece;
  }
}

/** What the header promises: truncation and approximate selection each cost their total variation. */
function exactnessOf(settings: ChannelSettings, method: ChannelMethod): Exactness {
  const approximation = method.approximate ? approximationOf(settings) : { totalVariation: 0 };
  if ('candidates' in approximation) return { kind: 'none' };
  const totalVariation = (settings.truncate ?? 0) + approximation.totalVariation + (method.totalVariation ?? 0);
  return totalVariation === 0 ? { kind: 'exact' } : { kind: 'bound', totalVariation: Math.min(totalVariation, 1) };
}

/** Whole rows and whole blocks, at most 65,536 values: every chunk but the last starts and ends with both. */
export function chunkLength(columns: number, dimension: number): number {
  let unit = columns;
  while (unit % dimension !== 0) unit += columns;
  return MAXIMAL_CHUNK - (MAXIMAL_CHUNK % unit);
}
