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
import { type EntropyDecoder, type EntropyEncoder, RangeDecoder, RangeEncoder } from '../../entropy/index.ts';
import { gaussianE8 } from '../lattice/gaussian-weight.ts';
import { gaussianIndexCode } from '../message/gaussian-index-code.ts';
import { rotatedWeights } from '../proposal/rotated-lattice.ts';
import { RotatedQuantizer } from '../proposal/rotated-quantizer.ts';
import { poissonFunctionalRepresentation } from '../selection/poisson-functional-representation.ts';
import { GaussianColumn } from './gaussian-column.ts';
import {
  type GaussianCentres,
  gaussianCentres,
  gaussianStatementCodec,
  gaussianStatements,
} from './gaussian-statement.ts';
import { MeteredEncoder } from './metered-encoder.ts';
import {
  type Block,
  blocksIn,
  type ChannelMethod,
  type ChunkContext,
  type ChunkInput,
  type EncodedChunk,
} from './method.ts';
import { refusalOf } from './refusal.ts';

const NAME = 'gaussian-channel';
const DIMENSIONS = gaussianE8.lattice.dimensions;
const BLOCKS_PER_STEP = 512;

export const gaussianChannelMethod: ChannelMethod = {
  name: NAME,
  id: 5,
  dimension: DIMENSIONS,
  commonScale: true,
  refusal: ({ targets, columns }) => refusalOf(() => gaussianCentres(targets, columns, NAME)),
  encode,
  decode,
};

function* encode(input: ChunkInput): Generator<number, EncodedChunk> {
  const { targets, marginals, firstBlock, shared, local, dimension } = input;
  if (dimension !== DIMENSIONS) throw invalidArgument('block', `${DIMENSIONS} values for ${NAME}`, dimension);
  const values = gaussianCentres(targets, marginals.length, NAME);
  const statements = gaussianStatements(values, marginals);
  const range = new RangeEncoder();
  for (const statement of statements) gaussianStatementCodec.encode(statement, range);
  const columns = statements.map((statement, i) => new GaussianColumn(statement, marginals[i]!));
  const index = new MeteredEncoder(range);
  const point = new MeteredEncoder(range);
  const indexCodec = gaussianIndexCode(gaussianE8).codec(null);
  const quantizer = new RotatedQuantizer(gaussianE8);
  const k = new Float64Array(DIMENSIONS);
  const samples = new Float64Array(targets.length);
  let candidatesExamined = 0;
  for (const block of blocksIn(targets.length, DIMENSIONS)) {
    const { position, start, length } = block;
    const number = firstBlock + position;
    const randomness = shared.block(number);
    if (length < DIMENSIONS) {
      encodeShort(block, values, columns, randomness, point, samples);
      candidatesExamined += length;
      continue;
    }
    for (let i = 0; i < DIMENSIONS; i++) {
      const column = columns[(start + i) % columns.length]!;
      const place = values.places[start + i]!;
      column.place.encode(place, point);
      column.set(quantizer, i, place);
    }
    const centres = values.centres.subarray(start, start + DIMENSIONS);
    const weights = rotatedWeights(gaussianE8, quantizer, centres, randomness);
    const selected = poissonFunctionalRepresentation.select(weights, local.block(number));
    quantizer.open(randomness, selected.index);
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
  const statements = marginals.map(() => gaussianStatementCodec.decode(range));
  const columns = statements.map((statement, i) => new GaussianColumn(statement, marginals[i]!));
  const indexCodec = gaussianIndexCode(gaussianE8).codec(null);
  const quantizer = new RotatedQuantizer(gaussianE8);
  const k = new Float64Array(DIMENSIONS);
  const samples = new Float64Array(count);
  for (const block of blocksIn(count, DIMENSIONS)) {
    const { position, start, length } = block;
    const randomness = shared.block(firstBlock + position);
    if (length < DIMENSIONS) {
      decodeShort(block, columns, randomness, range, samples);
      continue;
    }
    for (let i = 0; i < DIMENSIONS; i++) {
      const column = columns[(start + i) % columns.length]!;
      column.set(quantizer, i, column.place.decode(range));
    }
    quantizer.open(randomness, indexCodec.decode(range));
    quantizer.decode(k, range);
    quantizer.sample(k, samples, start);
  }
  range.finish();
  if (!samples.every(Number.isFinite)) throw new CorruptDataError('"samples" expected finite numbers', 0);
  return samples;
}

/** The values of a last block that is not full, by layered quantization. */
function encodeShort(
  { start, length }: Block,
  { centres, places }: GaussianCentres,
  columns: readonly GaussianColumn[],
  randomness: SharedBlock,
  encoder: EntropyEncoder,
  samples: Float64Array,
): void {
  for (let i = 0; i < length; i++) {
    const column = columns[(start + i) % columns.length]!;
    const layer = column.layer(places[start + i]!, randomness, i);
    const point = layer.point(centres[start + i]!);
    column.place.encode(places[start + i]!, encoder);
    layer.encode(point, column.density, encoder);
    samples[start + i] = layer.sample(point);
  }
}

function decodeShort(
  { start, length }: Block,
  columns: readonly GaussianColumn[],
  randomness: SharedBlock,
  decoder: EntropyDecoder,
  samples: Float64Array,
): void {
  for (let i = 0; i < length; i++) {
    const column = columns[(start + i) % columns.length]!;
    const layer = column.layer(column.place.decode(decoder), randomness, i);
    samples[start + i] = layer.sample(layer.decode(column.density, decoder));
  }
}
