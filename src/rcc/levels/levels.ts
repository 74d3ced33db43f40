/**
 * The level functions of independent targets under their proposals, by the way that suits the laws:
 *
 *     one coordinate with one peak                  differences of cdfs
 *     normal laws of one ratio of deviations        noncentral chi-square laws
 *     piecewise constant laws                       sorted sums
 *     products of the first and third kind          one coordinate after the other
 *
 * Ratios that are unbounded, or have no certified peak, are refused with the names of methods that take them.
 */
import { invalidArgument, UnboundedDensityRatioError } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { logRatioBound } from '../proposal/ratio-bound.ts';
import type { LevelFunctions } from '../types.ts';
import { type Atom, atomicLevels, atomsOf, productAtoms } from './atomic.ts';
import { normalProductLevels } from './normal-product.ts';
import { certifiedPeak, peakedWeightLaw } from './peaked.ts';
import { productLevels, steppedProductLevels } from './product.ts';

/** As many values of the weight are kept apart. */
const MAXIMAL_ATOMS = 4096;

/** @throws SupportError, UnboundedDensityRatioError, InvalidArgumentError, LimitExceededError */
export function levelFunctions(targets: readonly Distribution[], proposals: readonly Distribution[]): LevelFunctions {
  if (targets.length !== proposals.length) throw invalidArgument('target', `${proposals.length} coordinates`, targets);
  targets.forEach((target, i) => {
    checkBounded(target, proposals[i]!);
  });
  if (targets.length > 1) {
    const normal = normalProductLevels(targets, proposals);
    if (normal !== undefined) return normal;
  }
  let atoms: readonly Atom[] | undefined;
  const peaked: number[] = [];
  targets.forEach((target, i) => {
    const own = atomsOf(target, proposals[i]!);
    if (own === undefined || own.length * (atoms?.length ?? 1) > MAXIMAL_ATOMS) peaked.push(i);
    else atoms = atoms === undefined ? own : productAtoms(atoms, own);
  });
  const [first, ...others] = peaked.map((i) => peakedWeightLaw(certifiedPeak(targets[i]!, proposals[i]!)));
  if (first === undefined) return atomicLevels(atoms!);
  const levels = others.reduce<LevelFunctions>(productLevels, first);
  return atoms === undefined ? levels : steppedProductLevels(levels, atoms);
}

function checkBounded(q: Distribution, p: Distribution): void {
  if (logRatioBound(q, p) < Number.POSITIVE_INFINITY) return;
  throw new UnboundedDensityRatioError(
    `"target" expected a bounded ratio to ${p.law}, got ${q.law} with heavier tails; hybrid coding sends it exactly, ` +
      'ordered random coding approximately',
  );
}
