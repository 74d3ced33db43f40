/**
 * Adam, with its state in plain arrays so that a run can be laid down and taken up:
 *
 *     m <- b1 m + (1 - b1) g,   v <- b2 v + (1 - b2) g^2,   x <- x - rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps).
 *
 * D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1.
 */
import { pow } from '../../../core/index.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export class AdamState {
  readonly first: Float32Array;
  readonly second: Float32Array;

  constructor(size: number) {
    this.first = new Float32Array(size);
    this.second = new Float32Array(size);
  }

  /** One step of all `values` where `open` is 1. `updates`: how many there were, this one included. */
  update(values: Float32Array, gradient: Float32Array, open: Float32Array, rate: number, updates: number): void {
    const { first, second } = this;
    const firstScale = 1 / (1 - pow(BETA1, updates));
    const secondScale = 1 / (1 - pow(BETA2, updates));
    for (let i = 0; i < values.length; i++) {
      if (open[i] === 0) continue;
      const g = gradient[i]!;
      const m = BETA1 * first[i]! + (1 - BETA1) * g;
      const v = BETA2 * second[i]! + (1 - BETA2) * g * g;
      first[i] = m;
      second[i] = v;
      values[i]! -= (rate * m * firstScale) / (Math.sqrt(v * secondScale) + EPSILON);
    }
  }
}
