/** Threads that run tasks, by tinypool over node:worker_threads. An idle pool does not keep the process alive. */
import { Tinypool } from 'tinypool';
import type { ThreadPool } from '../browser/index.ts';

/** Starts threads of a module that exports `run(task)`. */
export function threadPool(script: URL, threads: number): ThreadPool {
  const pool = new Tinypool({
    filename: script.href,
    name: 'run',
    runtime: 'worker_threads',
    minThreads: threads,
    maxThreads: threads,
  });
  return {
    run: (task, transfer, signal) =>
      new Promise((resolve, reject) => {
        // A thread at work goes on, and what it gives is dropped: to end it would cost the next call a new one.
        const abort = (): void => reject(signal!.reason);
        signal?.addEventListener('abort', abort, { once: true });
        pool
          .run(task, { transferList: [...transfer] })
          .then(resolve, reject)
          .finally(() => signal?.removeEventListener('abort', abort));
      }),
    close: () => pool.destroy(),
  };
}
