/**
 * What is known of each tensor before any step is chosen: whether it may be sent with loss at all, how large its numbers
 * are, along which axis their scale changes, and some thousands of them to measure rates on.
 *
 * Integers, texts and whatever is not finite is kept. Small tensors (at most 1,024 elements, or one dimension and at most
 * 65,536: biases, normalisation) are kept as well, unless they would be more than 2 % of the file; then they go as
 * float16, and if that is more than 4 % of it, those of two dimensions and more like all others.
 */
import { InvalidArgumentError, type SharedRandomness } from '../../../core/index.ts';
import { halfToNumber, numberToHalf } from '../../tensors/half.ts';
import { elementCount, isFloating, type LazyTensor, type Tensor, tensorValues } from '../../tensors/tensor.ts';
import { encodeLossy } from '../pieces/lossy.ts';
import { MAXIMAL_CHANNELS } from '../pieces/lossy-header.ts';
import { encodePiece, pieceBytes, pieceRanges } from '../pieces/piece.ts';
import { type Channels, ChannelWalk } from '../points/point-model.ts';
import { stepNumber } from '../steps.ts';

const SMALL_ELEMENTS = 1024;
const SMALL_VECTOR = 65_536;
/** Numbers are measured in a few runs, evenly spaced. */
const RUNS = 4;
const RUN_ELEMENTS = 8192;
/** float16 is used where it is this close to every number, relative to it. */
const HALF_PRECISION = 0.001;
/** Beyond it points would not be small integers, and a law of one scale no description. */
const LARGEST_CREST = 1_048_576;
/** Steps per root mean square at which axes are compared. */
const TRIAL_STEP = 0.125;
const SINGLE: Channels = { channels: 1, inner: 1 };

/** A run of numbers, and the element that is its first. */
export interface Run {
  readonly first: number;
  readonly values: Float64Array;
}

export interface Surveyed {
  readonly tensor: LazyTensor;
  /** `kept`: never with loss. `small`: as it is, as float16 or with loss, by the share of the file. */
  readonly group: 'kept' | 'small' | 'large';
  readonly elements: number;
  /** Whether it would be sent with loss if its numbers allowed it. */
  readonly isBroken: boolean;
  /** Bytes that it takes as it is, and as float16 where that is allowed. */
  readonly exactBytes: number;
  readonly halfBytes: number | undefined;
  readonly meanSquare: number;
  readonly channels: Channels;
  /** Mean square of each channel. */
  readonly channelSquares: Float64Array;
  readonly runs: readonly Run[];
}

export async function surveyed(lazy: LazyTensor): Promise<Surveyed> {
  const tensor = await lazy.read();
  const elements = elementCount(lazy);
  const none = { runs: [], channels: SINGLE, channelSquares: new Float64Array(1), meanSquare: 0, halfBytes: undefined };
  const values = isFloating(lazy) ? tensorValues(tensor) : undefined;
  const meanSquare = values === undefined ? Number.NaN : finiteMeanSquare(values);
  const isSmall = elements <= SMALL_ELEMENTS || (lazy.shape.length <= 1 && elements <= SMALL_VECTOR);
  if (values === undefined || !(meanSquare > 0)) {
    const isBroken = values !== undefined && Number.isNaN(meanSquare);
    return {
      tensor: lazy,
      elements,
      isBroken,
      ...none,
      group: 'kept',
      exactBytes: payloadBytes(tensor, lazy, 'exact'),
    };
  }
  const runs = runsOf(values);
  const channels =
    isSmall && elements <= SMALL_ELEMENTS ? likelyChannels(lazy.shape) : bestChannels(lazy.shape, runs, meanSquare);
  const exactBytes = isSmall ? payloadBytes(tensor, lazy, 'exact') : estimatedExactBytes(tensor, lazy);
  const mayBeHalf = isSmall && (lazy.dtype === 'F32' || lazy.dtype === 'F64') && isNearHalf(values);
  const halfBytes = mayBeHalf ? payloadBytes(tensor, lazy, 'half') : undefined;
  return {
    tensor: lazy,
    group: isSmall ? 'small' : 'large',
    elements,
    isBroken: false,
    exactBytes,
    halfBytes,
    meanSquare,
    channels,
    channelSquares: meanSquares(values, channels),
    runs,
  };
}

/** 0 where all numbers are 0, not a number where they cannot be sent with loss. */
function finiteMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    sum += size * size;
    if (!(size <= largest)) largest = size;
  }
  const meanSquare = sum / Math.max(1, values.length);
  return largest * largest <= LARGEST_CREST * LARGEST_CREST * meanSquare && Number.isFinite(sum)
    ? meanSquare
    : Number.NaN;
}

function meanSquares(values: ArrayLike<number>, channels: Channels): Float64Array {
  const sums = new Float64Array(channels.channels);
  const walk = new ChannelWalk(channels, 0);
  for (let i = 0; i < values.length; i++) {
    sums[walk.channel]! += values[i]! * values[i]!;
    walk.next();
  }
  return sums.map((sum) => (sum * channels.channels) / values.length);
}

function runsOf(values: ArrayLike<number>): Run[] {
  const count = values.length <= RUNS * RUN_ELEMENTS ? 1 : RUNS;
  const length = count === 1 ? values.length : RUN_ELEMENTS;
  return Array.from({ length: count }, (_, i) => {
    const first = count === 1 ? 0 : Math.floor((i * (values.length - length)) / (count - 1));
    return { first, values: Float64Array.from({ length }, (_x, at) => values[first + at]!) };
  });
}

/** The last axis: output channels of TensorFlow.js. */
function likelyChannels(shape: readonly number[]): Channels {
  const last = shape[shape.length - 1] ?? 1;
  return shape.length < 2 || last < 2 ? SINGLE : { channels: last, inner: 1 };
}

/** The axis, or pair of last axes, along which knowing the channel saves most. */
function bestChannels(shape: readonly number[], runs: readonly Run[], meanSquare: number): Channels {
  const elements = elementCount({ shape });
  const candidates: Channels[] = [SINGLE];
  let inner = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    candidates.push({ channels: shape[axis]!, inner });
    inner *= shape[axis]!;
  }
  if (shape.length > 2) candidates.push({ channels: shape[shape.length - 1]! * shape[shape.length - 2]!, inner: 1 });
  const step = stepNumber(TRIAL_STEP * Math.sqrt(meanSquare));
  let best = { channels: SINGLE, bytes: Number.POSITIVE_INFINITY };
  for (const channels of candidates) {
    const isSingle = channels.channels === 1;
    if (isSingle !== (channels === SINGLE) || channels.channels > Math.min(MAXIMAL_CHANNELS, elements / 2)) continue;
    const bytes = runBytes(runs, step, channels);
    if (bytes < best.bytes) best = { channels, bytes };
  }
  return best.channels;
}

function runBytes(runs: readonly Run[], step: number, channels: Channels): number {
  let bytes = 0;
  for (const { first, values } of runs) {
    const request = {
      method: 'rounding',
      step,
      channels,
      reconstruction: 'plain',
      models: 'adaptive',
      shared: noDither,
    } as const;
    bytes += encodeLossy(values, first, request).payload.length;
  }
  return bytes;
}

function payloadBytes(tensor: Tensor, lazy: LazyTensor, kind: 'exact' | 'half'): number {
  let bytes = 0;
  for (const range of pieceRanges(lazy)) {
    const data = pieceBytes(tensor.data, range);
    bytes += encodePiece(lazy, data, range, { kind }).payload.length;
  }
  return bytes;
}

/** From its first elements: an order-0 model of bytes knows no more after them. */
function estimatedExactBytes(tensor: Tensor, lazy: LazyTensor): number {
  const range = pieceRanges(lazy)[0]!;
  const count = Math.min(range.count, RUNS * RUN_ELEMENTS);
  const data = tensor.data.subarray(0, count * range.elementBytes);
  const bytes = encodePiece(lazy, data, { ...range, count }, { kind: 'exact' }).payload.length;
  return (bytes * elementCount(lazy)) / count;
}

function isNearHalf(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Math.abs(value - halfToNumber(numberToHalf(value))) > HALF_PRECISION * Math.abs(value)) return false;
  }
  return true;
}

function noDither(): SharedRandomness {
  throw new InvalidArgumentError('"method" expected one without a dither');
}
