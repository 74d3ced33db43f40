/**
 * The exact law of the index, as a mixture of geometric laws. Given the sample x the index of a Poisson functional
 * representation is geometric, so over all samples it is the mixture
 *
 *     P(N = j) = E_q[ 1/(1 + g(x)) (g(x)/(1 + g(x)))^(j - 1) ],    g(x) = E_p max(0, w(x) - w(Y)),
 *
 * and a few components, fitted to the chunk's indices, stand for the expectation. The table is computed from the
 * written components by products and sums alone.
 */
import {
  fitGeometricMixture,
  type GeometricMixture,
  geometricIndexCodec,
  geometricMixtureCodec,
} from '../../entropy/index.ts';
import type { IndexCode } from './index-code.ts';

export const tableCode: IndexCode<GeometricMixture> = {
  name: 'table',
  fit: (indices) => fitGeometricMixture(indices),
  parameters: geometricMixtureCodec,
  codec: geometricIndexCodec,
};
