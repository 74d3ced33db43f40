/**
 * Dithered lattice quantization: the candidate is the one point of a shifted lattice in the Voronoi cell around y, so the
 * noise is uniform in the cell and independent of y. There is nothing to select; K alone is sent, given V.
 *
 *     V uniform in the cell, shared,    K = nearest(y / s - V),    z = s (K + V),    z - y uniform in s times the cell
 *
 * The joint law of the noise is no product of laws of its coordinates (only Z^n's is), so a target is a centre y here, not a
 * distribution per coordinate: a lattice is a channel of its own and no method of files. Words 0 .. D - 1 make V.
 *
 * R. Zamir and M. Feder, "On universal quantization by randomized uniform/lattice quantizers", IEEE Trans. IT 1992.
 */
import { checkPositive, invalidArgument, LimitExceededError, type SharedBlock, uniform32 } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { type Lattice, voronoiSample } from '../lattice/lattice.ts';
import type { Candidates, Proposal } from '../types.ts';
import { equalWeights } from './equal-weights.ts';
import { factorisedPrior } from './factorised-prior.ts';
import { LatticePointCode } from './lattice-point-code.ts';

export interface LatticeDitheredOptions {
  readonly lattice: Lattice;
  /** How much larger than the lattice's own the cell is, known to both ends. */
  readonly scale: number;
  /** How K is coded, per coordinate: the law of the centres, or, a little dearer at low rates, that of the samples. */
  readonly marginals: readonly Distribution[];
}

/** Lattice points stay below this in size: half-integers are exact there. */
export const MAXIMAL_LATTICE_POINT = 1_125_899_906_842_624;

export function latticeDithered({
  lattice,
  scale,
  marginals,
}: LatticeDitheredOptions): Proposal<ArrayLike<number>, Float64Array> {
  checkPositive('scale', scale);
  const { dimensions } = lattice;
  if (marginals.length !== dimensions) throw invalidArgument('marginals', `${dimensions} laws`, marginals);
  const prior = factorisedPrior(marginals, scale);
  const code = new LatticePointCode(lattice);
  const words = new Uint32Array(dimensions);
  const uniforms = new Float64Array(dimensions);
  const dither = new Float64Array(dimensions);

  function open(index: number, shared: SharedBlock): void {
    shared.fill(index, 0, words);
    for (let i = 0; i < dimensions; i++) uniforms[i] = uniform32(words[i]!);
    voronoiSample(lattice, uniforms, dither);
  }

  function reconstruct(
    index: number,
    point: Float64Array,
    shared: SharedBlock,
    out: Float64Array,
    offset: number,
  ): void {
    open(index, shared);
    for (let i = 0; i < dimensions; i++) out[offset + i] = scale * (point[i]! + dither[i]!) + 0;
  }

  function candidates(centre: ArrayLike<number>, shared: SharedBlock): Candidates<Float64Array> {
    if (centre.length !== dimensions) throw invalidArgument('target', `a centre of ${dimensions} coordinates`, centre);
    return {
      weights: equalWeights,
      take(index) {
        open(index, shared);
        const shifted = Float64Array.from(dither, (v, i) => checkLatticePlace(centre[i]! / scale) - v);
        const point = new Float64Array(dimensions);
        const sample = new Float64Array(dimensions);
        lattice.nearest(shifted, point);
        reconstruct(index, point, shared, sample, 0);
        return { sample, point };
      },
    };
  }

  return {
    candidates,
    reconstruct,
    pointCodec: (index, shared) => ({
      encode(point, encoder) {
        open(index, shared);
        code.encode(point, dither, prior, encoder);
      },
      decode(decoder) {
        open(index, shared);
        const point = new Float64Array(dimensions);
        code.decode(point, dither, prior, decoder);
        return point;
      },
    }),
  };
}

/** A place in lattice units that has a lattice point next to it. @throws LimitExceededError */
export function checkLatticePlace(place: number): number {
  if (Math.abs(place) < MAXIMAL_LATTICE_POINT) return place;
  throw new LimitExceededError(`"target" expected less than 2^50 cells from 0, got ${place}`, MAXIMAL_LATTICE_POINT);
}
