/**
 * Noise chosen by sensitivity. A weight w with curvature h is sent as N(m, v) against the proposal N(0, s^2); least is
 *
 *     1/2 h (v + (m - w)^2) + beta KL      for   v = beta / (h + beta / s^2),   m = w h / (h + beta / s^2),
 *     s^2 = mean over the group of (v + m^2),   five rounds of both
 *
 * beta is the price of a nat. Where h goes to 0 the weight goes to its proposal, which costs nothing: it is pruned softly.
 * One h for a tensor gives one v: reverse water-filling over tensors (Cover and Thomas, 13.3.3).
 */
const ROUNDS = 5;
/** Of the largest curvature of a tensor. */
const LEAST = 1e-12;

export interface Softened {
  readonly means: Float64Array;
  readonly sigmas: Float64Array;
}

/** `curvatures`: of each weight, or one number for all. */
export function softened(values: ArrayLike<number>, curvatures: ArrayLike<number> | number, beta: number): Softened {
  const count = values.length;
  const means = new Float64Array(count);
  const sigmas = new Float64Array(count);
  if (count === 0) return { means, sigmas };
  const h = typeof curvatures === 'number' ? new Float64Array(count).fill(curvatures) : floored(curvatures);
  let square = 0;
  for (let i = 0; i < count; i++) square += values[i]! * values[i]!;
  let variance = square / count;
  for (let round = 0; round <= ROUNDS; round++) {
    const pull = beta / Math.max(variance, Number.MIN_VALUE);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const share = 1 / (h[i]! + pull);
      means[i] = values[i]! * h[i]! * share;
      sigmas[i] = Math.sqrt(beta * share);
      sum += means[i]! * means[i]! + beta * share;
    }
    variance = sum / count;
  }
  return { means, sigmas };
}

function floored(curvatures: ArrayLike<number>): Float64Array {
  const h = Float64Array.from({ length: curvatures.length }, (_, i) => Math.max(0, curvatures[i]!));
  const least = LEAST * h.reduce((most, value) => Math.max(most, value), Number.MIN_VALUE);
  return h.map((value) => Math.max(value, least));
}
