/**
 * Samples outside the support, or on an end of it: u = 0 or 1. An exact sampler never gives one, so a single one is a
 * fault, which no distance between cdfs would show.
 */
import type { TestResult } from './result.ts';

/** The statistic counts them; with `survivals`, a u that only rounding makes 1 is not one of them. */
export function insideSupport(uniforms: ArrayLike<number>, survivals?: ArrayLike<number>): TestResult {
  let outside = 0;
  for (let i = 0; i < uniforms.length; i++) {
    const survival = survivals === undefined ? 1 - uniforms[i]! : survivals[i]!;
    if (!(uniforms[i]! > 0 && survival > 0)) outside++;
  }
  return { name: 'inside the support', statistic: outside, pValue: outside === 0 ? 1 : 0, critical: () => 1 };
}
