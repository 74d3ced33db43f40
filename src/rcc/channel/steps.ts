/** Work as generators: run to the end at once, or in slices between which an event loop turns. */

/** Options of every asynchronous call. */
export interface StepOptions {
  /** Aborting rejects with the signal's reason; nothing that was returned before is touched. */
  readonly signal?: AbortSignal;
  /** Called between slices with the number of values done. */
  readonly onProgress?: (values: number) => void;
}

export function drain<T>(steps: Generator<number, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same work, its progress said in other numbers. */
export function* relabelled<A, B, T>(steps: Generator<A, T>, label: (progress: A) => B): Generator<B, T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    yield label(step.value);
  }
}

/** A slice long enough that turning the event loop costs nothing, short enough that ctrl-C is felt at once. */
const SLICE_MILLISECONDS = 25;

export async function drainSlowly<T>(steps: Generator<number, T>, options: StepOptions): Promise<T> {
  options.signal?.throwIfAborted();
  let turned = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() - turned < SLICE_MILLISECONDS) continue;
    options.onProgress?.(step.value);
    await nextTurn();
    options.signal?.throwIfAborted();
    turned = performance.now();
  }
}

/** One turn of the event loop: signals, timers and streams get their share. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
