/**
 * One block by a rotated, randomly scaled lattice, as `layer.ts` is for one value. The frame, V uniform in the cell, S and R,
 * comes from shared words; with y / sigma coordinate by coordinate,
 *
 *     K = nearest(R (y / sigma) / S - V),    z = sigma S R^T (K + V),    e = (z - y) / sigma,  |e| = S |K + V - R (y / sigma) / S|
 *
 * K is written given the frame under a normal prior of the centres y: independent coordinates, any variances.
 */
import type { SharedBlock } from '../../core/index.ts';
import type { EntropyDecoder, EntropyEncoder } from '../../entropy/index.ts';
import { conjugate, multiply } from '../lattice/composition-algebra.ts';
import type { GaussianCell } from '../lattice/gaussian-weight.ts';
import type { Lattice } from '../lattice/lattice.ts';
import { RotatedPrior } from './gaussian-prior.ts';
import { checkLatticePlace } from './lattice.ts';
import { LatticeFrame } from './lattice-frame.ts';
import { LatticePointCode } from './lattice-point-code.ts';

/** Not re-entrant: `open` draws the frame that the other methods use, `set` the laws of the coordinates. */
export class RotatedQuantizer {
  readonly #lattice: Lattice;
  readonly #frame: LatticeFrame;
  readonly #prior: RotatedPrior;
  readonly #code: LatticePointCode;
  readonly #deviations: Float64Array;
  readonly #scratch: Float64Array;
  readonly #moved: Float64Array;

  constructor(cell: GaussianCell) {
    const { lattice } = cell;
    const { dimensions } = lattice;
    this.#lattice = lattice;
    this.#frame = new LatticeFrame(cell);
    this.#prior = new RotatedPrior(dimensions, lattice.normalisedSecondMoment * rootOf(lattice.volume, dimensions));
    this.#code = new LatticePointCode(lattice);
    this.#deviations = new Float64Array(dimensions).fill(1);
    this.#scratch = new Float64Array(dimensions);
    this.#moved = new Float64Array(dimensions);
  }

  /** Coordinate i has noise of deviation `sigma`; its centres have this mean and variance, for the code of K. */
  set(i: number, sigma: number, mean: number, variance: number): void {
    this.#deviations[i] = sigma;
    this.#prior.set(i, mean / sigma, Math.max(variance / (sigma * sigma), 0));
  }

  /** Draws the frame of a candidate. */
  open(shared: SharedBlock, candidate: number): void {
    this.#frame.open(shared, candidate);
  }

  /** K for the centres y, into `point`; returns |e|^2. @throws LimitExceededError where a centre is too far. */
  point(centres: Float64Array, point: Float64Array): number {
    const { unit, scale, dither } = this.#frame;
    const whitened = this.#scratch;
    const moved = this.#moved;
    for (let i = 0; i < whitened.length; i++) whitened[i] = centres[i]! / this.#deviations[i]!;
    multiply(unit, whitened, moved);
    for (let i = 0; i < moved.length; i++) moved[i] = checkLatticePlace(moved[i]! / scale) - dither[i]!;
    this.#lattice.nearest(moved, point);
    let square = 0;
    for (let i = 0; i < moved.length; i++) square += (point[i]! - moved[i]!) * (point[i]! - moved[i]!);
    return scale * scale * square;
  }

  /** z at out[offset ..], the same doubles at both ends. */
  sample(point: Float64Array, out: Float64Array, offset: number): void {
    const { unit, scale, dither } = this.#frame;
    const inverse = this.#scratch;
    const moved = this.#moved;
    for (let i = 0; i < moved.length; i++) moved[i] = point[i]! + dither[i]!;
    conjugate(unit, inverse);
    const rotated = out.subarray(offset, offset + moved.length);
    multiply(inverse, moved, rotated);
    for (let i = 0; i < moved.length; i++) rotated[i] = this.#deviations[i]! * (scale * rotated[i]!) + 0;
  }

  encode(point: Float64Array, encoder: EntropyEncoder): void {
    this.#prior.open(this.#frame);
    this.#code.encode(point, this.#frame.dither, this.#prior, encoder);
  }

  decode(point: Float64Array, decoder: EntropyDecoder): void {
    this.#prior.open(this.#frame);
    this.#code.decode(point, this.#frame.dither, this.#prior, decoder);
  }
}

/** vol^(2/D), by square roots: D is 1, 2, 4 or 8. */
function rootOf(volume: number, dimensions: number): number {
  let root = volume * volume;
  for (let d = dimensions; d > 1; d /= 2) root = Math.sqrt(root);
  return root;
}
