/** Reads a file of weights as it arrives, here or in a thread, and says how far it is. */
import { type InputStream, nextTurn, threadPool } from '#platform';
import { revivedError } from '../../core/index.ts';
import { type ModelDocument, type Tensor, WeightsDecoder, type WeightsDecoderOptions } from '../index.ts';
import type { DecoderAnswer, DecoderQuestion } from './decoder-thread.ts';

export interface ReadOptions {
  /** Between 0 and 1: of the bytes where their number is known, otherwise 0 until the end. The form of TensorFlow.js's own. */
  readonly onProgress?: (fraction: number) => void;
  /** Ends the reading: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** What the file was written with, where it does not hold its key. */
  readonly seed?: string | number | Uint8Array;
  /** Bytes of all tensors together that are decoded at most: 4 GiB, unless said otherwise. */
  readonly maximalBytes?: number;
  /**
   * Whether a thread decodes, so that the page stays live: `true`, or where the bundler has put its module
   * (`samplewire/dist/compress-ml/tfjs/decoder-thread.js`), if that is not beside this one.
   */
  readonly worker?: boolean | URL;
}

export interface ReadModel {
  readonly document: ModelDocument;
  readonly tensors: readonly Tensor[];
}

/** Takes bytes in order and gives the tensors that they complete. */
interface Decoding {
  push(bytes: Uint8Array): Promise<readonly Tensor[]>;
  /** @throws CorruptDataError where the input ended before its end */
  finish(): Promise<ModelDocument>;
  close(): Promise<void>;
}

/** Bytes decoded between two turns of the event loop: some milliseconds of work. */
const SLICE_BYTES = 16_384;
/** Bytes sent to a thread at a time. */
const MESSAGE_BYTES = 262_144;

/** @throws SamplewireError at the first damage */
export async function readModel(stream: InputStream, options: ReadOptions): Promise<ReadModel> {
  const { worker = false, signal, onProgress } = options;
  signal?.throwIfAborted();
  const decoding = worker === false ? decodingHere(options) : decodingInThread(options);
  const slice = worker === false ? SLICE_BYTES : MESSAGE_BYTES;
  const tensors: Tensor[] = [];
  let done = 0;
  try {
    for await (const chunk of stream.chunks()) {
      for (let start = 0; start < chunk.length; start += slice) {
        const part = chunk.subarray(start, start + slice);
        tensors.push(...(await decoding.push(part)));
        signal?.throwIfAborted();
        done += part.length;
        if (stream.size !== undefined) onProgress?.(Math.min(1, done / Math.max(1, stream.size)));
      }
    }
    const document = await decoding.finish();
    if (stream.size !== done) onProgress?.(1);
    return { document, tensors };
  } finally {
    await decoding.close();
  }
}

function decoderOptions({ seed, maximalBytes }: ReadOptions): WeightsDecoderOptions {
  return { ...(seed === undefined ? {} : { seed }), ...(maximalBytes === undefined ? {} : { maximalBytes }) };
}

function decodingHere(options: ReadOptions): Decoding {
  const decoder = new WeightsDecoder(decoderOptions(options));
  return {
    async push(bytes) {
      const tensors = decoder.push(bytes);
      await nextTurn();
      return tensors;
    },
    finish() {
      decoder.finish();
      return Promise.resolve(decoder.contents!.document);
    },
    close: () => Promise.resolve(),
  };
}

/** One thread, which therefore gets all questions. */
function decodingInThread(options: ReadOptions): Decoding {
  const { worker, signal } = options;
  const pool = threadPool(worker instanceof URL ? worker : new URL('./decoder-thread.js', import.meta.url), 1);
  const ask = async (
    question: DecoderQuestion,
    buffers: ArrayBuffer[],
  ): Promise<DecoderAnswer & { kind: 'tensors' }> => {
    const answer = (await pool.run(question, buffers, signal)) as DecoderAnswer;
    if (answer.kind === 'error') throw revivedError(answer.error);
    return answer;
  };
  const opened = ask({ kind: 'open', options: decoderOptions(options) }, []);
  // Whoever asks next hears of a failure.
  opened.catch(() => {});
  return {
    async push(bytes) {
      await opened;
      const copy = bytes.slice();
      return (await ask({ kind: 'push', bytes: copy }, [copy.buffer])).tensors;
    },
    async finish() {
      await opened;
      return (await ask({ kind: 'finish' }, [])).document!;
    },
    close: () => pool.close(),
  };
}
