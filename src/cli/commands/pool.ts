/** Threads for commands that were asked for several; their code is loaded only then. */
import type { WorkerPool } from '../../workers/index.ts';
import { integerOption } from '../arguments/command.ts';

const MAXIMAL_WORKERS = 64;

/** The number behind --workers; 1 without it. */
export function workersOption(text: string | undefined): number {
  return integerOption('--workers', text, 1, MAXIMAL_WORKERS) ?? 1;
}

/** Runs `work` with a pool, or without one where there is one worker, and ends the threads. */
export async function withPool<T>(workers: number, work: (pool: WorkerPool | undefined) => Promise<T>): Promise<T> {
  if (workers === 1) return work(undefined);
  const { workerPool } = await import('../../workers/index.ts');
  const pool = workerPool({ workers });
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}
