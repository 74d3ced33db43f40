/**
 * Several cores for `encode` and `decode`: chunks of at most 65,536 values go to worker threads and come back in order. The
 * bytes and samples are those of one core, because a chunk depends on no other and randomness is addressed by block.
 */
import { threadPool } from '#platform';
import { checkInteger, invalidArgument, revivedError } from '../core/index.ts';
import type { ChunkWorkers, EncodedTask } from '../rcc/index.ts';
import { buffersOf, plainDecode, plainEncode } from './plain-task.ts';
import type { Answer, Question } from './worker.ts';

export interface WorkerPoolOptions {
  /** Threads, 1 to 64. */
  readonly workers: number;
  /** The worker's module, where a bundler has put it elsewhere than beside this one. */
  readonly script?: URL;
}

/** For the option `pool` of `encode` and `decode`; may serve many calls, also at the same time. */
export interface WorkerPool extends ChunkWorkers {
  /** Ends the threads. A pool without work does not keep Node alive. */
  close(): Promise<void>;
}

const MAXIMAL_WORKERS = 64;
/** One chunk at work and one at hand for each thread: none waits, and memory stays bounded. */
const CHUNKS_PER_WORKER = 2;

/**
 * @example
 *   const pool = workerPool({ workers: 2 });
 *   const { bytes } = await encode(targets, { ...settings, pool });
 *   await pool.close();
 * @throws InvalidArgumentError where the number of workers is out of range
 */
export function workerPool({
  workers,
  script = new URL('./worker.js', import.meta.url),
}: WorkerPoolOptions): WorkerPool {
  checkInteger('workers', workers, 1, MAXIMAL_WORKERS);
  const threads = threadPool(script, workers);
  let isOpen = true;

  async function ask(question: Question, signal: AbortSignal | undefined): Promise<Answer> {
    if (!isOpen) throw invalidArgument('pool', 'an open pool', 'a closed one');
    const answer = (await threads.run(question, buffersOf(question), signal)) as Answer;
    if (answer.kind === 'error') throw revivedError(answer.error);
    return answer;
  }

  return {
    chunksAtOnce: CHUNKS_PER_WORKER * workers,
    async encode(task, signal) {
      const answer = await ask({ kind: 'encode', task: plainEncode(task) }, signal);
      return (answer as { encoded: EncodedTask }).encoded;
    },
    async decode(task, key, signal) {
      const answer = await ask({ kind: 'decode', task: plainDecode(task), key }, signal);
      return (answer as { samples: Float64Array }).samples;
    },
    close() {
      isOpen = false;
      return threads.close();
    },
  };
}
