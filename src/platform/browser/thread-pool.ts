/** Threads that run tasks, as Web Workers: each takes the oldest waiting task when it has none. */

export interface ThreadPool {
  /** Gives a task to a thread. Its buffers in `transfer` move there. Rejects with the signal's reason where it was aborted. */
  run(task: unknown, transfer: readonly ArrayBuffer[], signal?: AbortSignal): Promise<unknown>;
  /** Ends the threads; tasks that are not done reject. */
  close(): Promise<void>;
}

interface Job {
  readonly task: unknown;
  readonly transfer: readonly ArrayBuffer[];
  resolve(result: unknown): void;
  reject(reason: unknown): void;
}

/** Starts threads of a module that answers every message with one message. */
export function threadPool(script: URL, threads: number): ThreadPool {
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job>();
  let waiting: Job[] = [];

  for (let i = 0; i < threads; i++) start();

  function start(): void {
    const worker = new Worker(script, { type: 'module' });
    worker.onmessage = ({ data }) => release(worker)?.resolve(data);
    worker.onmessageerror = () => release(worker)?.reject(new Error('a message of a worker could not be read'));
    worker.onerror = ({ message }) => release(worker)?.reject(new Error(`a worker failed: ${message}`));
    idle.push(worker);
  }

  function release(worker: Worker): Job | undefined {
    const job = busy.get(worker);
    if (job === undefined) return undefined;
    busy.delete(worker);
    idle.push(worker);
    assign();
    return job;
  }

  function assign(): void {
    while (idle.length > 0 && waiting.length > 0) {
      const worker = idle.pop()!;
      const job = waiting.shift()!;
      busy.set(worker, job);
      worker.postMessage(job.task, [...job.transfer]);
    }
  }

  return {
    run: (task, transfer, signal) =>
      new Promise((resolve, reject) => {
        const abort = (): void => {
          // A thread at work goes on, and what it gives is dropped; a waiting task is never begun.
          waiting = waiting.filter((other) => other !== job);
          reject(signal!.reason);
        };
        const settled = (settle: (value: unknown) => void) => (value: unknown) => {
          signal?.removeEventListener('abort', abort);
          settle(value);
        };
        const job: Job = { task, transfer, resolve: settled(resolve), reject: settled(reject) };
        signal?.addEventListener('abort', abort, { once: true });
        waiting.push(job);
        assign();
      }),
    async close() {
      const left = [...waiting, ...busy.values()];
      waiting = [];
      for (const worker of [...idle, ...busy.keys()]) worker.terminate();
      idle.length = 0;
      busy.clear();
      for (const job of left) job.reject(new Error('the pool was closed'));
    },
  };
}
