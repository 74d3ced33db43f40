/**
 * A learned cumulative function of one channel: a small network whose weights are positive, so that it rises, and whose last
 * step is the logistic function. With layers k = 1 .. K, each a vector of up to a few numbers,
 *
 *     x_k = g_k(softplus(H_k) x_(k-1) + b_k),   g_k(x) = x + tanh(a_k) * tanh(x),   c(x) = logistic(x_K),   g_K the identity
 *
 * This is the plain twin, in double precision, of the density that is trained in TensorFlow.js; tables are made of it.
 *
 * J. Balle, D. Minnen, S. Singh, S. J. Hwang and N. Johnston, "Variational image compression with a scale hyperprior", 2018, 6.1.
 */
import { exp, invalidArgument, log1p, logisticCdf, tanh } from '../../../core/index.ts';
import type { Cdf } from '../../../entropy/index.ts';

/** One layer: `matrix` of outputs x inputs before softplus, row by row; `bias`, and `factor` before tanh, of one number per output. */
export interface MonotoneLayer {
  readonly matrix: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
  /** Absent in the last layer. */
  readonly factor?: ArrayLike<number>;
}

/** c and 1 - c, each with full relative accuracy. @throws InvalidArgumentError where sizes do not fit */
export function monotoneCumulative(layers: readonly MonotoneLayer[]): Cdf {
  const positive = layers.map(({ matrix }) => Float64Array.from(matrix, softplus));
  const strengths = layers.map(({ factor }) => Float64Array.from(factor ?? [], tanh));
  let inputs = 1;
  for (const { matrix, bias } of layers) {
    if (matrix.length !== inputs * bias.length)
      throw invalidArgument('matrix.length', `${inputs * bias.length}`, matrix.length);
    inputs = bias.length;
  }
  if (inputs !== 1) throw invalidArgument('layers', 'one output', inputs);

  function logit(x: number): number {
    let values = Float64Array.of(x);
    for (let k = 0; k < layers.length; k++) {
      const { bias } = layers[k]!;
      const [matrix, strength] = [positive[k]!, strengths[k]!];
      const next = new Float64Array(bias.length);
      for (let i = 0; i < next.length; i++) {
        let sum = bias[i]!;
        for (let j = 0; j < values.length; j++) sum += matrix[i * values.length + j]! * values[j]!;
        next[i] = strength.length === 0 ? sum : sum + strength[i]! * tanh(sum);
      }
      values = next;
    }
    return values[0]!;
  }
  return { cdf: (x) => logisticCdf(logit(x)), survival: (x) => logisticCdf(-logit(x)) };
}

function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}
