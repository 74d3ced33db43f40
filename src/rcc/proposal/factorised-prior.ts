/**
 * Independent coordinates as the prior of a lattice point: nothing is learnt from the coordinates before. Densities are in
 * the units of the samples, `scale` of them to a unit of the lattice.
 */
import { invalidArgument } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { variableStepDensity } from '../../entropy/index.ts';
import type { CoordinateLaw, SequentialPrior } from './lattice-point-code.ts';

export function factorisedPrior(marginals: readonly Distribution[], scale: number): SequentialPrior {
  const laws = marginals.map((marginal): CoordinateLaw => {
    if (!marginal.decoderVisible) throw invalidArgument('marginals', 'laws that a decoder can compute', marginal.law);
    return { density: variableStepDensity(marginal, scale), middle: 0, unit: 1 / scale };
  });
  return { next: (i) => laws[i]!, take() {} };
}
