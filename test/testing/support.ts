/** Fixed samples for the tests of tests: every sequence is named by the theorem that uses it. */
import { localRandomness, standardNormal, uniform } from 'samplewire/core';

export function uniformSamples(seed: string, count: number): Float64Array {
  const random = localRandomness({ seed }).block(0);
  return Float64Array.from({ length: count }, () => uniform(random));
}

export function normalSamples(seed: string, count: number): Float64Array {
  const random = localRandomness({ seed }).block(0);
  return Float64Array.from({ length: count }, () => standardNormal(random));
}

/** Counts of uniforms in equally wide cells. */
export function histogram(uniforms: Float64Array, cells: number): Float64Array {
  const counts = new Float64Array(cells);
  for (const u of uniforms) counts[Math.floor(u * cells)]!++;
  return counts;
}
