/** Variates of the encoder's own stream. */
import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { normalQuantile } from '../math/normal.ts';
import type { RandomSource } from './types.ts';
import { uniform52 } from './uniforms.ts';

/** Uniform on (0, 1), 52 bits, symmetric about 1/2. */
export function uniform(source: RandomSource): number {
  const high = source.nextUint32();
  return uniform52(high, source.nextUint32());
}

/** Exponential(1): -log of a number in (0, 1), never infinite. */
export function exponential(source: RandomSource): number {
  return -log(uniform(source));
}

export function standardNormal(source: RandomSource): number {
  return normalQuantile(uniform(source));
}

/**
 * Gamma(shape, 1) by rejection: a random number of words, so encoder-only. G. Marsaglia and W. W. Tsang, "A simple method
 * for generating gamma variables", ACM TOMS 26, 2000; shapes below 1 by their power.
 */
export function gamma(source: RandomSource, shape: number): number {
  if (shape < 1) return gammaPower(source, shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = standardNormal(source);
    const root = 1 + c * x;
    const v = root * root * root;
    if (v > 0 && log(uniform(source)) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

function gammaPower(source: RandomSource, shape: number): number {
  const boosted = gamma(source, shape + 1);
  return boosted * exp(log(uniform(source)) / shape);
}
