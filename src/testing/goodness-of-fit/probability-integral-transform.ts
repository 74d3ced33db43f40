/**
 * Samples to uniforms: u_i = F_i(z_i), each by its own target. Under exactness all u are independent and uniform,
 * whatever the targets. Survivals are kept beside, so that u near 1 loses nothing.
 */
import type { Cdf } from '../../entropy/index.ts';

export interface Transformed {
  readonly uniforms: Float64Array;
  /** 1 - u, each with its own digits. */
  readonly survivals: Float64Array;
}

export function probabilityIntegralTransform(
  samples: ArrayLike<number>,
  lawOf: (index: number) => Pick<Cdf, 'cdf' | 'survival'>,
): Transformed {
  const uniforms = new Float64Array(samples.length);
  const survivals = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const law = lawOf(i);
    uniforms[i] = law.cdf(samples[i]!);
    survivals[i] = law.survival(samples[i]!);
  }
  return { uniforms, survivals };
}
