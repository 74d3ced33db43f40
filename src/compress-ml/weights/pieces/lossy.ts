/** A piece of a tensor with loss: numbers to a payload, and a payload to numbers. The model is the cheapest in real bytes. */

import type { ByteReader } from '../../../core/index.ts';
import { ByteWriter, CorruptDataError, type SharedRandomness } from '../../../core/index.ts';
import { RangeDecoder, RangeEncoder } from '../../../entropy/index.ts';
import type { Reconstruction, WeightMethod } from '../options.ts';
import type { Channels } from '../points/point-model.ts';
import { lattice } from '../quantizers/lattice.ts';
import { BLOCK_ELEMENTS, DitherWords, type Quantizer } from '../quantizers/quantizer.ts';
import { nearestRounding, rounding } from '../quantizers/rounding.ts';
import { universal } from '../quantizers/universal.ts';
import { reconstruct } from '../reconstruction.ts';
import { fitted } from '../reconstruction-fit.ts';
import { LARGEST_STEP, scaleCode, stepOf } from '../steps.ts';
import { otherModels } from './candidate-models.ts';
import { ElementSteps } from './channel-steps.ts';
import { errorCode, type LossyHeader, writeLossyHeader } from './lossy-header.ts';
import { decodeCodes, encodeCodes, type ModelTables, pointModel, readTables, writeTables } from './models.ts';

export interface LossyRequest {
  readonly method: WeightMethod;
  /** Number of the step on the grid. */
  readonly step: number;
  readonly channelSteps?: Uint8Array;
  readonly channels: Channels;
  readonly reconstruction: Reconstruction;
  /** All models are tried (default), or only the one that needs no choice: for measuring. */
  readonly models?: 'all' | 'adaptive';
  /** Gives the stream of this tensor, where there is a dither. */
  readonly shared: () => SharedRandomness;
}

export interface LossyPiece {
  readonly payload: Uint8Array;
  /** Sum of the squared errors of the numbers, before they are rounded to their type. */
  readonly squaredError: number;
  /** The same with the error of each channel in units of its step, times the tensor's step squared. */
  readonly weightedError: number;
  readonly model: LossyHeader['model'];
}

/** `first`: the element of the tensor that values[0] is. */
export function encodeLossy(values: ArrayLike<number>, first: number, request: LossyRequest): LossyPiece {
  const { method, step, channelSteps, channels, reconstruction } = request;
  const quantizer =
    method === 'rounding' && reconstruction === 'plain' ? nearestRounding : quantizerOf(method, request.shared);
  const count = quantizer.group * Math.ceil(values.length / quantizer.group);
  const y = new Float64Array(count);
  const squares = channelSteps === undefined ? undefined : new Float64Array(count);
  const steps = new ElementSteps(step, channelSteps, channels, first);
  let sum = 0;
  let square = 0;
  for (let i = 0; i < values.length; i++) {
    const size = steps.next();
    y[i] = values[i]! / size;
    sum += Math.abs(y[i]!);
    square += values[i]! * values[i]!;
    if (squares !== undefined) squares[i] = size * size;
  }
  const meanSize = sum / Math.max(1, values.length);
  const header: LossyHeader = {
    method,
    step,
    error: 0,
    model: 'adaptive',
    channels,
    shifts: undefined,
    hasChannelSteps: channelSteps !== undefined,
    // The mean size of a dithered value counts its dither.
    parameter: scaleCode(quantizer.dithered ? meanSize + 0.25 / (1 + 4 * meanSize) : meanSize),
    law: 0,
  };
  const points = new Float64Array(count);
  const model = pointModel(header, {}, first, quantizer.dithered);
  inBlocks(count, (start, end) => {
    quantizer.quantize(y.subarray(start, end), first + start, model, points.subarray(start, end));
  });

  const z = new Float64Array(count);
  inBlocks(count, (start, end) => quantizer.values(points.subarray(start, end), first + start, z.subarray(start, end)));
  const { shifts, stretch, weightedError, squaredError } = fitted(y, z, squares, values.length, reconstruction);
  const unit = stepOf(step) * stepOf(step);
  const error = squares === undefined ? unit * weightedError : squaredError;
  const coded = {
    ...header,
    shifts,
    step: Math.min(LARGEST_STEP, step + stretch),
    error: errorCode(Math.sqrt(error / square)),
  };
  const write = (chosen: LossyHeader, tables: ModelTables): Uint8Array =>
    payloadOf(chosen, tables, channelSteps, quantizer, points, first);
  let best = { header: coded, payload: write(coded, {}) };
  const others = request.models === 'adaptive' ? [] : otherModels(coded, points, z, first, best.payload.length);
  for (const { header: other, tables } of others) {
    const payload = write(other, tables);
    if (payload.length < best.payload.length) best = { header: other, payload };
  }
  return { payload: best.payload, squaredError: error, weightedError: unit * weightedError, model: best.header.model };
}

/** The numbers of a piece of `count` elements. `header` was read. @throws CorruptDataError, UnexpectedEndError */
export function decodeLossy(
  header: LossyHeader,
  reader: ByteReader,
  count: number,
  first: number,
  shared: () => SharedRandomness,
): Float64Array {
  const at = reader.offset;
  const quantizer = quantizerOf(header.method, shared);
  const decoder = new RangeDecoder(reader.bytes(reader.remaining));
  const codes = header.hasChannelSteps ? decodeCodes(header.channels.channels, decoder) : undefined;
  const model = pointModel(header, readTables(header, decoder), first, quantizer.dithered);
  const z = new Float64Array(quantizer.group * Math.ceil(count / quantizer.group));
  inBlocks(z.length, (start, end) => quantizer.decode(z.subarray(start, end), first + start, model, decoder));
  decoder.finish();
  const values = z.subarray(0, count);
  if (header.shifts !== undefined) reconstruct(values, header.shifts);
  const steps = new ElementSteps(header.step, codes, header.channels, first);
  for (let i = 0; i < count; i++) values[i]! *= steps.next();
  if (!values.every((value) => Math.abs(value) <= Number.MAX_VALUE)) {
    throw new CorruptDataError('"weights" expected finite numbers', at);
  }
  return values;
}

function payloadOf(
  header: LossyHeader,
  tables: ModelTables,
  channelSteps: Uint8Array | undefined,
  quantizer: Quantizer,
  points: Float64Array,
  first: number,
): Uint8Array {
  const encoder = new RangeEncoder();
  if (channelSteps !== undefined) encodeCodes(channelSteps, encoder);
  writeTables(tables, encoder);
  const model = pointModel(header, tables, first, quantizer.dithered);
  inBlocks(points.length, (start, end) => quantizer.encode(points.subarray(start, end), first + start, model, encoder));
  const writer = new ByteWriter();
  writeLossyHeader(writer, header);
  writer.bytes(encoder.finish());
  return writer.toBytes();
}

function quantizerOf(method: WeightMethod, shared: () => SharedRandomness): Quantizer {
  if (method === 'rounding') return rounding;
  const words = new DitherWords(shared());
  return method === 'universal' ? universal(words) : lattice(words);
}

/** Pieces start at multiples of a block, so that blocks of a piece are blocks of the dither. */
function inBlocks(count: number, work: (start: number, end: number) => void): void {
  for (let start = 0; start < count; start += BLOCK_ELEMENTS) work(start, Math.min(count, start + BLOCK_ELEMENTS));
}
