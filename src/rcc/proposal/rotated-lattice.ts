/**
 * The rotated, randomly scaled lattice: candidates whose noise is almost exactly Gaussian, in blocks of the lattice's
 * dimension. With V uniform in the cell, S = c chi_(D+2), and R a rotation by a unit complex number, quaternion or octonion,
 *
 *     K = nearest(R (y / sigma) / S - V),    z = sigma S R^T (K + V),
 *
 * z - y is a scale mixture of Gaussians; the weight w(|e|^2) of `gaussian-weight.ts` makes it Gaussian, for 1.016 candidates
 * on average with E8. The target is a product of normal laws of deviations sigma_i, which the receiver knows.
 *
 * Ours; relatives: Kobus, Theis and Gunduz, ISIT 2024; C. Ling and S. Li, arXiv 2402.03030.
 */
import { checkPositive, invalidArgument, type SharedBlock } from '../../core/index.ts';
import { type Distribution, Normal } from '../../distributions/index.ts';
import type { GaussianCell } from '../lattice/gaussian-weight.ts';
import { factorsOf, type Target } from '../target.ts';
import type { Candidates, Proposal, Weights } from '../types.ts';
import { RotatedQuantizer } from './rotated-quantizer.ts';

export interface RotatedLatticeOptions {
  readonly cell: GaussianCell;
  /** Deviation of the noise: one for all coordinates, or one each. */
  readonly sigma: number | ArrayLike<number>;
  /** Law of the samples per coordinate; its mean and variance say how K is coded. Decoder-visible. */
  readonly marginals: readonly Distribution[];
}

export function rotatedLattice({ cell, sigma, marginals }: RotatedLatticeOptions): Proposal<Target, Float64Array> {
  const { dimensions } = cell.lattice;
  if (marginals.length !== dimensions) throw invalidArgument('marginals', `${dimensions} laws`, marginals);
  const sigmas = typeof sigma === 'number' ? new Float64Array(dimensions).fill(sigma) : Float64Array.from(sigma);
  if (sigmas.length !== dimensions) throw invalidArgument('sigma', `one deviation, or ${dimensions}`, sigma);
  const quantizer = new RotatedQuantizer(cell);
  marginals.forEach(({ mean, variance }, i) => {
    const deviation = checkPositive('sigma', sigmas[i]!);
    quantizer.set(i, deviation, moment(mean), moment(variance) - deviation * deviation);
  });

  function candidates(target: Target, shared: SharedBlock): Candidates<Float64Array> {
    const centres = centresOf(target);
    return {
      weights: rotatedWeights(cell, quantizer, centres, shared),
      take(index) {
        const taken = new Float64Array(dimensions);
        const sample = new Float64Array(dimensions);
        quantizer.open(shared, index);
        quantizer.point(centres, taken);
        quantizer.sample(taken, sample, 0);
        return { sample, point: taken };
      },
    };
  }

  function centresOf(target: Target): Float64Array {
    const factors = factorsOf(target);
    if (factors.length !== dimensions) throw invalidArgument('target', `${dimensions} coordinates`, factors);
    return Float64Array.from(factors, (factor, i) => {
      if (factor instanceof Normal && factor.sigma === sigmas[i]) return factor.mu;
      throw invalidArgument('target', `normal laws of deviation ${sigmas[i]}, which the receiver knows`, factor.law);
    });
  }

  return {
    candidates,
    reconstruct(index, point, shared, out, offset) {
      quantizer.open(shared, index);
      quantizer.sample(point, out, offset);
    },
    pointCodec: (index, shared) => ({
      encode(point, encoder) {
        quantizer.open(shared, index);
        quantizer.encode(point, encoder);
      },
      decode(decoder) {
        const point = new Float64Array(dimensions);
        quantizer.open(shared, index);
        quantizer.decode(point, decoder);
        return point;
      },
    }),
  };
}

/** The weights of candidates around these centres. */
export function rotatedWeights(
  { lattice, logWeight, logWeightBound }: GaussianCell,
  quantizer: RotatedQuantizer,
  centres: Float64Array,
  shared: SharedBlock,
): Weights {
  const point = new Float64Array(lattice.dimensions);
  return {
    logWeightBound,
    normalised: true,
    logWeights(first, out) {
      for (let n = 0; n < out.length; n++) {
        quantizer.open(shared, first + n);
        out[n] = logWeight(quantizer.point(centres, point));
      }
    },
  };
}

function moment(value: number | undefined): number {
  if (value === undefined) throw invalidArgument('marginals', 'laws with a mean and a variance', value);
  return value;
}
