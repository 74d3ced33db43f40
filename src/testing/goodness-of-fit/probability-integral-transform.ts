/**
 * Samples to uniforms: u_i = F_i(z_i), each by its own target. Under exactness all u are independent and uniform,
 * whatever the targets. Survivals are kept beside, so that u near 1 loses nothing. M. Rosenblatt, 1952.
 */
import { invalidArgument } from '../../core/index.ts';
import type { Cdf } from '../../entropy/index.ts';

export interface Transformed {
  readonly uniforms: Float64Array;
  /** 1 - u, each with its own digits. */
  readonly survivals: Float64Array;
}

/** A distribution, or any pair of tails. */
export type Tails = Pick<Cdf, 'cdf' | 'survival'>;

/** `laws`: one for all samples, one for each, or a function from the sample's number. */
export function probabilityIntegralTransform(
  samples: ArrayLike<number>,
  laws: Tails | readonly Tails[] | ((index: number) => Tails),
): Transformed {
  const lawOf = typeof laws === 'function' ? laws : 'cdf' in laws ? () => laws : lawOfEach(samples, laws);
  const uniforms = new Float64Array(samples.length);
  const survivals = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const law = lawOf(i);
    uniforms[i] = law.cdf(samples[i]!);
    survivals[i] = law.survival(samples[i]!);
  }
  return { uniforms, survivals };
}

function lawOfEach(samples: ArrayLike<number>, laws: readonly Tails[]): (index: number) => Tails {
  if (laws.length !== samples.length) throw invalidArgument('laws', `one law per sample (${samples.length})`, laws);
  return (index) => laws[index]!;
}
