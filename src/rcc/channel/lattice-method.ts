/**
 * The Gaussian channel over arrays: blocks of eight consecutive values by the rotated, scaled E8, exactly Gaussian noise for
 * 0.23 bit per value above the information. Every target is normal; a column has one deviation or a list of up to 256, of
 * which every value names its own (see `column-scales.ts`). What does not fill a block goes by the layered quantizer.
 *
 * A plain lattice is no method of files: its noise has no law per value, so there is no scalar target that it would send.
 *
 * Payload: one range-coded stream. Per column its deviations and the prior of its centres, for the code of K: the column's own
 * normal law less the noise, or, where that law is not normal or the deviations are several, a normal law of stated mean and
 * deviation. It moves the bits, never the law of the samples. Then per block the places of the deviations, the index n, and K
 * given the frame of candidate n; block b of the file is block b of the shared randomness.
 */
import { CorruptDataError, invalidArgument, type SharedBlock } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import {
  type Codec,
  RangeDecoder,
  RangeEncoder,
  type VariableStepDensity,
  variableStepDensity,
} from '../../entropy/index.ts';
import { gaussianE8 } from '../lattice/gaussian-weight.ts';
import { gaussianIndexCode } from '../message/gaussian-index-code.ts';
import { gaussianNoise } from '../noise/gaussian.ts';
import { LayeredQuantizer } from '../proposal/layer.ts';
import { RotatedQuantizer } from '../proposal/rotated-quantizer.ts';
import { poissonFunctionalRepresentation } from '../selection/poisson-functional-representation.ts';
import type { Weights } from '../types.ts';
import { scalePlaceCodec } from './column-scales.ts';
import {
  centreMoments,
  type GaussianColumn,
  gaussianCentres,
  gaussianColumnCodec,
  gaussianColumns,
} from './gaussian-columns.ts';
import { MeteredEncoder } from './metered-encoder.ts';
import { blocksIn, type ChannelMethod, type ChunkContext, type ChunkInput, type EncodedChunk } from './method.ts';
import { refusalOf } from './refusal.ts';

const NAME = 'gaussian-channel';
const DIMENSIONS = gaussianE8.lattice.dimensions;
const BLOCKS_PER_STEP = 512;
const indexCode = gaussianIndexCode(gaussianE8);

export const gaussianChannelMethod: ChannelMethod = {
  name: NAME,
  id: 5,
  dimension: DIMENSIONS,
  commonScale: true,
  refusal: ({ targets, columns }) => refusalOf(() => gaussianCentres(targets, columns, NAME)),
  encode,
  decode,
};

/** What both ends hold of a column; the parts of a list by the place of the deviation. */
interface OpenColumn {
  readonly place: Codec<number>;
  readonly sigmas: readonly number[];
  readonly means: readonly number[];
  readonly variances: readonly number[];
  readonly marginal: Distribution;
  /** For values that fill no block; made when the first one comes. */
  density?: VariableStepDensity;
}

function* encode(input: ChunkInput): Generator<number, EncodedChunk> {
  const { targets, marginals, firstBlock, shared, local, dimension } = input;
  if (dimension !== DIMENSIONS) throw invalidArgument('block', `${DIMENSIONS} values for ${NAME}`, dimension);
  const values = gaussianCentres(targets, marginals.length, NAME);
  const stated = gaussianColumns(values, marginals);
  const range = new RangeEncoder();
  for (const column of stated) gaussianColumnCodec.encode(column, range);
  const columns = opened(stated, marginals);
  const index = new MeteredEncoder(range);
  const point = new MeteredEncoder(range);
  const indexCodec = indexCode.codec(null);
  const quantizer = new RotatedQuantizer(gaussianE8);
  const samples = new Float64Array(targets.length);
  const k = new Float64Array(DIMENSIONS);
  let candidatesExamined = 0;
  let block = shared.block(firstBlock);
  let centres = values.centres;
  const weights: Weights = {
    logWeightBound: gaussianE8.logWeightBound,
    normalised: true,
    logWeights(first, out) {
      for (let n = 0; n < out.length; n++) {
        quantizer.open(block, first + n);
        out[n] = gaussianE8.logWeight(quantizer.point(centres, k));
      }
    },
  };
  for (const { position, start, length } of blocksIn(targets.length, DIMENSIONS)) {
    const number = firstBlock + position;
    block = shared.block(number);
    if (length < DIMENSIONS) {
      for (let i = 0; i < length; i++) {
        const column = columns[(start + i) % columns.length]!;
        const place = values.places[start + i]!;
        column.place.encode(place, point);
        const layer = layerOf(column, place, block, i);
        const scalar = layer.point(values.centres[start + i]!);
        layer.encode(scalar, densityOf(column), point);
        samples[start + i] = layer.sample(scalar);
      }
      candidatesExamined += length;
      continue;
    }
    for (let i = 0; i < DIMENSIONS; i++) {
      const column = columns[(start + i) % columns.length]!;
      const place = values.places[start + i]!;
      column.place.encode(place, point);
      setCoordinate(quantizer, i, column, place);
    }
    centres = values.centres.subarray(start, start + DIMENSIONS);
    const selected = poissonFunctionalRepresentation.select(weights, local.block(number));
    quantizer.open(block, selected.index);
    quantizer.point(centres, k);
    indexCodec.encode(selected.index, index);
    quantizer.encode(k, point);
    quantizer.sample(k, samples, start);
    candidatesExamined += selected.examined;
    if (position % BLOCKS_PER_STEP === BLOCKS_PER_STEP - 1) yield start + length;
  }
  return { payload: range.finish(), samples, bits: { index: index.bits, point: point.bits }, candidatesExamined };
}

function decode(payload: Uint8Array, count: number, context: ChunkContext): Float64Array {
  const { marginals, firstBlock, shared, dimension } = context;
  if (dimension !== DIMENSIONS) throw new CorruptDataError(`"dimension" expected ${DIMENSIONS}, got ${dimension}`, 0);
  const range = new RangeDecoder(payload);
  const columns = opened(
    marginals.map(() => gaussianColumnCodec.decode(range)),
    marginals,
  );
  const indexCodec = indexCode.codec(null);
  const quantizer = new RotatedQuantizer(gaussianE8);
  const samples = new Float64Array(count);
  const k = new Float64Array(DIMENSIONS);
  for (const { position, start, length } of blocksIn(count, DIMENSIONS)) {
    const block = shared.block(firstBlock + position);
    if (length < DIMENSIONS) {
      for (let i = 0; i < length; i++) {
        const column = columns[(start + i) % columns.length]!;
        const layer = layerOf(column, column.place.decode(range), block, i);
        samples[start + i] = layer.sample(layer.decode(densityOf(column), range));
      }
      continue;
    }
    for (let i = 0; i < DIMENSIONS; i++) {
      const column = columns[(start + i) % columns.length]!;
      setCoordinate(quantizer, i, column, column.place.decode(range));
    }
    quantizer.open(block, indexCodec.decode(range));
    quantizer.decode(k, range);
    quantizer.sample(k, samples, start);
  }
  range.finish();
  if (!samples.every(Number.isFinite)) throw new CorruptDataError('"samples" expected finite numbers', 0);
  return samples;
}

function opened(columns: readonly GaussianColumn[], marginals: readonly Distribution[]): OpenColumn[] {
  return columns.map((column, i) => {
    const marginal = marginals[i]!;
    const moments = column.sigmas.map((sigma) => centreMoments(column, marginal, sigma));
    return {
      place: scalePlaceCodec(column.sigmas),
      sigmas: column.sigmas,
      means: moments.map(({ mean }) => mean),
      variances: moments.map(({ variance }) => variance),
      marginal,
    };
  });
}

function setCoordinate(quantizer: RotatedQuantizer, i: number, column: OpenColumn, place: number): void {
  quantizer.set(i, column.sigmas[place]!, column.means[place]!, column.variances[place]!);
}

function layerOf(column: OpenColumn, place: number, block: SharedBlock, i: number): LayeredQuantizer {
  const quantizer = new LayeredQuantizer(gaussianNoise, column.sigmas[place]!, 'direct');
  quantizer.open(block, 0, i);
  return quantizer;
}

/** Cells of a column are found once, for its smallest deviation. */
function densityOf(column: OpenColumn): VariableStepDensity {
  const smallest = column.sigmas.reduce((least, sigma) => Math.min(least, sigma));
  column.density ??= variableStepDensity(column.marginal, smallest);
  return column.density;
}
