/**
 * Chunks on several cores: what encoding and decoding ask of a pool of workers, and the order in which its results are
 * taken. The pool itself is the caller's; nothing here starts a thread.
 */
import type { ContainerKey } from '../../container/index.ts';
import type { DecodeTask, EncodedTask, EncodeTask } from './chunk.ts';
import type { StepOptions } from './steps.ts';

/** What a receiver holds of the key: the header's statement of it, and the seed it asks for. */
export interface KeyAtReceiver {
  readonly statement: ContainerKey;
  readonly seed: string | number | Uint8Array | undefined;
}

/** Those who work at chunks; results are the same as those of `encodeChunk` and `decodeChunk`. */
export interface ChunkWorkers {
  /** Chunks that should be at work or at hand at one time. */
  readonly chunksAtOnce: number;
  encode(task: EncodeTask, signal?: AbortSignal): Promise<EncodedTask>;
  decode(task: DecodeTask, key: KeyAtReceiver, signal?: AbortSignal): Promise<Float64Array>;
}

export interface PoolOptions {
  /** Workers that share the chunks, as `samplewire/workers` makes them; the result is the same as without. */
  readonly pool?: ChunkWorkers | undefined;
}

interface Ordered<Task, Result> {
  /** The next task; undefined after the last. */
  next(): Task | undefined;
  run(task: Task): Promise<Result>;
  /** Takes a result, in the order of the tasks; gives the number of values done. */
  done(result: Result, task: Task): number;
  readonly atOnce: number;
  readonly options: StepOptions;
}

/** Runs all tasks, some at once, and takes their results in order. Rejects with the first error in that order. */
export async function inOrder<Task, Result>(work: Ordered<Task, Result>): Promise<void> {
  const { signal, onProgress } = work.options;
  const running: { task: Task; result: Promise<Result> }[] = [];
  signal?.throwIfAborted();
  for (;;) {
    for (let task = first(running.length); task !== undefined; task = first(running.length)) {
      const result = work.run(task);
      // Whoever waits for an earlier one must not miss that this one failed.
      result.catch(() => undefined);
      running.push({ task, result });
    }
    const oldest = running.shift();
    if (oldest === undefined) return;
    const result = await oldest.result;
    signal?.throwIfAborted();
    const values = work.done(result, oldest.task);
    onProgress?.(values);
    signal?.throwIfAborted();
  }

  function first(atWork: number): Task | undefined {
    return atWork < work.atOnce ? work.next() : undefined;
  }
}
