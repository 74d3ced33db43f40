/**
 * The rotated, randomly scaled lattice: candidates whose noise is almost exactly Gaussian, in blocks of the lattice's
 * dimension. With V uniform in the cell, S = c chi_(D+2), and R a rotation by a unit complex number, quaternion or octonion,
 *
 *     K = nearest(R (y / sigma) / S - V),    z = sigma S R^T (K + V),
 *
 * z - y is a scale mixture of Gaussians; the weight w(|e|^2) of `gaussian-weight.ts` makes it Gaussian, for 1.016 candidates
 * on average with E8. The target is a product of normal laws of deviation sigma, which the receiver knows.
 *
 * Ours; relatives: Kobus, Theis and Gunduz, ISIT 2024; C. Ling and S. Li, arXiv 2402.03030.
 */
import { checkPositive, invalidArgument, type SharedBlock } from '../../core/index.ts';
import { type Distribution, Normal } from '../../distributions/index.ts';
import { conjugate, multiply } from '../lattice/composition-algebra.ts';
import type { GaussianCell } from '../lattice/gaussian-weight.ts';
import { factorsOf, type Target } from '../target.ts';
import type { Candidates, Proposal } from '../types.ts';
import { LatticeFrame } from './lattice-frame.ts';
import { LatticePointCode } from './lattice-point-code.ts';

export interface RotatedLatticeOptions {
  readonly cell: GaussianCell;
  /** Deviation of the noise. */
  readonly sigma: number;
  /** Law of the samples per coordinate; its mean and variance say how K is coded. Decoder-visible. */
  readonly marginals: readonly Distribution[];
}

/** Smallest prior variance of a centre, in units of the noise. */
const LEAST_VARIANCE = 1e-6;

export function rotatedLattice({ cell, sigma, marginals }: RotatedLatticeOptions): Proposal<Target, Float64Array> {
  checkPositive('sigma', sigma);
  const { lattice } = cell;
  const { dimensions } = lattice;
  if (marginals.length !== dimensions) throw invalidArgument('marginals', `${dimensions} laws`, marginals);
  const means = Float64Array.from(marginals, ({ mean }) => moment(mean) / sigma);
  const variances = Float64Array.from(marginals, ({ variance }) =>
    Math.max(moment(variance) / (sigma * sigma) - 1, LEAST_VARIANCE),
  );
  const code = new LatticePointCode(cell, means, variances);
  const frame = new LatticeFrame(cell);
  const moved = new Float64Array(dimensions);
  const inverse = new Float64Array(dimensions);
  const rotated = new Float64Array(dimensions);

  function reconstruct(
    index: number,
    point: Float64Array,
    shared: SharedBlock,
    out: Float64Array,
    offset: number,
  ): void {
    frame.open(shared, index);
    for (let i = 0; i < dimensions; i++) moved[i] = point[i]! + frame.dither[i]!;
    conjugate(frame.unit, inverse);
    multiply(inverse, moved, rotated);
    for (let i = 0; i < dimensions; i++) out[offset + i] = sigma * (frame.scale * rotated[i]!) + 0;
  }

  function candidates(target: Target, shared: SharedBlock): Candidates<Float64Array> {
    const centre = centreOf(target);
    const image = new Float64Array(dimensions);
    const point = new Float64Array(dimensions);

    /** K of a candidate into `point`; returns |e|^2, e the noise in units of sigma: rotations keep lengths. */
    function quantize(index: number): number {
      frame.open(shared, index);
      multiply(frame.unit, centre, image);
      for (let i = 0; i < dimensions; i++) moved[i] = image[i]! / frame.scale - frame.dither[i]!;
      lattice.nearest(moved, point);
      let square = 0;
      for (let i = 0; i < dimensions; i++) square += (point[i]! - moved[i]!) * (point[i]! - moved[i]!);
      return frame.scale * frame.scale * square;
    }

    return {
      weights: {
        logWeightBound: cell.logWeightBound,
        normalised: true,
        logWeights(first, out) {
          for (let n = 0; n < out.length; n++) out[n] = cell.logWeight(quantize(first + n));
        },
      },
      take(index) {
        quantize(index);
        const sample = new Float64Array(dimensions);
        const taken = point.slice();
        reconstruct(index, taken, shared, sample, 0);
        return { sample, point: taken };
      },
    };
  }

  function centreOf(target: Target): Float64Array {
    const factors = factorsOf(target);
    if (factors.length !== dimensions) throw invalidArgument('target', `${dimensions} coordinates`, factors);
    return Float64Array.from(factors, (factor) => {
      if (!(factor instanceof Normal) || factor.sigma !== sigma) {
        throw invalidArgument('target', `normal laws of deviation ${sigma}, which the receiver knows`, factor.law);
      }
      return factor.mu / sigma;
    });
  }

  return {
    candidates,
    reconstruct,
    pointCodec: (index, shared) => ({
      encode(point, encoder) {
        frame.open(shared, index);
        code.encode(point, frame, encoder);
      },
      decode(decoder) {
        frame.open(shared, index);
        return code.decode(frame, decoder);
      },
    }),
  };
}

function moment(value: number | undefined): number {
  if (value === undefined) throw invalidArgument('marginals', 'laws with a mean and a variance', value);
  return value;
}
