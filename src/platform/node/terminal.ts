/** The three standard streams, and whether somebody is looking at them. */
import { fileSystemError } from './file-system-error.ts';
import type { ByteSink } from './output-file.ts';

export function isTerminal(stream: 'stdin' | 'stdout' | 'stderr'): boolean {
  return process[stream].isTTY === true;
}

/** Writes text and waits until the stream took it, so that a slow reader slows the writer and not its memory. */
export function writeText(stream: 'stdout' | 'stderr', text: string): Promise<void> {
  return writeAll(stream, text);
}

/** The standard output for bytes. */
export const standardOutput: ByteSink = { write: (bytes) => writeAll('stdout', bytes) };

/** @throws FileSystemError, with the system code EPIPE where the reader went away (`... | head`). */
function writeAll(stream: 'stdout' | 'stderr', data: string | Uint8Array): Promise<void> {
  if (process[stream].listenerCount('error') === 0) process[stream].on('error', reportedByTheWrite);
  return new Promise((resolve, reject) => {
    process[stream].write(data, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(fileSystemError(stream === 'stdout' ? 'standard output' : 'standard error', error));
    });
  });
}

/** A stream emits what its `write` also rejects with; without a listener that would end the process. */
function reportedByTheWrite(): void {}

/** Lets the event loop turn: signals, timers and streams get their share. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
