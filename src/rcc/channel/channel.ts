/**
 * Whole arrays in one call, or as a stream. `encode` sends one sample of every target, `decode` returns the same
 * samples; both turn the event loop between slices, report progress and can be aborted. One-shot is the stream of one
 * push; the streams carry targets in, bytes out, and back.
 */
import { concatenate } from '../../core/index.ts';
import type { DecodeTask } from './chunk.ts';
import { type ChunkWorkers, inOrder, type PoolOptions } from './chunk-workers.ts';
import { ChannelDecoder, type DecodedChunk, type DecoderOptions } from './decoder.ts';
import { ChannelEncoder } from './encoder.ts';
import type { ChannelReport } from './report.ts';
import type { ChannelSettings } from './settings.ts';
import { drainSlowly, type StepOptions } from './steps.ts';
import type { Targets } from './targets.ts';

export interface Encoded {
  readonly bytes: Uint8Array;
  /** What the receiver will hold, bit for bit; row by row. */
  readonly samples: Float64Array;
  readonly report: ChannelReport;
}

export interface Decoded {
  readonly columns: readonly string[];
  /** Row by row. */
  readonly samples: Float64Array;
}

/** @throws SamplewireError where settings or targets do not fit; the signal's reason where it was aborted. */
export async function encode(
  targets: Targets,
  settings: ChannelSettings & StepOptions & PoolOptions,
): Promise<Encoded> {
  const { pool } = settings;
  const encoder = new ChannelEncoder(settings);
  const pieces =
    pool === undefined
      ? [
          ...(await drainSlowly(encoder.pushSteps(targets), settings)),
          ...(await drainSlowly(encoder.finishSteps(), settings)),
        ]
      : await encoder.encodeWith(pool, targets, settings);
  return { bytes: concatenate(pieces), samples: encoder.takeSamples(), report: encoder.report() };
}

/** @throws SamplewireError for bytes that no encoder wrote, or another seed. */
export async function decode(
  bytes: Uint8Array,
  options: DecoderOptions & StepOptions & PoolOptions = {},
): Promise<Decoded> {
  const { pool } = options;
  const decoder = new ChannelDecoder(options);
  const chunks =
    pool === undefined
      ? await drainSlowly(decodeSteps(decoder, bytes), options)
      : await decodeWith(pool, decoder, bytes, options);
  decoder.finish();
  const samples = new Float64Array(chunks.reduce((sum, chunk) => sum + chunk.samples.length, 0));
  for (const chunk of chunks) samples.set(chunk.samples, chunk.firstValue);
  return { columns: decoder.header!.parameters.columns.map(({ name }) => name), samples };
}

type ChunkSamples = Pick<DecodedChunk, 'firstValue' | 'samples'>;

/** Bytes per slice of a one-shot decode; the reader takes any split of the input. */
const SLICE_BYTES = 65_536;

function* decodeSteps(decoder: ChannelDecoder, bytes: Uint8Array): Generator<number, ChunkSamples[]> {
  const chunks: ChunkSamples[] = [];
  let values = 0;
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    for (const chunk of decoder.push(bytes.subarray(start, start + SLICE_BYTES))) {
      chunks.push(chunk);
      values += chunk.samples.length;
    }
    yield values;
  }
  return chunks;
}

/** The same chunks, decoded by a pool. */
async function decodeWith(
  pool: ChunkWorkers,
  decoder: ChannelDecoder,
  bytes: Uint8Array,
  options: DecoderOptions & StepOptions,
): Promise<ChunkSamples[]> {
  const chunks: ChunkSamples[] = [];
  let waiting: DecodeTask[] = [];
  let start = 0;
  const next = (): DecodeTask | undefined => {
    while (waiting.length === 0 && start < bytes.length) {
      waiting = decoder.tasks(bytes.subarray(start, start + SLICE_BYTES));
      start += SLICE_BYTES;
    }
    return waiting.shift();
  };
  await inOrder({
    next,
    run: (task) => pool.decode(task, { statement: decoder.header!.header.key, seed: options.seed }, options.signal),
    done: (samples, { firstValue }) => {
      chunks.push({ firstValue, samples });
      return firstValue + samples.length;
    },
    atOnce: pool.chunksAtOnce,
    options,
  });
  return chunks;
}

/** The same work; samples, which nobody asks a stream for, are dropped chunk by chunk. */
function* withoutSamples<T>(encoder: ChannelEncoder, steps: Generator<number, T>): Generator<number, T> {
  for (let step = steps.next(); ; step = steps.next()) {
    encoder.takeSamples();
    if (step.done) return step.value;
    yield step.value;
  }
}

/** Targets in, bytes of the file out. With a pool, as many chunks wait as it wants at once; the bytes are the same. */
export function encoderStream(
  settings: ChannelSettings & StepOptions & PoolOptions,
): TransformStream<Targets, Uint8Array> {
  const { pool } = settings;
  const encoder = new ChannelEncoder(settings);
  return new TransformStream({
    async transform(targets, controller) {
      const pieces =
        pool === undefined
          ? await drainSlowly(withoutSamples(encoder, encoder.pushSteps(targets)), settings)
          : await encoder.pushWith(pool, targets, settings);
      encoder.takeSamples();
      for (const piece of pieces) controller.enqueue(piece);
    },
    async flush(controller) {
      const pieces =
        pool === undefined
          ? await drainSlowly(withoutSamples(encoder, encoder.finishSteps()), settings)
          : await encoder.finishWith(pool, settings);
      for (const piece of pieces) controller.enqueue(piece);
    },
  });
}

/** Bytes of a file in, any split; decoded chunks out, in order. With a pool, as many chunks wait as it wants at once. */
export function decoderStream(options: DecoderOptions & PoolOptions = {}): TransformStream<Uint8Array, DecodedChunk> {
  const { pool } = options;
  const decoder = new ChannelDecoder(options);
  if (pool !== undefined) return pooledDecoderStream(pool, decoder, options);
  return new TransformStream({
    transform(bytes, controller) {
      for (const chunk of decoder.push(bytes)) controller.enqueue(chunk);
    },
    flush() {
      decoder.finish();
    },
  });
}

function pooledDecoderStream(
  pool: ChunkWorkers,
  decoder: ChannelDecoder,
  { seed }: DecoderOptions,
): TransformStream<Uint8Array, DecodedChunk> {
  let waiting: DecodeTask[] = [];
  const decodeWaiting = async (controller: TransformStreamDefaultController<DecodedChunk>): Promise<void> => {
    const tasks = waiting;
    waiting = [];
    const samples = await Promise.all(
      tasks.map((task) => pool.decode(task, { statement: decoder.header!.header.key, seed })),
    );
    tasks.forEach(({ parameters, firstValue }, i) => {
      controller.enqueue({ columns: parameters.columns.map(({ name }) => name), firstValue, samples: samples[i]! });
    });
  };
  return new TransformStream({
    async transform(bytes, controller) {
      waiting.push(...decoder.tasks(bytes));
      if (waiting.length >= pool.chunksAtOnce) await decodeWaiting(controller);
    },
    async flush(controller) {
      await decodeWaiting(controller);
      decoder.finish();
    },
  });
}
