/** Work in slices, between which signals, streams and the progress line get their turn. */
import { nextTurn } from '#platform';

const SLICE_MILLISECONDS = 25;

export async function inSlices<T>(
  steps: Generator<number, T>,
  onProgress: (done: number) => Promise<void>,
): Promise<T> {
  let turned = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - turned < SLICE_MILLISECONDS) continue;
    await onProgress(step.value);
    await nextTurn();
    turned = performance.now();
  }
}
