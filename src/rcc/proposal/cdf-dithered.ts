/**
 * Dithered candidates in CDF space, the patent's form: the marginal law F maps samples to [0, M), where they are
 * uniform, and a unit cell around the image of the target's support holds the candidates.
 *
 *     y_n = k_n + u_n,    z = F^-1(y / M),    w = q(z) / (p(z) M)    (products over coordinates)
 *
 * The lattice point is uniform on M values and independent of the dither, so it needs no model: log2 M bits. M must be
 * so small that the image of every target fits a unit cell; M = 1 is always legal and is selection from the prior. A
 * target off-centre fills only a part of its cell, so the expected work exp(mu^2 / 2) is heavy-tailed: z space
 * (`dithered`) is the default. Words 0 .. d - 1 of candidate n are the dither of the coordinates.
 *
 * L. Theis and N. Yosri, "Algorithms for the communication of samples", ICML 2022; WO 2021/247840, claims 16-20.
 */
import { checkInteger, invalidArgument, log, type SharedBlock, SupportError } from '../../core/index.ts';
import { boundedLogSupremum, type Distribution } from '../../distributions/index.ts';
import { type Codec, uniformCodec } from '../../entropy/index.ts';
import { factorsOf, type Target } from '../target.ts';
import type { Candidates, Proposal, Weights } from '../types.ts';
import { CELL_MARGIN, candidateInCell, fromPoint, type GridCentre, gridCentre, pointInCell } from './cell.ts';

export interface CdfDitheredOptions {
  /** Integer widths M, one per coordinate; M = 1 is selection from the prior. */
  readonly widths: ArrayLike<number>;
  /** Law of the samples per coordinate, known to both ends. Decoder-visible. */
  readonly marginals: readonly Distribution[];
}

export const MAXIMAL_CDF_WIDTH = 65_536;

export function cdfDithered({ widths, marginals }: CdfDitheredOptions): Proposal<Target, Float64Array> {
  const cells = Float64Array.from(widths, (width) => checkInteger('widths', width, 1, MAXIMAL_CDF_WIDTH));
  if (cells.length === 0 || cells.length !== marginals.length) {
    throw invalidArgument('marginals', `one law per width (${cells.length})`, marginals);
  }
  for (const marginal of marginals) {
    if (!marginal.decoderVisible) throw invalidArgument('marginals', 'laws that a decoder can compute', marginal.law);
  }
  const dimensions = cells.length;
  const words = new Uint32Array(dimensions);
  const pointCodecs = Array.from(cells, (width) => uniformCodec(width));
  const pointCodec: Codec<Float64Array> = {
    encode(point, encoder) {
      for (let i = 0; i < dimensions; i++) pointCodecs[i]!.encode(point[i]!, encoder);
    },
    decode(decoder) {
      return Float64Array.from(pointCodecs, (codec) => codec.decode(decoder));
    },
  };
  const toSample = (y: number, i: number): number => marginals[i]!.quantile(y / cells[i]!) + 0;

  return {
    candidates(target, shared): Candidates<Float64Array> {
      const factors = factorsOf(target);
      if (factors.length !== dimensions) throw invalidArgument('target', `${dimensions} coordinates`, factors);
      const centres = factors.map((factor, i) => imageCentre(factor, marginals[i]!, cells[i]!));
      return {
        weights: cdfWeights(factors, centres, shared),
        take(index) {
          const sample = new Float64Array(dimensions);
          const point = new Float64Array(dimensions);
          shared.fill(index, 0, words);
          for (let i = 0; i < dimensions; i++) {
            point[i] = pointInCell(centres[i]!, words[i]!);
            sample[i] = toSample(candidateInCell(centres[i]!, words[i]!), i);
          }
          return { sample, point };
        },
      };
    },
    reconstruct(index, point, shared, out, offset) {
      shared.fill(index, 0, words);
      for (let i = 0; i < dimensions; i++) out[offset + i] = toSample(fromPoint(point[i]!, words[i]!), i);
    },
    pointCodec: () => pointCodec,
  };

  function cdfWeights(factors: readonly Distribution[], centres: readonly GridCentre[], shared: SharedBlock): Weights {
    let logVolume = 0;
    let logWeightBound = 0;
    for (let i = 0; i < dimensions; i++) {
      logVolume += log(cells[i]!);
      logWeightBound += boundedLogSupremum(factors[i]!, marginals[i]!);
    }
    let batch = new Uint32Array(0);
    return {
      logWeightBound: logWeightBound - logVolume + dimensions * BOUND_MARGIN,
      normalised: true,
      logWeights(first, out) {
        if (batch.length !== out.length * dimensions) batch = new Uint32Array(out.length * dimensions);
        shared.candidates(first, out.length, 0, dimensions, batch);
        for (let n = 0; n < out.length; n++) {
          let logWeight = -logVolume;
          for (let i = 0; i < dimensions; i++) {
            const z = toSample(candidateInCell(centres[i]!, batch[n * dimensions + i]!), i);
            logWeight += factors[i]!.logDensity(z) - marginals[i]!.logDensity(z);
          }
          out[n] = logWeight;
        }
      },
    };
  }
}

/** Outward rounding of the certified bound, per coordinate, in nats. */
const BOUND_MARGIN = 1e-12;

/** The centre of M F(support), moved so that the cell stays inside [0, M): then every k is one of 0 .. M - 1. */
function imageCentre(target: Distribution, marginal: Distribution, width: number): GridCentre {
  const lower = width * marginal.cdf(target.support.lower);
  const upper = width * marginal.cdf(target.support.upper);
  if (width > 1 && !(upper - lower <= CELL_MARGIN)) {
    throw new SupportError(`"target" expected an image narrower than one cell of ${width}, got ${upper - lower}`);
  }
  return gridCentre(Math.min(Math.max((lower + upper) / 2, 0.5), width - 0.5));
}

/** The largest legal M for the targets: the reciprocal of the largest marginal mass of a support. */
export function largestCdfWidth(targets: readonly Distribution[], marginal: Distribution): number {
  let mass = CELL_MARGIN / MAXIMAL_CDF_WIDTH;
  for (const { support } of targets) mass = Math.max(mass, marginal.cdf(support.upper) - marginal.cdf(support.lower));
  return Math.max(1, Math.floor(CELL_MARGIN / mass));
}
