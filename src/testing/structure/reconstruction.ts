/**
 * What the encoder takes is what the decoder rebuilds, bit for bit, in any order of candidates: reconstruct(n, k)
 * equals take(n).sample. Zeros of different sign are different bits.
 */
import type { Candidates } from '../../rcc/index.ts';

/** `rebuild` writes candidate `index` with lattice point `point` to `out`, as the decoder does. */
export function takesWhatIsRebuilt<K>(
  candidates: Candidates<K>,
  rebuild: (index: number, point: K, out: Float64Array) => void,
  indices: readonly number[],
): boolean {
  return indices.every((index) => {
    const { sample, point } = candidates.take(index);
    const rebuilt = new Float64Array(sample.length);
    rebuild(index, point, rebuilt);
    return rebuilt.every((value, i) => Object.is(value, sample[i]));
  });
}
