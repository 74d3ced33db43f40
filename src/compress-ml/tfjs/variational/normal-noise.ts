/**
 * Standard normal noise for training, addressed by (step, draw), never advanced: a run that is taken up again at step t
 * draws what the uninterrupted run would have drawn. Each half of a 32-bit word picks one of the 65,536 quantiles
 *
 *     z_i = Phi^-1((i + 1/2) / 65536) / s,     s^2 = the mean of their squares,
 *
 * which has mean 0 and variance 1 exactly, |z| < 4.33, and costs a table look-up.
 */
import * as tf from '@tensorflow/tfjs';
import { normalQuantile, type SharedBlock, type SharedRandomness, sharedRandomness } from '../../../core/index.ts';

const CELLS = 65_536;
let table: Float32Array | undefined;

function quantiles(): Float32Array {
  if (table !== undefined) return table;
  const exact = Float64Array.from({ length: CELLS }, (_, i) => normalQuantile((i + 0.5) / CELLS));
  const scale = Math.sqrt(exact.reduce((sum, z) => sum + z * z, 0) / CELLS);
  table = Float32Array.from(exact, (z) => z / scale);
  return table;
}

/** The noise of one step: the i-th tensor that is drawn is the i-th of every run with this seed. */
export class NormalNoise {
  readonly #block: SharedBlock;
  #draw = 0;

  constructor(shared: SharedRandomness, step: number) {
    this.#block = shared.block(step);
  }

  /** Fresh standard normal numbers, float32. */
  draw(shape: number[]): tf.Tensor {
    const z = quantiles();
    const length = shape.reduce((product, n) => product * n, 1);
    const words = new Uint32Array((length + 1) >>> 1);
    this.#block.fill(this.#draw++, 0, words);
    const values = new Float32Array(length);
    for (let i = 0; i < length; i++) {
      const word = words[i >>> 1]!;
      values[i] = z[(i & 1) === 0 ? word >>> 16 : word & 65_535]!;
    }
    return tf.tensor(values, shape, 'float32');
  }
}

/** Of a training run. */
export function trainingRandomness(seed: string | number | Uint8Array): SharedRandomness {
  return sharedRandomness(seed).derive('variational training');
}
