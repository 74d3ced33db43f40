/**
 * Dithered candidates in z space: the candidate is the one point of a shifted lattice inside a cell around the target's
 * support. Most of the information, where the support lies, is the lattice point k and costs no search; the selection
 * only says where inside the cell the sample lies.
 *
 *     u_n = U(key, block, n),    k_n = round(c - u_n),    z_n = W (k_n + u_n),    w(z) = q(z) W    (products over coordinates)
 *
 * c is the centre of the support in cell widths, W the cell width, which both ends know; the support must be narrower.
 * A target wider than its cell is split locally: cut the line into intervals of the cell's width, draw the interval from
 * local randomness by its mass, and send the target restricted to it. The mixture of the restrictions is the target, so
 * the law stays exact, and the decoder does not notice. k is written by its probability given u under the marginal law.
 * Words 0 .. d - 1 of candidate n are the dither of the coordinates.
 *
 * L. Theis and N. Yosri, "Algorithms for the communication of samples", ICML 2022 (hybrid coding); z-space cells: C. Ling
 * and S. Li, "Rejection-sampled universal quantization", 2024; the local split is ours.
 */
import {
  checkPositive,
  invalidArgument,
  type RandomSource,
  SCREENED_WORDS,
  type SharedBlock,
} from '../../core/index.ts';
import { type Distribution, TruncatedNormal } from '../../distributions/index.ts';
import { type Box, boxOf, factorsOf, type Target } from '../target.ts';
import type { Candidates, Proposal } from '../types.ts';
import { CELL_MARGIN, fromPoint } from './cell.ts';
import { DitheredCoordinates } from './dithered-coordinates.ts';
import { DitheredWeights, type WordRoom } from './dithered-weights.ts';
import { splitInterval } from './local-split.ts';
import { pointCodec, pointDensities } from './point-code.ts';

export interface DitheredOptions {
  /** Cell width per coordinate. */
  readonly widths: ArrayLike<number>;
  /** Law of the samples per coordinate, known to both ends: how k is coded. Decoder-visible. */
  readonly marginals: readonly Distribution[];
}

export function dithered({ widths, marginals }: DitheredOptions): Proposal<Target, Float64Array> {
  const cells = Float64Array.from(widths, (width) => checkPositive('widths', width));
  if (cells.length === 0 || cells.length !== marginals.length) {
    throw invalidArgument('marginals', `one law per width (${cells.length})`, marginals);
  }
  const densities = pointDensities(cells, marginals);
  const dimensions = cells.length;
  const coordinates = new DitheredCoordinates(cells);
  const words = new Uint32Array(dimensions);
  const room: WordRoom = {
    later: new Uint32Array(Math.max(0, dimensions - SCREENED_WORDS)),
    batch: new Uint32Array(0),
    best: new Uint32Array(dimensions),
    keeper: undefined,
    kept: 0,
  };

  /** The target itself where its support fits the cells. */
  function restrict(target: Target, local: RandomSource): Target {
    return checkedFactors(target).every(fits) ? target : split(boxOf(target), local);
  }

  function fits(law: Distribution, i: number): boolean {
    const { lower, upper } = law instanceof TruncatedNormal ? law : law.support;
    return upper - lower <= cells[i]! * CELL_MARGIN;
  }

  function split(box: Box, local: RandomSource): Target {
    let split: Box | undefined;
    for (let i = 0; i < dimensions; i++) {
      if (box.upper[i]! - box.lower[i]! <= cells[i]! * CELL_MARGIN) continue;
      split ??= { factors: box.factors, lower: box.lower.slice(), upper: box.upper.slice(), normalised: false };
      // Twice the margin: the ends of an interval are rounded, too.
      const interval = splitInterval(box.factors[i]!, cells[i]! * CELL_MARGIN * CELL_MARGIN, local);
      split.lower[i] = interval.lower;
      split.upper[i] = interval.upper;
    }
    return split ?? box;
  }

  function candidates(target: Target, shared: SharedBlock): Candidates<Float64Array> {
    checkedFactors(target);
    const weights = new DitheredWeights(target, shared, coordinates, room);
    return {
      weights,
      take(index) {
        coordinates.hold(target, shared);
        const sample = new Float64Array(dimensions);
        const point = new Float64Array(dimensions);
        const ofCandidate = weights.words(index);
        for (let i = 0; i < dimensions; i++) {
          point[i] = coordinates.point(i, ofCandidate[i]!);
          sample[i] = coordinates.value(i, ofCandidate[i]!) + 0;
        }
        return { sample, point };
      },
    };
  }

  function checkedFactors(target: Target): readonly Distribution[] {
    const factors = factorsOf(target);
    if (factors.length !== dimensions) throw invalidArgument('target', `${dimensions} coordinates`, factors);
    return factors;
  }

  return {
    restrict,
    candidates,
    reconstruct(index, point, shared, out, offset) {
      shared.fill(index, 0, words);
      for (let i = 0; i < dimensions; i++) out[offset + i] = cells[i]! * fromPoint(point[i]!, words[i]!) + 0;
    },
    pointCodec(index, shared) {
      return pointCodec(densities, shared, index);
    },
  };
}
