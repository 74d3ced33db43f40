/**
 * The tests of samples against their law that find most, together: support, Kolmogorov-Smirnov, Anderson-Darling, and
 * chi-square on 64 cells where there are samples for it.
 */
import { andersonDarling } from './anderson-darling.ts';
import { chiSquareUniform } from './chi-square.ts';
import { insideSupport } from './inside-support.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { probabilityIntegralTransform, type Tails, type Transformed } from './probability-integral-transform.ts';
import type { TestResult } from './result.ts';

const CELLS = 64;
/** At small levels each cell should expect 100 samples. */
const LEAST_PER_CELL = 100;

/** `laws`: one for all samples, one for each, or a function from the sample's number. */
export function follows(
  samples: ArrayLike<number>,
  laws: Tails | readonly Tails[] | ((index: number) => Tails),
): TestResult[] {
  return uniformsFollow(probabilityIntegralTransform(samples, laws));
}

/** Samples that were transformed by their laws already. One outside the support is reported alone. */
export function uniformsFollow({ uniforms, survivals }: Transformed): TestResult[] {
  const inside = insideSupport(uniforms, survivals);
  if (inside.pValue === 0) return [inside];
  const results = [inside, kolmogorovSmirnov(uniforms), andersonDarling(uniforms, survivals)];
  if (uniforms.length >= CELLS * LEAST_PER_CELL) results.push(chiSquareUniform(uniforms, CELLS));
  return results;
}
